"""English words by what they mean: stems of content words."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Final

_PACKAGE: Final = "bot.lexicon"
_WORD: Final = re.compile(r"[a-z]+")
_WHOSE: Final = re.compile(r"['’](?:s|m|re|ve|ll|d)\b")
# Longest first. Cut off alike from a text and from a dictionary's glosses, they need not be right, only the same.
_ENDINGS: Final = (
    *("ization", "isation", "ational", "fulness", "ousness", "iveness", "ations", "ingly", "ation", "ments", "ities"),
    *("ances", "ences", "ance", "ence", "ment", "ness", "edly", "ings", "ions", "iest", "ing", "ion", "ies", "ied"),
    *("ity", "ers", "ors", "est", "ous", "ive", "er", "or", "ed", "es", "ly", "al", "ic", "y", "s", "e"),
)
_SHORTEST: Final = 3


def irregular() -> dict[str, str]:
    """Past forms and the like that no rule leads back to the plain form, with that form."""
    table = tomllib.loads(resources.files(_PACKAGE).joinpath("irregular.toml").read_text(encoding="utf-8"))
    return {form: plain for plain, forms in table.items() for form in forms}


class EnglishWords:
    """Finds the content words of English texts."""

    def __init__(self, stopwords: frozenset[str], irregular_forms: Mapping[str, str]) -> None:
        """`stopwords` are words that say too little, or that any sentence may hold."""
        self._stopwords = stopwords
        self._irregular = irregular_forms
        self._stem = lru_cache(16_384)(self._stem_of)

    def stems(self, text: str) -> list[str]:
        """The stems of the content words of a text in any case, in order."""
        words = _WORD.findall(_WHOSE.sub("", text.lower()))
        return [self._stem(word) for word in words if len(word) > 1 and word not in self._stopwords]

    def _stem_of(self, word: str) -> str:
        plain = self._irregular.get(word, word)
        for ending in _ENDINGS:
            if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
                plain = plain.removesuffix(ending)
                break
        return plain[:-1] if len(plain) > _SHORTEST + 1 and plain[-1] == plain[-2] else plain
