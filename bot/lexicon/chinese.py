"""Chinese words by what they may mean in English."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.english import EnglishWords

_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Pinyin, and words of the dictionary about a word: neither is its meaning.
_ASIDES: Final = re.compile(r"\[[^\]]*\]")


class Word(NamedTuple):
    """A Chinese word, Simplified, and the stems of all English words that explain it."""

    text: str
    stems: frozenset[str]


class ChineseWords:
    """Finds the content words of Chinese texts."""

    def __init__(self, dictionary: Dictionary, english: EnglishWords, stopwords: frozenset[str]) -> None:
        """`english` makes stems of what the dictionary says."""
        self._dictionary = dictionary
        self._english = english
        self._stopwords = stopwords
        self._stems = lru_cache(16_384)(self._stems_of)

    def words(self, simplified: str) -> list[Word]:
        """The content words of a text in Simplified characters that the dictionary knows, in order."""
        import rjieba  # noqa: PLC0415 - its dictionary takes a tenth of a second, which no start should wait for

        return [
            Word(part, stems)
            for run in _HAN.findall(simplified)
            for word in rjieba.cut(run, hmm=False)
            for part in self._known(word)
            if part not in self._stopwords and (stems := self._stems(part))
        ]

    def _known(self, word: str) -> Iterator[str]:
        """The word itself if the dictionary has it, else the longest words in it."""
        if len(word) == 1 or self._stems(word):
            yield word
            return
        while word:
            length = next((n for n in range(len(word) - 1, 1, -1) if self._stems(word[:n])), 1)
            yield word[:length]
            word = word[length:]

    def _stems_of(self, word: str) -> frozenset[str]:
        return frozenset(
            stem
            for entry in self._dictionary.entries(word)
            for sense in entry.senses
            for stem in self._english.stems(_ASIDES.sub(" ", sense))
        )
