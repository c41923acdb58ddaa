"""What webhooks may be called: Discord refuses some names, and what it refuses it does not post."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.markup import units

LONGEST: Final = 80
NAMELESS: Final = "…"
_MORE: Final = "…"
# Discord's documents name these two words for webhooks.
_REFUSED: Final = re.compile("(?i)(c)(lyde)|(d)(iscord)")
# Hardly to be seen, and Discord leaves it in a name; what has no width it may take out, and refuse the rest.
_HAIR_SPACE: Final = "\u200a"
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Parts of emoji and of letters that are joined; alone they show nothing.
_JOINERS: Final = frozenset("\u200c\u200d")


def webhook_name(wanted: Sequence[str]) -> str:
    """The first of the names that shows anything, as a webhook may be called: 1 to 80 characters, no refused word."""
    shown = next((name for name in map(visible, wanted) if name), NAMELESS)
    return _cut(_REFUSED.sub(_parted, shown))


def visible(name: str) -> str:
    """A name without what shows nothing and what turns the direction of others; empty if nothing else was in it."""
    kept = "".join(char for char in name if _is_kept(char))
    tidy = " ".join(kept.split())
    return tidy if tidy.strip("\u200c\u200d\ufe0e\ufe0f\u2800\u3164\u115f\u1160\uffa0 ") else ""


def _is_kept(char: str) -> bool:
    return char in _JOINERS or char.isspace() or unicodedata.category(char) not in _INVISIBLE


def _parted(found: re.Match[str]) -> str:
    first, rest = (part for part in found.groups() if part is not None)
    return f"{first}{_HAIR_SPACE}{rest}"


def _cut(name: str) -> str:
    """Discord counts 80; an emoji of a longer name may count twice."""
    if units(name) <= LONGEST:
        return name
    short = name
    while units(short) + len(_MORE) > LONGEST:
        short = short[:-1]
    return short.rstrip("\u200c\u200d ") + _MORE
