"""The word lists."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Words:
    """Frequent words, in lower case.

    english: all of them; grammar: those of them that hold sentences together. sounds: of any language.
    initialisms: Chinese. pinyin: Chinese phrases spelt out, without spaces.
    foreign: word -> codes of the languages that use it, for words that are not English.
    """

    english: frozenset[str]
    grammar: frozenset[str]
    sounds: frozenset[str]
    initialisms: frozenset[str]
    pinyin: frozenset[str]
    foreign: Mapping[str, tuple[str, ...]]


def load_words() -> Words:
    """Read the lists that come with the package. Takes a few milliseconds: call it once."""
    document = _read("words.toml")
    foreign_lists = cast("dict[str, str]", document.pop("foreign"))
    lists = {name: frozenset(cast("str", listed).split()) for name, listed in document.items()}
    english = lists["grammar"] | lists["common"] | lists["chat"]
    foreign: dict[str, tuple[str, ...]] = {}
    for code, listed in foreign_lists.items():
        for word in frozenset(listed.split()) - english:
            foreign[word] = (*foreign.get(word, ()), code)
    english |= frozenset(" ".join(_read("english.toml").values()).split())
    return Words(english, lists["grammar"], lists["sounds"], lists["initialisms"], lists["pinyin"], foreign)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.language").joinpath(name).read_text("utf-8"))
