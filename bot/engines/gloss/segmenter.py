"""Where words begin and end in Chinese."""

from collections.abc import Container, Iterator
from typing import Final

import rjieba

from bot.engines.gloss.script import Script
from bot.lexicon.dictionary import Dictionary

_LONGEST: Final = 6
_MOST_JOINED: Final = 5


class Segmenter:
    """Parts runs of Chinese characters into words that can be looked up."""

    def __init__(self, dictionary: Dictionary, script: Script, known: Container[str]) -> None:
        """`known` are words, Simplified, that are kept together although neither segmenter nor dictionary has them."""
        self._dictionary = dictionary
        self._script = script
        self._known = known

    def words(self, run: str) -> list[str]:
        """The words of a run; joined, they are the run. Traditional text is parted as its Simplified form would be."""
        words: list[str] = []
        start = 0
        for word in self._words(self._script.simplify(run)):
            words.append(run[start : start + len(word)])
            start += len(word)
        return words

    def _words(self, simple: str) -> Iterator[str]:
        # Without its guesses at names: what it guesses is in no dictionary.
        parts = rjieba.cut(simple, hmm=False)
        at = 0
        while at < len(parts):
            joined = next((n for n in range(_MOST_JOINED, 1, -1) if self._is_one_word(parts[at : at + n])), 1)
            yield from self._found("".join(parts[at : at + joined]))
            at += joined

    def _is_one_word(self, parts: list[str]) -> bool:
        """Whether parts belong together: as a known word, or as one of the dictionary that is new to the segmenter.

        Where the segmenter knows the word, it had its reasons to part it.
        """
        word = "".join(parts)
        if len(parts) < 2 or word in self._known:
            return len(parts) > 1
        return len(word) <= _LONGEST and not rjieba.has_word(word) and bool(self._dictionary.entries(word))

    def _found(self, word: str) -> Iterator[str]:
        """The word itself if it can be looked up, else the longest words in it."""
        while word:
            longest = next((n for n in range(len(word), 1, -1) if self._has(word[:n])), 1)
            yield word[:longest]
            word = word[longest:]

    def _has(self, word: str) -> bool:
        return word in self._known or bool(self._dictionary.entries(word))
