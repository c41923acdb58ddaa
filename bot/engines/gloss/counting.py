"""Counted things on the way from English to Chinese: "two cats" is 两只猫, "a cup of tea" 一杯茶."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.engines.gloss.english import EnglishReader
from bot.engines.gloss.measures import Measures

# Words before a noun that make Chinese ask for a measure word.
_COUNTS: Final = {
    "one": "一",
    "two": "两",
    "three": "三",
    "four": "四",
    "five": "五",
    "six": "六",
    "seven": "七",
    "eight": "八",
    "nine": "九",
    "ten": "十",
    "several": "几",
    "this": "这",
    "that": "那",
    "which": "哪",
    "another": "另一",
}
_ARTICLES: Final = frozenset({"a", "an"})
# How far from its number a noun may stand: "two big cats".
_REACH: Final = 2


class Counted(NamedTuple):
    """So many words of English are said by this Chinese."""

    words: int
    chinese: str


class Counting:
    """Finds numbers, demonstratives and containers before nouns."""

    def __init__(self, reader: EnglishReader, measures: Measures) -> None:
        self._reader = reader
        self._measures = measures

    def after(self, words: Sequence[str]) -> Counted | None:
        """What is counted at the start of `words`; None where nothing is, or the words are a phrase of their own."""
        first = words[0].lower()
        count = "一" if first in _ARTICLES else _COUNTS.get(first)
        if count is None or len(words) < 2 or self._reader.phrase(words):
            return None
        if len(words) > 3 and words[2].lower() == "of" and (measure := self._measures.container(words[1])):
            return Counted(3, count + measure)
        measure = "" if first in _ARTICLES else self.measure(words[1:])
        return Counted(1, count + measure) if measure else None

    def measure(self, words: Sequence[str]) -> str:
        """The measure word of the noun that comes first in `words`, or right after an adjective; else ""."""
        for place, word in enumerate(words[:_REACH]):
            chinese = self._reader.word(word, is_name=False) or ""
            if measure := self._measures.of(chinese):
                return measure
            if place == 0 and not self._reader.is_adjective(word):
                break
        return ""
