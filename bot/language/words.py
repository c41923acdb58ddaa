"""The word lists."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import cast


@dataclass(frozen=True, slots=True)
class Words:
    """Frequent words, in lower case.

    grammar, common, chat: English. sounds: of any language. initialisms: Chinese. foreign: word -> language codes.
    """

    grammar: frozenset[str]
    common: frozenset[str]
    chat: frozenset[str]
    sounds: frozenset[str]
    initialisms: frozenset[str]
    foreign: Mapping[str, tuple[str, ...]]

    def english(self, word: str) -> bool:
        """Tell whether `word` is a frequent English one."""
        return word in self.grammar or word in self.common or word in self.chat


def load_words() -> Words:
    """Read the lists that come with the package. Takes a few milliseconds: call it once."""
    document = tomllib.loads(files("bot.language").joinpath("words.toml").read_text("utf-8"))
    foreign: dict[str, tuple[str, ...]] = {}
    for code, listed in cast("dict[str, str]", document["foreign"]).items():
        for word in listed.split():
            foreign[word] = (*foreign.get(word, ()), code)
    lists = {name: frozenset(cast("str", document[name]).split()) for name in ("grammar", "common", "chat", "sounds")}
    return Words(**lists, initialisms=frozenset(cast("str", document["initialisms"]).split()), foreign=foreign)
