"""Time zones: which there are, in which one somebody may live, and how people call them."""

from collections.abc import Callable, Sequence
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import N_

# Where most who set their Discord to a language live. The locales are Discord's, all of them.
# https://discord.com/developers/docs/reference#locales
_GUESSES: Final = {
    "bg": "Europe/Sofia",
    "cs": "Europe/Prague",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin",
    "el": "Europe/Athens",
    "en-GB": "Europe/London",
    "en-US": "America/Chicago",
    "es-419": "America/Mexico_City",
    "es-ES": "Europe/Madrid",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "hi": "Asia/Kolkata",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "id": "Asia/Jakarta",
    "it": "Europe/Rome",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "pl": "Europe/Warsaw",
    "pt-BR": "America/Sao_Paulo",
    "ro": "Europe/Bucharest",
    "ru": "Europe/Moscow",
    "sv-SE": "Europe/Stockholm",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "uk": "Europe/Kyiv",
    "vi": "Asia/Ho_Chi_Minh",
    "zh-CN": "Asia/Shanghai",
    "zh-TW": "Asia/Taipei",
}
_ANYWHERE: Final = "UTC"
# Translators: cities, as people look for them in the list of time zones.
CITIES: Final = {
    N_("Beijing"): "Asia/Shanghai",
    N_("Shanghai"): "Asia/Shanghai",
    N_("Guangzhou"): "Asia/Shanghai",
    N_("Shenzhen"): "Asia/Shanghai",
    N_("Chengdu"): "Asia/Shanghai",
    N_("Urumqi"): "Asia/Shanghai",
    N_("Hong Kong"): "Asia/Hong_Kong",
    N_("Macao"): "Asia/Macau",
    N_("Taipei"): "Asia/Taipei",
    N_("Singapore"): "Asia/Singapore",
    N_("Kuala Lumpur"): "Asia/Kuala_Lumpur",
    N_("Tokyo"): "Asia/Tokyo",
    N_("Seoul"): "Asia/Seoul",
    N_("Bangkok"): "Asia/Bangkok",
    N_("Manila"): "Asia/Manila",
    N_("Jakarta"): "Asia/Jakarta",
    N_("Delhi"): "Asia/Kolkata",
    N_("Dubai"): "Asia/Dubai",
    N_("Istanbul"): "Europe/Istanbul",
    N_("Moscow"): "Europe/Moscow",
    N_("Athens"): "Europe/Athens",
    N_("Rome"): "Europe/Rome",
    N_("Berlin"): "Europe/Berlin",
    N_("Paris"): "Europe/Paris",
    N_("Amsterdam"): "Europe/Amsterdam",
    N_("Madrid"): "Europe/Madrid",
    N_("London"): "Europe/London",
    N_("Dublin"): "Europe/Dublin",
    N_("Cairo"): "Africa/Cairo",
    N_("Lagos"): "Africa/Lagos",
    N_("Nairobi"): "Africa/Nairobi",
    N_("Johannesburg"): "Africa/Johannesburg",
    N_("New York"): "America/New_York",
    N_("Boston"): "America/New_York",
    N_("Atlanta"): "America/New_York",
    N_("Miami"): "America/New_York",
    N_("Toronto"): "America/Toronto",
    N_("Chicago"): "America/Chicago",
    N_("Houston"): "America/Chicago",
    N_("Denver"): "America/Denver",
    N_("Phoenix"): "America/Phoenix",
    N_("Los Angeles"): "America/Los_Angeles",
    N_("San Francisco"): "America/Los_Angeles",
    N_("Seattle"): "America/Los_Angeles",
    N_("Vancouver"): "America/Vancouver",
    N_("Anchorage"): "America/Anchorage",
    N_("Honolulu"): "Pacific/Honolulu",
    N_("Mexico City"): "America/Mexico_City",
    N_("São Paulo"): "America/Sao_Paulo",
    N_("Buenos Aires"): "America/Argentina/Buenos_Aires",
    N_("Sydney"): "Australia/Sydney",
    N_("Melbourne"): "Australia/Melbourne",
    N_("Perth"): "Australia/Perth",
    N_("Auckland"): "Pacific/Auckland",
}


def guess(discord_locale: str) -> str:
    """The time zone in which most people with this locale live; UTC for a locale that is not known."""
    return _GUESSES.get(discord_locale, _ANYWHERE)


def zone(*names: str | None) -> ZoneInfo:
    """The first of these time zones that there is, else UTC. What was stored may be gone from later tables."""
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo(_ANYWHERE)


class Zones:
    """All time zones, and what people may call them."""

    def __init__(self, called: Callable[[str], Sequence[str]]) -> None:
        """called: what a city of CITIES is called, in each language."""
        listed = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
        self._zones = {_plain(name): name for name in listed}
        self._cities = {city: [_plain(each) for each in (city, *called(city))] for city in CITIES}

    def find(self, typed: str) -> str | None:
        """The zone that somebody means who writes it, or one of its cities, in whole."""
        wanted = _plain(typed)
        if wanted in self._zones:
            return self._zones[wanted]
        meant = {CITIES[city] for city, names in self._cities.items() if wanted in names}
        meant = meant or {name for plain, name in self._zones.items() if plain.rpartition("/")[2] == wanted}
        return meant.pop() if len(meant) == 1 else None

    def search(self, typed: str, most: int) -> Sequence[tuple[str | None, str]]:
        """Zones that fit what somebody has typed so far, each with the city of CITIES that fits, if one does.

        Cities first, those that begin with it before those that hold it; nothing typed: the cities in their order.
        """
        wanted = _plain(typed)
        cities = [
            (min(name.find(wanted) for name in names if wanted in name), city)
            for city, names in self._cities.items()
            if any(wanted in name for name in names)
        ]
        found: list[tuple[str | None, str]] = [
            (city, CITIES[city]) for _, city in sorted(cities, key=lambda each: each[0])
        ]
        if wanted:
            known = {each for _, each in found}
            found += [(None, name) for plain, name in self._zones.items() if wanted in plain and name not in known]
        return found[:most]


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_")
