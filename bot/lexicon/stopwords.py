"""Words that say nothing about what a sentence is about."""

import tomllib
from importlib import resources


def stopwords() -> tuple[frozenset[str], frozenset[str]]:
    """The English ones (lower case) and the Chinese ones (Simplified)."""
    text = resources.files("bot.lexicon").joinpath("stopwords.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = tomllib.loads(text)
    return frozenset(lists["english"].split()), frozenset(lists["chinese"].split())
