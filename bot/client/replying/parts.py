"""Posts that hold the translations of several messages, as text: each part begins with a link to its message.

Nothing but this text tells which part belongs to which message; so it is read again before a part is changed.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from bot.markup import units
from bot.translation.record import Incoming

# The most that Discord takes in one post.
LIMIT: Final = 2000

_HEAD: Final = re.compile(r"^-# ↩ \[[^\n]*\]\(https://discord\.com/channels/\d+/\d+/(\d+)\)$", re.MULTILINE)
_MARKUP: Final = re.compile(r"([\\*_~|`<>\[\]()#:/@])")
# Marks that turn the direction of what follows, up to the end of the line, and with it the link.
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What Discord reads as it stands, from left to right: escapes, code, emoji, addresses.
_INERT: Final = re.compile(
    r"\\[^\w\s]|```\n*[^\n].*?```|(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)|<a?:\w+:\d+>|https?://[^\s<>()*_~|`\[\]]+"
    r"|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])",
    re.DOTALL,
)
_PAIR: Final = re.compile(r"(\*{1,3}|_{1,2}|~~|\|\|)(?=\S)([^\n*_~|\[\]`]+)(?<=\S)\1|\[([^\n*_~|\[\]`]*)\]")
_OPEN: Final = re.compile(r"[`*_\[\]]|~~|\|\||>>>")
_NOTHING: Final = "\u200b"
_NAMELESS: Final = "…"


def head(message: Incoming) -> str:
    """The small line over a part: the author's name, which leads to the message."""
    where = f"{message.guild_id}/{message.channel_id}/{message.id}"
    return f"-# ↩ [{_name(message.author_name)}](https://discord.com/channels/{where})"


def part(message: Incoming, text: str) -> str:
    """A translation with its head. Lines in it that look like a head are no longer one."""
    return f"{head(message)}\n{headless(text)}"


def headless(text: str) -> str:
    """The text without lines that look like a head: they are no longer one."""
    return _HEAD.sub(lambda found: _NOTHING + found[0], text)


def is_sealed(text: str) -> bool:
    """Whether no markup in a text can reach over its end, into the next part.

    Discord pairs marks over the ends of lines. Simple and sure: each must be closed on its own line, but for blocks of
    code; a text that is sealed in a less simple way is posted alone.
    """
    left, before = _INERT.sub("", text), ""
    while left != before:
        left, before = _PAIR.sub(r"\2\3", left), left
    return _OPEN.search(left) is None


def gathered(parts: Sequence[str]) -> str:
    """Parts as one post."""
    return "\n".join(parts)


def fits(parts: Sequence[str]) -> bool:
    """Whether Discord takes them as one post."""
    return units(gathered(parts)) <= LIMIT


def sources(content: str) -> list[int]:
    """The ids of the messages that have a part in a post, in order; none if the post is not made of parts."""
    return [source for source, _ in _split(content)]


def replaced(content: str, source_id: int, new: str) -> str | None:
    """The post with the part of one message changed; None if it holds none of it."""
    found = _split(content)
    if source_id not in [source for source, _ in found]:
        return None
    return gathered([new if source == source_id else text for source, text in found])


def without(content: str, source_ids: Collection[int]) -> str:
    """The post without the parts of these messages; empty if nothing is left."""
    return gathered([text for source, text in _split(content) if source not in source_ids])


def _split(content: str) -> list[tuple[int, str]]:
    """The parts with the messages they belong to."""
    heads = list(_HEAD.finditer(content))
    ends = [*(found.start() for found in heads), len(content)][1:]
    return [(int(found[1]), content[found.start() : end].strip("\n")) for found, end in zip(heads, ends, strict=True)]


def _name(name: str) -> str:
    """A member's name as nothing but text: no markup, link or mention in it can fire or end the link."""
    plain = " ".join(_DIRECTION.sub("", name).split())
    return _MARKUP.sub(r"\\\1", plain) or _NAMELESS
