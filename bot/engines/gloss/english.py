"""English words and phrases with their Chinese."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from bot.engines.gloss.lemmas import forms_of, squeezed
from bot.engines.gloss.ranking import best_for, frequency
from bot.engines.gloss.tables import Tables
from bot.lexicon.dictionary import Dictionary

_LONGEST_PHRASE: Final = 7
_LONGEST_IN_DICTIONARY: Final = 4
# The dictionary explains rare words by phrases that people often say; that does not make them the way to say it.
_COMMON: Final = 100
# Phrases of the dictionary that begin or end with one of these are chance: "in a" is no word.
_NO_EDGE: Final = frozenset(
    "a an the to of in on at is are am was were be i you he she it we they my your his her its our their and or but for"  # noqa: SIM905 - a list of words
    " with do does did not no so very this that me him them us as if from by one up out go get have has".split()
)


class Phrase(NamedTuple):
    """Several words of English that are one in Chinese. is_final: it stands at the end of its clause there."""

    words: int
    chinese: str
    is_final: bool


class EnglishReader:
    """Finds the Chinese, Simplified, for English."""

    def __init__(self, dictionary: Dictionary, tables: Tables) -> None:
        self._dictionary = dictionary
        self._tables = tables
        self.word = lru_cache(4096)(self._word)

    def phrase(self, words: Sequence[str]) -> Phrase | None:
        """The longest phrase of at least two words at the start of `words`."""
        lowered = [word.lower() for word in words[:_LONGEST_PHRASE]]
        for length in range(len(lowered), 1, -1):
            if length < len(lowered) and " ".join(lowered[:length]) in self._tables.whole:
                continue
            chinese = self._phrase(lowered[:length])
            if chinese is not None:
                return Phrase(length, chinese, " ".join(lowered[:length]) in self._tables.final)
        return None

    def is_name(self, word: str, last: str, following: str, *, begins_sentence: bool) -> bool:
        """Whether a word is the name of a person, which stays as it is; see `Names`."""
        return self._tables.names.is_name(word, last, following, begins_sentence=begins_sentence)

    def is_adjective(self, word: str) -> bool:
        """Whether a word is known for one: 可爱, "lovely to love", alone could be a verb."""
        return word.lower() in self._tables.comparable

    def _word(self, word: str, *, is_name: bool) -> str | None:
        """The Chinese of one word ("" if Chinese does without), or None. is_name: it is written as a name is."""
        lower = word.lower()
        # A capital letter alone is a letter, but for "I".
        for written in (word, lower) if len(word) > 1 or word == "I" else (word,):
            if written in self._tables.english:
                return self._tables.english[written]
        if is_name:
            return self._looked_up(word, exact_case=True)
        if len(word) == 1:
            return None
        chinese = self._inflected(lower)
        if chinese is not None:
            return chinese
        return next(filter(None, map(self._inflected, squeezed(lower))), None)

    def _inflected(self, word: str) -> str | None:
        """Own list first, also for what the word is a form of: the dictionary's "looks" is no verb."""
        if word in self._tables.english:
            return self._tables.english[word]
        forms = list(forms_of(word, self._tables.irregular, self._tables.comparable))
        for form in forms:
            if chinese := self._tables.english.get(form.plain):
                return form.before + chinese + form.after
        if chinese := self._looked_up(word, common=True):
            return chinese
        for form in forms:
            if chinese := self._looked_up(form.plain):
                return form.before + chinese + form.after
        return self._looked_up(word)

    def _phrase(self, words: list[str]) -> str | None:
        phrase = " ".join(words)
        if phrase in self._tables.english:
            return self._tables.english[phrase]
        if len(words) > _LONGEST_IN_DICTIONARY or words[0] in _NO_EDGE or words[-1] in _NO_EDGE:
            return None
        return self._looked_up(phrase, common=True)

    def _looked_up(self, english: str, *, exact_case: bool = False, common: bool = False) -> str | None:
        """What the dictionary has, if it is a `common` word where that is asked for."""
        entry = best_for(english, self._dictionary, exact_case=exact_case)
        if entry is None or (common and frequency(entry.simplified) < _COMMON):
            return None
        return entry.simplified
