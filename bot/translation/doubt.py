"""Whether a translation belongs to its text: how many words of each have a counterpart in the other.

Each content word that the dictionary knows is a small piece of evidence. A word finds its counterpart by chance now and
then in a foreign text, and far more often in its own translation; the logarithms of these odds add up (naive Bayes).
The constants come from `python -m tests.bench.calibrate`; docs/doubt.md shows its figures.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.lexicon.chinese import ChineseWords
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.english import EnglishWords, irregular
from bot.lexicon.numbers import missing_numbers
from bot.lexicon.stopwords import stopwords
from bot.translation.shape import is_misshapen

# How often a content word has a counterpart in a right translation, and in another text.
_RIGHT: Final = 0.6
_CHANCE: Final = 0.03
_FOUND: Final = math.log(_RIGHT / _CHANCE)
_MISSED: Final = math.log((1 - _RIGHT) / (1 - _CHANCE))
# Below this the answer does not belong to the text.
_ALIEN: Final = -4.0
# From so many words on, a share of them without counterpart says something.
_ENOUGH: Final = 4
_MOST_MISSING: Final = 0.7
_SLOT: Final = re.compile(r"⟦\d+⟧")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
_NAME: Final = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+|(?<=[A-Za-z]-)[A-Z][a-z]+")


class Verdict(StrEnum):
    """What is thought of a translation."""

    FINE = "fine"
    DOUBTFUL = "doubtful"
    ALIEN = "alien"


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict and what it rests on.

    evidence: log odds that the answer belongs to the text, 0.0 where nothing is known. missing, invented: shares of
    the content words of the text, and of the answer, that have no counterpart.
    """

    verdict: Verdict
    evidence: float = 0.0
    missing: float = 0.0
    invented: float = 0.0


class Judge:
    """Compares texts with their translations; a pure function of both. A look takes some ten microseconds."""

    def __init__(self, dictionary: Dictionary, simplify: Callable[[str], str]) -> None:
        """`simplify` turns Traditional Chinese into Simplified."""
        english_stopwords, chinese_stopwords = stopwords()
        self._english = EnglishWords(english_stopwords, irregular())
        self._chinese = ChineseWords(dictionary, self._english, chinese_stopwords)
        self._simplify = simplify

    def judge(self, source: str, answer: str, target: str) -> Finding:
        """Judge `answer`, for readers of the locale `target`, to the text `source`; both with their slots."""
        source, answer = _SLOT.sub(" ", source), _SLOT.sub(" ", answer)
        if is_misshapen(source, answer, target):
            return Finding(Verdict.ALIEN, -math.inf)
        english, chinese = (answer, source) if target == "en" else (source, answer)
        in_english, in_chinese = self._matches(english, self._simplify(chinese))
        wrong_numbers = len(missing_numbers(source, answer))
        evidence = sum(_FOUND if found else _MISSED for found in (*in_english, *in_chinese)) + wrong_numbers * _MISSED
        said, answered = (in_chinese, in_english) if target == "en" else (in_english, in_chinese)
        missing, invented = _share_missed(said), _share_missed(answered)
        return Finding(_verdict(evidence, wrong_numbers, missing, invented), evidence, missing, invented)

    def _matches(self, english: str, chinese: str) -> tuple[list[bool], list[bool]]:
        """For each different content word of either text, whether it has a counterpart in the other."""
        stems = set(self._english.stems(english))
        words = {word.text: word.stems for word in self._chinese.words(chinese)}
        explained = set(self._english.stems(" ".join(_LATIN.findall(chinese)))).union(*words.values())
        # Names are seldom in the dictionary; spelt in Chinese they fall apart into single characters. That one has no
        # counterpart says nothing.
        names = set(self._english.stems(" ".join(_NAME.findall(english))))
        in_english = [stem in explained for stem in stems if stem in explained or stem not in names]
        in_chinese = [not stems.isdisjoint(meant) for meant in words.values()]
        syllables = [len(word) == 1 for word in words]
        return in_english, [
            found for found, syllable in zip(in_chinese, syllables, strict=True) if found or not syllable
        ]


def _share_missed(found: list[bool]) -> float:
    return found.count(False) / len(found) if len(found) >= _ENOUGH else 0.0


def _verdict(evidence: float, wrong_numbers: int, missing: float, invented: float) -> Verdict:
    if evidence < _ALIEN:
        return Verdict.ALIEN
    if wrong_numbers or max(missing, invented) > _MOST_MISSING:
        return Verdict.DOUBTFUL
    return Verdict.FINE
