"""Whether a translation belongs to its text: how many words of each have a counterpart in the other.

Each content word that the dictionary knows is a small piece of evidence. A word finds its counterpart by chance now and
then in a foreign text, and far more often in its own translation; the logarithms of these odds add up (naive Bayes).
The constants come from `python -m tests.bench.calibrate`; docs/doubt.md shows its figures.
"""

import html
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.lexicon.chinese import ChineseWords
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.english import EnglishWords, irregular
from bot.lexicon.function_words import FunctionWords
from bot.lexicon.numbers import missing_numbers, missing_numerals
from bot.lexicon.stopwords import stopwords
from bot.translation import tells
from bot.translation.shape import is_misshapen
from bot.translation.types import Verdict

# How often a content word has a counterpart in a right translation, and in another text.
_RIGHT: Final = 0.6
_CHANCE: Final = 0.03
_FOUND: Final = math.log(_RIGHT / _CHANCE)
_MISSED: Final = math.log((1 - _RIGHT) / (1 - _CHANCE))
# Below this the answer does not belong to the text; below that it may not.
_ALIEN: Final = -6.0
_UNLIKELY: Final = -4.0
# A clause is missing, or invented, where so many content words in a row have no counterpart.
_CLAUSE: Final = 5
# From so many words on, the share of them without counterpart says something.
_ENOUGH: Final = 4
_MOST_MISSING: Final = 0.7
# Where a text says so much, something of it should have a counterpart.
_SAID: Final = 3
_SLOT: Final = re.compile(r"⟦\d+⟧")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_NAME: Final = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+|(?<=[A-Za-z]-)[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict and what it rests on.

    evidence: log odds that the answer belongs to the text, 0.0 where nothing is known. missing, invented: how many
    content words in a row of the text, and of the answer, have no counterpart.
    """

    verdict: Verdict
    evidence: float = 0.0
    missing: int = 0
    invented: int = 0


class Judge:
    """Compares texts with their translations; a pure function of both. A look takes some ten microseconds."""

    def __init__(self, dictionary: Dictionary, simplify: Callable[[str], str]) -> None:
        """`simplify` turns Traditional Chinese into Simplified."""
        english_stopwords, chinese_stopwords = stopwords()
        self._english = EnglishWords(english_stopwords, irregular())
        self._chinese = ChineseWords(dictionary, self._english, chinese_stopwords)
        self._small = FunctionWords()
        self._simplify = simplify

    def judge(self, source: str, answer: str, target: str) -> Finding:
        """Judge `answer`, for readers of the locale `target`, to the text `source`; both with their slots."""
        source, answer = _words(source), _words(answer)
        if is_misshapen(source, answer, target) or tells.cannot_be(source, answer, target):
            return Finding(Verdict.ALIEN, -math.inf)
        english, chinese = (answer, source) if target == "en" else (source, answer)
        in_english, in_chinese = self._matches(english, self._simplify(chinese))
        said, answered = (in_chinese, in_english) if target == "en" else (in_english, in_chinese)
        numbers = len(missing_numbers(source, answer)) + len(missing_numbers(answer, source))
        numbers += len(missing_numerals(source, answer))
        evidence = _evidence(in_english) + _evidence(in_chinese) + numbers * _MISSED
        evidence += self._small.evidence(english, self._simplify(chinese))
        missing, invented = _longest_miss(said), _longest_miss(answered)
        if evidence < _ALIEN:
            return Finding(Verdict.ALIEN, evidence, missing, invented)
        is_doubtful = (
            numbers
            or evidence < _UNLIKELY
            or max(missing, invented) >= _CLAUSE
            or _is_thin(said, answered)
            or tells.may_not_be(source, answer, target)
        )
        return Finding(Verdict.DOUBTFUL if is_doubtful else Verdict.FINE, evidence, missing, invented)

    def _matches(self, english: str, chinese: str) -> tuple[dict[str, bool], dict[str, bool]]:
        """For each different content word of either text, in order, whether it has a counterpart in the other."""
        stems = self._english.stems(english)
        words = self._chinese.words(chinese)
        explained = set(self._english.stems(" ".join(_LATIN.findall(chinese)))).union(*(word.stems for word in words))
        # Names are seldom in the dictionary; spelt in Chinese they fall apart into single characters. That one has no
        # counterpart says nothing.
        names = set(self._english.stems(" ".join(_NAME.findall(english))))
        in_english = {stem: stem in explained for stem in stems if stem in explained or stem not in names}
        found = {word.text: not word.stems.isdisjoint(stems) for word in words}
        return in_english, {text: is_found for text, is_found in found.items() if is_found or len(text) > 1}


def _words(text: str) -> str:
    """What is left of a protected text without its slots, and without what some engines make of quotation marks."""
    return html.unescape(_SLOT.sub(" ", text))


def _evidence(found: Mapping[str, bool]) -> float:
    return sum(_FOUND if is_found else _MISSED for is_found in found.values())


def _longest_miss(found: Mapping[str, bool]) -> int:
    return max((len(list(run)) for is_found, run in groupby(found.values()) if not is_found), default=0)


def _is_thin(said: Mapping[str, bool], answered: Mapping[str, bool]) -> bool:
    """Whether hardly any word of either has a counterpart in the other."""
    if len(said) >= _SAID and not any(said.values()) and not any(answered.values()):
        return True
    return any(
        len(found) >= _ENOUGH and list(found.values()).count(False) > _MOST_MISSING * len(found)
        for found in (said, answered)
    )
