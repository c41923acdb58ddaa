"""The Chinese word that people would use for an English one."""

import math
from typing import Final

import rjieba

from bot.lexicon.dictionary import Dictionary, Entry
from bot.lexicon.senses import most_likely, name_of, senses_of

_PER_PLACE: Final = 1.0
_RARE: Final = 6.0
# Words of two characters are the everyday ones: 学生 rather than 生.
_TWO: Final = 2.0
_OTHER_READING: Final = 5.0


def best_for(english: str, dictionary: Dictionary, *, exact_case: bool = False) -> Entry | None:
    """The best entry for an English word or phrase, or None. exact_case: only senses written just so (names)."""
    ranked = (
        (score, entry)
        for entry in dictionary.glossed(english.lower())
        if (score := _score(entry, english, dictionary, exact_case=exact_case)) is not None
    )
    return max(ranked, key=lambda pair: pair[0], default=(0.0, None))[1]


def _score(entry: Entry, english: str, dictionary: Dictionary, *, exact_case: bool) -> float | None:
    """How common the word is, less the further down its list of senses this meaning stands; None if it has it not."""
    if not entry.simplified.isalpha() or entry.simplified.isascii():
        return None
    common = math.log(frequency(entry.simplified)) + _TWO * (len(entry.simplified) == 2)
    if _same(name_of(entry), english, exact_case=exact_case):
        return common
    for sense in senses_of(entry):
        if _same(sense.english, english, exact_case=exact_case):
            unusual = entry != most_likely(dictionary.entries(entry.simplified))
            return common - _PER_PLACE * sense.place - _RARE * sense.rare - _OTHER_READING * unusual
    return None


def _same(one: str, other: str, *, exact_case: bool) -> bool:
    return one == other if exact_case else one.lower() == other.lower()


def frequency(word: str) -> int:
    """How often a word stands in the corpus behind the segmenter; 1 for words it does not know."""
    return rjieba.suggest_freq(word) if rjieba.has_word(word) else 1
