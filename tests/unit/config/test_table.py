"""The table of settings: complete, within Discord's limits, and with defaults that are accepted."""

import re

import pytest

from bot.config.kinds import Channel, Choice, Number, Role, Several, Switch, TimeOfDay, Zone
from bot.config.setting import Setting
from bot.config.table import table
from bot.errors import UserError
from bot.i18n import LOCALES, Catalogues

PAGES = table(("google", "gloss"), lambda typed: typed if typed == "Asia/Shanghai" else None)
SETTINGS = [setting for page in PAGES for setting in page.settings]
# Discord's, for an option of a menu. https://discord.com/developers/docs/components/reference#string-select
MOST_OPTIONS, LONGEST_LABEL, LONGEST_DESCRIPTION = 25, 100, 100
# A form's title and its labels are shorter.
LONGEST_TITLE = 45


def test_keys_are_unique_and_fit_into_custom_ids() -> None:
    keys = [each.key for each in SETTINGS] + [page.key for page in PAGES]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z.-]{1,40}", key) for key in keys)


@pytest.mark.parametrize("locale", LOCALES)
def test_names_and_descriptions_fit_in_each_locale(locale: str) -> None:
    catalogues = Catalogues.load()
    for page in PAGES:
        assert 1 <= len(page.settings) <= MOST_OPTIONS
        for each in page.settings:
            assert len(catalogues.text(locale, each.label)) <= LONGEST_TITLE, each.key
            assert len(catalogues.text(locale, each.about)) <= LONGEST_DESCRIPTION, each.key
            if isinstance(each.kind, Choice):
                assert len(each.kind.options) <= MOST_OPTIONS
                assert all(len(catalogues.text(locale, name)) <= LONGEST_LABEL for name in each.kind.options.values())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.key)
def test_a_default_is_accepted_and_comes_back_the_same(setting: Setting) -> None:
    assert setting.kind.accept(setting.default) == setting.default


@pytest.mark.parametrize(
    ("kind", "typed", "accepted"),
    [
        (Channel(()), "123456789012345678", 123456789012345678),
        (Channel(()), "", None),
        (Role(), 5, 5),
        (Switch(), False, False),
        (Choice({"a": "A"}), "a", "a"),
        (Several(("a", "b")), ["b", "a", "b"], ("b", "a")),
        (Several(("a", "b")), [], None),
        (Number(0, 10), " 10 ", 10),
        (TimeOfDay(), "7：05", "07:05"),
        (Zone(lambda _: "Asia/Shanghai"), "Beijing", "Asia/Shanghai"),
    ],
)
def test_what_is_accepted(kind: Channel, typed: object, accepted: object) -> None:
    assert kind.accept(typed) == accepted


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Channel(()), "general"),
        (Channel(()), 0),
        (Channel(()), True),
        (Channel(()), -5),
        (Channel(()), 2**63),
        (Channel(()), "9" * 30),
        (Channel(()), 1.5),
        (Role(), {"id": 5}),
        (Switch(), 1),
        (Switch(), "true"),
        (Choice({"a": "A"}), "b"),
        (Choice({"a": "A"}), ["a"]),
        (Several(("a", "b")), ["a", "c"]),
        (Several(("a", "b")), 5),
        (Number(0, 10), 11),
        (Number(0, 10), "²"),
        (Number(0, 10), "9" * 5000),
        (Number(0, 10), True),
        (Number(0, 10), None),
        (TimeOfDay(), "24:00"),
        (TimeOfDay(), 800),
        (Zone(lambda _: None), "Atlantis"),
        (Zone(lambda _: None), 8),
    ],
)
def test_what_is_refused_with_a_reason(kind: Channel, typed: object) -> None:
    with pytest.raises(UserError) as refused:
        kind.accept(typed)
    assert len(str(refused.value.params.get("typed", ""))) <= 41
