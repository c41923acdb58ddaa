"""Copies as Discord messages: the quote, the text, its notes."""

from collections.abc import Sequence

import discord

from bot.bridges.names import webhook_name
from bot.bridges.types import Said
from bot.bridges.wording import Worded
from bot.client import render
from bot.errors import N_
from bot.i18n import Catalogues
from bot.markup import split, units

_SMALL = "-# "
# How much text, in Discord's units, a post must have room for beside its small print.
_LEAST = 400
_PENDING = N_("Not translated yet: no translation service answers")


def contents(quote: str | None, worded: Worded, lines: Sequence[str], locale: str, catalogues: Catalogues) -> list[str]:
    """A copy as the contents of one or more messages; one that is empty, if nothing of it is text.

    lines: what stands under the text for other things than text.
    """
    small = render.notes(worded.notes, locale, catalogues)
    mark = f"-# ⏳ {' · '.join(catalogues.both(locale, _PENDING))}" if worded.pending else ""
    return _parts("\n".join(filter(None, (quote, worded.text, *lines, small, mark))), render.LIMIT) or [""]


def signature(said: Said) -> str:
    """The line over each part that the bot posts under its own name."""
    name = discord.utils.escape_markdown(webhook_name(said.names))
    return f"**{discord.utils.escape_mentions(name)}**"


def signed(said: Said, parts: Sequence[str]) -> list[str]:
    """The same as posts of the bot itself, the author's name over each: that line stands in for the webhook's name."""
    head = signature(said)
    whole = "\n".join(parts)
    return [f"{head}\n{part}" for part in _parts(whole, render.LIMIT - 2 * len(head))] or [head]


def _parts(whole: str, limit: int) -> list[str]:
    """A text in parts, the last of them more than small print: notes and marks go with the end of what they mean."""
    found = split(whole, limit)
    if len(found) < 2 or not all(line.startswith(_SMALL) for line in found[-1].splitlines()):
        return found
    tail = found[-1]
    room = limit - units(tail) - 1
    if room < _LEAST or not whole.endswith(tail):
        return found
    *before, last = split(whole.removesuffix(tail).rstrip("\n"), room)
    return [*before, f"{last}\n{tail}"]
