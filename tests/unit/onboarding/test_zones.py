"""Time zones, and what people call them."""

import re
from zoneinfo import available_timezones

import pytest

from bot.i18n import LOCALES, Catalogues
from bot.onboarding.zones import CITIES, Zones, guess, zone


@pytest.fixture(scope="module")
def zones() -> Zones:
    catalogues = Catalogues.load()
    return Zones(lambda city: [catalogues.text(locale, city) for locale in LOCALES])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("成都", "Asia/Shanghai"),
        ("紐約", "America/New_York"),
        ("雪梨", "Australia/Sydney"),
        ("Reykjavik", "Atlantic/Reykjavik"),
        ("utc", "UTC"),
        ("ETC/GMT+5", "Etc/GMT+5"),
    ],
)
def test_what_somebody_may_mean(zones: Zones, typed: str, name: str) -> None:
    assert zones.find(typed) == name


@pytest.mark.parametrize("typed", ["", " ", "Atlantis", "../../etc/passwd", "Europe", "Europe/", "\0", "a" * 6000])
def test_what_nobody_means(zones: Zones, typed: str) -> None:
    assert zones.find(typed) is None


def test_what_is_proposed_begins_with_cities(zones: Zones) -> None:
    assert zones.search("", 3) == [
        ("Beijing", "Asia/Shanghai"),
        ("Shanghai", "Asia/Shanghai"),
        ("Guangzhou", "Asia/Shanghai"),
    ]
    assert zones.search("上", 25) == [("Shanghai", "Asia/Shanghai")]
    assert zones.search("york", 25) == [("New York", "America/New_York")]
    found = zones.search("pa", 25)
    assert found[0] == ("Paris", "Europe/Paris")
    assert ("São Paulo", "America/Sao_Paulo") in found
    assert (None, "Asia/Jayapura") in zones.search("jaya", 25)
    assert len(zones.search("a", 25)) == 25
    assert zones.search("zzz", 25) == []


def test_each_proposal_is_found_again(zones: Zones) -> None:
    for typed in ("", "a", "o", "us", "京"):
        for _, name in zones.search(typed, 1000):
            assert zones.find(name) == name


def test_all_cities_and_guesses_are_there() -> None:
    assert set(CITIES.values()) <= available_timezones()
    locales = (
        "bg cs da de el en-GB en-US es-419 es-ES fi fr hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr uk vi "
        "zh-CN zh-TW"
    )
    assert {guess(locale) for locale in locales.split()} <= available_timezones() - {"UTC"}


def test_whoever_uses_a_language_of_which_nothing_is_known_lives_in_utc() -> None:
    assert guess("tlh") == "UTC"
    assert (guess("en-US"), guess("en-GB"), guess("zh-CN"), guess("zh-TW")) == (
        "America/Chicago",
        "Europe/London",
        "Asia/Shanghai",
        "Asia/Taipei",
    )


def test_a_zone_that_is_gone_is_replaced_by_the_next() -> None:
    assert zone("Europe/Atlantis", "Asia/Taipei").key == "Asia/Taipei"
    assert zone(None, "").key == "UTC"
    assert zone("../../etc/passwd").key == "UTC"
    assert re.match("Europe", zone("Europe/Berlin", "Asia/Taipei").key)
