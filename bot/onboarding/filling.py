"""Placeholders in the texts for newcomers: which there are, and what stands in their place."""

import re
from collections.abc import Mapping
from typing import Final

# server: its name. rules, cats: mentions of channels, where a server has such.
PLACEHOLDERS: Final = frozenset({"server", "rules", "cats"})
_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


def placeholders(text: str) -> frozenset[str]:
    """The names that stand in braces."""
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Put facts into a text, each exactly as it is: braces in a server's name are no placeholders."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], found[0]), text)
