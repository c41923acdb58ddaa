"""Placeholders in the texts for newcomers: which there are, and what stands in their place."""

from collections.abc import Mapping
from typing import Final

from bot.texts.placeholders import PLACEHOLDER

# server: its name. rules, cats: mentions of channels, where a server has such.
PLACEHOLDERS: Final = frozenset({"server", "rules", "cats"})


def placeholders(text: str) -> frozenset[str]:
    """The names that stand in braces."""
    return frozenset(PLACEHOLDER.findall(text))


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Put facts into a text, each exactly as it is: braces in a server's name are no placeholders."""
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), text)
