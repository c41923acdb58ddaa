"""Small words in both languages: pronouns, questions, negation. Each says little; a short text has nothing else."""

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\?")


@dataclass(frozen=True, slots=True)
class _Pair:
    english: frozenset[str]
    chinese: re.Pattern[str]
    both: float
    english_only: float
    chinese_only: float


class FunctionWords:
    """Weighs which of them two texts share."""

    def __init__(self) -> None:
        text = resources.files("bot.lexicon").joinpath("function_words.toml").read_text(encoding="utf-8")
        tables: dict[str, Any] = tomllib.loads(text)
        self._asking = frozenset(tables["asking"].split())
        self._pairs = [_pair(**table) for table in tables["pairs"]]

    def evidence(self, english: str, chinese: str) -> float:
        """Log odds that two texts, the Chinese in Simplified characters, are each other's translation."""
        found = _WORD.findall(english.lower().replace("’", "'"))
        words = frozenset(found) | ({"?"} if not self._asking.isdisjoint(found[:1]) else frozenset[str]())
        return sum(_weigh(pair, words, chinese) for pair in self._pairs)


def _weigh(pair: _Pair, words: frozenset[str], chinese: str) -> float:
    in_english, in_chinese = not pair.english.isdisjoint(words), pair.chinese.search(chinese) is not None
    if in_english:
        return pair.both if in_chinese else pair.english_only
    return pair.chinese_only if in_chinese else 0.0


def _pair(english: str, chinese: str, odds: dict[str, float]) -> _Pair:
    pattern = re.compile("|".join(map(re.escape, chinese.split())))
    return _Pair(frozenset(english.split()), pattern, odds["both"], odds["english"], odds["chinese"])
