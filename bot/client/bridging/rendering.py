"""Copies as Discord messages: the quote, the text, its notes."""

from collections.abc import Sequence

import discord

from bot.bridges.names import webhook_name
from bot.bridges.types import Said
from bot.bridges.wording import Worded
from bot.client import render
from bot.errors import N_
from bot.i18n import Catalogues
from bot.markup import split

_PENDING = N_("Not translated yet: no translation service answers")


def contents(quote: str | None, worded: Worded, lines: Sequence[str], locale: str, catalogues: Catalogues) -> list[str]:
    """A copy as the contents of one or more messages; one that is empty, if nothing of it is text.

    lines: what stands under the text for other things than text.
    """
    small = render.notes(worded.notes, locale, catalogues)
    mark = f"-# ⏳ {' · '.join(catalogues.both(locale, _PENDING))}" if worded.pending else ""
    return split("\n".join(filter(None, (quote, worded.text, *lines, small, mark))), render.LIMIT) or [""]


def signature(said: Said) -> str:
    """The line over each part that the bot posts under its own name."""
    name = discord.utils.escape_markdown(webhook_name(said.names))
    return f"**{discord.utils.escape_mentions(name)}**"


def signed(said: Said, parts: Sequence[str]) -> list[str]:
    """The same as posts of the bot itself, the author's name over each: that line stands in for the webhook's name."""
    head = signature(said)
    whole = "\n".join(parts)
    return [f"{head}\n{part}" for part in split(whole, render.LIMIT - 2 * len(head))] or [head]
