"""The line over a copy that says to what it replies."""

import re
from typing import Final

from bot.markup import strip, units

_LONGEST_NAME: Final = 40
_LONGEST_EXCERPT: Final = 70
_MARKUP: Final = re.compile(r"([\\*_~|`<>\[\]()#:/@])")
# Marks that turn the direction of what follows, up to the end of the line.
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MORE: Final = "…"
_SMALL: Final = "-# "


def quote(name: str, jump: str | None, said: str) -> str:
    """A line in small print: the author's name, which leads to the message if `jump` does, and a little of it."""
    shown = _plain(name, _LONGEST_NAME) or _MORE
    head = f"[{shown}]({jump})" if jump else shown
    few = _plain(excerpt(said), _LONGEST_EXCERPT)
    return f"-# ↩ {head}: {few}" if few else f"-# ↩ {head}"


def excerpt(text: str) -> str:
    """The words of a message in one line, of a long one its beginning.

    Without mentions, links, code and emoji, and without small print: in a copy that is a quote of its own, or notes.
    """
    own = "\n".join(line for line in text.splitlines() if not line.startswith(_SMALL))
    return _cut(" ".join(strip(own).split()), _LONGEST_EXCERPT)


def jump_to(guild_id: int, place_id: int, message_id: int) -> str:
    """The address of a message."""
    return f"https://discord.com/channels/{guild_id}/{place_id}/{message_id}"


def _plain(text: str, longest: int) -> str:
    """A text as nothing but text: no markup, link or mention in it can fire."""
    plain = " ".join(_DIRECTION.sub("", text).split())
    return _MARKUP.sub(r"\\\1", _cut(plain, longest))


def _cut(text: str, longest: int) -> str:
    if units(text) <= longest:
        return text
    while units(text) >= longest:
        text = text[:-1]
    return text.rstrip() + _MORE
