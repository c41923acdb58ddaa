"""Measure words, 三只猫 and two cups of tea; and the plurals that English has instead."""

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from bot.lexicon.dictionary import Dictionary

# In an entry, "CL:" tells the measure words of a noun: CL:隻|只[zhi1],條|条[tiao2].
_CLASSIFIERS: Final = re.compile(r"CL:(?:[^|\[,]+\|)?([^\[,|]+)")
_HISSING: Final = ("s", "x", "z", "ch", "sh")


class Measures:
    """Which nouns are counted how, and what many of them are called."""

    def __init__(self, dictionary: Dictionary) -> None:
        table: dict[str, Any] = tomllib.loads(
            resources.files("bot.engines.gloss").joinpath("measures.toml").read_text(encoding="utf-8")
        )
        self._dictionary = dictionary
        self._bare = frozenset(table["bare"].split())
        self._several = frozenset(table["several"].split())
        self._usual = {noun: measure for measure, nouns in table["usual"].items() for noun in nouns.split()}
        self._portions: dict[str, str] = {measure: words.split()[0] for measure, words in table["portions"].items()}
        self._containers = {word: measure for measure, words in table["portions"].items() for word in words.split()}
        self._plurals: dict[str, str] = table["plurals"]
        self.of = lru_cache(4096)(self._of)

    def _of(self, noun: str) -> str:
        """The measure word of a Chinese noun, Simplified; "" for words that take none, or are no nouns."""
        if noun in self._bare:
            return ""
        if noun in self._usual:
            return self._usual[noun]
        senses = (sense for entry in self._dictionary.entries(noun) for sense in entry.senses)
        return next((found[1] for sense in senses if (found := _CLASSIFIERS.match(sense))), "")

    def means_several(self, counting: str) -> bool:
        """Whether a Chinese word, or digits, before a noun say that there is more than one."""
        return counting in self._several or (counting.isdigit() and int(counting) != 1)

    def portion(self, measure: str) -> str:
        """The English for a Chinese measure word that English has, too: `cup`; else ""."""
        return self._portions.get(measure, "")

    def container(self, english: str) -> str:
        """The measure word for an English container or shape in the singular or plural, such as `cups`; else ""."""
        word = english.lower()
        return next((self._containers[form] for form in (word, word[:-1], word[:-2]) if form in self._containers), "")

    def plural(self, noun: str) -> str:
        """The plural of an English noun in the singular, of whose words the last one counts."""
        head, space, last = noun.rpartition(" ")
        return head + space + self._plurals.get(last, _regular(last))


def _regular(word: str) -> str:
    if word.endswith(_HISSING):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"
