"""Towns, countries and people by their names in the other language, after the dictionary."""

import re
import tomllib
from importlib import resources
from typing import Any, Final

from bot.lexicon.dictionary import Dictionary, Entry
from bot.lexicon.people import People
from bot.lexicon.senses import name_of

_LATIN_NAME: Final = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’.-]*){0,2}")
_ARTICLE: Final = re.compile(r"^the ", re.IGNORECASE)
# Entries that are no place, though their reading begins with a capital: people, days, languages, short forms.
_NO_PLACE: Final = re.compile(
    r"surname|\(name\)|\(\d{3,4}-|\(c\. |^abbr\.|variant of|see |also (?:called|written)|person|actor|actress|singer"
    r"|writer|novel|film|language|people|dynasty|given name|brand|company|army|week|day\b|January|February|festival"
    r"|painting|nationality|slang|\(old\)|\(loanword\)",
    re.IGNORECASE,
)
# People leave the 市 of 北京市 out.
_CITY: Final = re.compile("(?<=..)市$")
_ABBREVIATION: Final = re.compile(r",? \(?abbr\. .*")
_KIND: Final = r"(?: \(|,|;|$|(?: [\w-]+){0,2} (?:city|state|province|county|municipality|region|republic|town)\b)"


class DictionaryPlaces:
    """Fills the places of the memory's templates."""

    def __init__(self, dictionary: Dictionary) -> None:
        table: dict[str, Any] = tomllib.loads(
            resources.files("bot.translation").joinpath("places.toml").read_text(encoding="utf-8")
        )
        self._dictionary = dictionary
        self._people = People(dictionary)
        self._known: dict[str, str] = {name.lower(): chinese for name, chinese in table["places"].items()}
        self._ambiguous = frozenset(name.lower() for name in table["ambiguous"])

    def place(self, words: str, source: str) -> str | None:
        """The place that `words` names, in the other language; None if it is none, or not one alone, or unknown."""
        named = _ARTICLE.sub("", words).lower()
        if named in self._ambiguous:
            return None
        if source == "en":
            return self._known.get(named) or self._in_chinese(named)
        return self._in_english(words)

    def name(self, words: str, source: str) -> str | None:
        """A name in Latin letters stays as it is; a Chinese one of surname and given name gets its pinyin."""
        if source == "en":
            return words if _LATIN_NAME.fullmatch(words) else None
        return self._people.spelt(words)

    def _in_chinese(self, words: str) -> str | None:
        import rjieba  # noqa: PLC0415 - its dictionary takes a tenth of a second, which no start should wait for

        named = [
            entry
            for entry in self._dictionary.glossed(words)
            if len(entry.simplified) > 1 and _is_place(entry) and _names(entry, words)
        ]
        best = max(named, key=lambda entry: rjieba.suggest_freq(entry.simplified), default=None)
        return _CITY.sub("", best.simplified) if best else None

    def _in_english(self, words: str) -> str | None:
        named = {name_of(entry) for entry in self._dictionary.entries(words) if _is_place(entry)} - {""}
        return named.pop() if len(named) == 1 else None


def _names(entry: Entry, words: str) -> bool:
    """Whether the entry says just this name, or this name and what kind of place it is."""
    return re.match(re.escape(words) + _KIND, entry.senses[0].lower()) is not None


def _is_place(entry: Entry) -> bool:
    return entry.reading[:1].isupper() and not _NO_PLACE.search(_ABBREVIATION.sub("", entry.senses[0]))
