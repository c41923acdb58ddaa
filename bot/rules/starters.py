"""Books to begin with: a file for each locale and book, of which the English one says how it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, cast

from bot.i18n import ENGLISH, LOCALES
from bot.packs import PackError, PackFile
from bot.rules.book import (
    LONGEST_DETAIL,
    LONGEST_EXAMPLE,
    LONGEST_KEYWORD,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_EXAMPLES,
    MOST_KEYWORDS,
    RuleText,
)

# In the order in which they are offered.
STARTERS: Final = ("rednote", "general", "learning", "friends")
# Discord's limits for a choice in a menu.
LONGEST_TITLE: Final = 80
LONGEST_ABOUT: Final = 100


class StarterError(PackError):
    """A book to begin with is missing or cannot be used; `params` say in which file, and why."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A book to begin with, in one locale. rules: by their keys, in their order."""

    key: str
    name: str
    about: str
    rules: Mapping[str, RuleText]


class Starters:
    """All of them in all locales; immutable."""

    def __init__(self, starters: Mapping[str, Mapping[str, Starter]]) -> None:
        """starters: by locale, then by key."""
        self._starters = starters

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `<locale>/rules/<key>.toml` of a folder; raises StarterError for what does not fit together."""
        plans = {key: _read(folder, ENGLISH, key) for key in STARTERS}
        return cls({locale: {key: _starter(folder, locale, key, plans[key]) for key in STARTERS} for locale in LOCALES})

    def offered(self, locale: str) -> Sequence[Starter]:
        """All of them, in the order in which they are offered."""
        return [self._starters[locale][key] for key in STARTERS]

    def texts(self, key: str) -> Sequence[Mapping[str, RuleText]]:
        """The rules of a book, each by locale, in their order. Raises KeyError if there is no such book."""
        return [{locale: self._starters[locale][key].rules[rule] for locale in LOCALES} for rule in self._keys(key)]

    def _keys(self, key: str) -> Sequence[str]:
        return list(self._starters[ENGLISH][key].rules)


def _starter(folder: Path, locale: str, key: str, plan: PackFile) -> Starter:
    file = plan if locale == ENGLISH else _read(folder, locale, key)
    rules = _rules(file)
    if list(rules) != list(_rules(plan)):
        raise file.broken("the rules are not those of the English file, in their order")
    return Starter(
        key,
        file.read(file.entries, "name", LONGEST_TITLE, "the book"),
        file.read(file.entries, "about", LONGEST_ABOUT, "the book"),
        {name: _rule(file, name, entry) for name, entry in rules.items()},
    )


def _rule(file: PackFile, key: str, entry: Mapping[str, Any]) -> RuleText:
    return RuleText(
        file.read(entry, "name", LONGEST_NAME, key),
        file.read(entry, "text", LONGEST_TEXT, key),
        file.fitting(str(entry.get("detail", "")).strip(), LONGEST_DETAIL, f"{key}: detail"),
        _several(file, entry, "keywords", (MOST_KEYWORDS, LONGEST_KEYWORD), key),
        _several(file, entry, "examples", (MOST_EXAMPLES, LONGEST_EXAMPLE), key),
    )


def _several(
    file: PackFile, entry: Mapping[str, Any], name: str, limits: tuple[int, int], where: str
) -> tuple[str, ...]:
    most, longest = limits
    found = tuple(map(str, cast("list[Any]", entry.get(name, []))))
    if len(found) > most:
        raise file.broken(f"{where}: there are {len(found)} of {most} {name}")
    return tuple(file.fitting(each, longest, f"{where}: {name}") for each in found)


def _rules(file: PackFile) -> Mapping[str, Mapping[str, Any]]:
    by_key = file.each("rule")
    if not by_key:
        raise file.broken("there is no rule")
    return by_key


def _read(folder: Path, locale: str, key: str) -> PackFile:
    return PackFile.open(folder, locale, f"rules/{key}", StarterError)
