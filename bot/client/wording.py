"""The words of a message, wherever in it they stand."""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot.errors import N_
from bot.language.types import Silence
from bot.markup import strip

_NOTHING: Final = N_("There is nothing to translate in it: no words of English or Chinese.")
_SILENCES: Final[dict[str, str]] = {
    Silence.EMOJI: N_("There is nothing to translate in it, only emoji."),
    Silence.KAOMOJI: N_("There is nothing to translate in it, only a face made of signs."),
    Silence.LAUGHTER: N_("There is nothing to translate in it: somebody is laughing."),
    Silence.NUMBER: N_("There is nothing to translate in it, only numbers."),
    Silence.LINK: N_("There is nothing to translate in it, only a link."),
    Silence.CODE: N_("There is nothing to translate in it, only code."),
    Silence.NAME: N_("There is nothing to translate in it, only names or mentions."),
    Silence.CODED: N_("There is nothing to translate in it: it is in cipher, or no language at all."),
    Silence.COMMAND: N_("There is nothing to translate in it: it is a command for a bot."),
}
_NOTICE: Final = N_("This is a notice of Discord's own. Your Discord shows it in your language.")
_STICKER: Final = N_("There are no words in it, only a sticker.")
_FILES: Final = N_("There are no words in it, only files or pictures. RedBridge can't read those yet.")
_CARD: Final = N_("There are no words in it that RedBridge could read.")

Said = discord.Message | discord.MessageSnapshot


def wording(message: discord.Message) -> str:
    """All there is to read in a message, part by part in the order in which Discord shows it; "" for nothing.

    What it says, what it forwards, embeds and texts of bots, its poll. Previews of links, which are all that members
    can embed, count only where nothing else is said: they are another page's words.
    """
    is_bots = message.author.bot or message.webhook_id is not None
    parts = [*_parts(message, embeds=is_bots)]
    parts += [part for forwarded in message.message_snapshots for part in _parts(forwarded, embeds=True)]
    if message.poll:
        parts.append(_poll(message.poll))
    return "\n".join(filter(None, (part.strip() for part in parts)))


def lack(message: discord.Message) -> str:
    """Say what a message without words has instead, as a msgid."""
    if message.is_system():
        return _NOTICE
    everything = (message, *message.message_snapshots)
    if any(said.stickers for said in everything):
        return _STICKER
    return _FILES if any(said.attachments for said in everything) else _CARD


def silence(reason: str | None) -> str:
    """Say why there is nothing to translate in words, as a msgid. reason: what stands in `Outcome.skipped`."""
    return _SILENCES.get(reason or "", _NOTHING)


def _parts(said: Said, *, embeds: bool) -> Iterator[str]:
    """embeds: whether rich ones are its own words."""
    yield said.content
    yield from _texts(said.components)
    is_bare = not strip(said.content).strip()
    for embed in said.embeds:
        if (embeds and embed.type == "rich") or is_bare:
            yield from _embed(embed)


def _embed(embed: discord.Embed) -> Iterator[str]:
    yield _headline(embed.title)
    yield embed.description or ""
    for field in embed.fields:
        yield _headline(field.name)
        yield field.value or ""


def _headline(text: str | None) -> str:
    words = (text or "").strip().strip("\u200b")
    return f"**{words}**" if words else ""


def _texts(components: Sequence[object]) -> Iterator[str]:
    """What bots write in components; labels of buttons and menus are no message."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _texts(getattr(component, "children", ()))


def _poll(poll: discord.Poll) -> str:
    return "\n".join([_headline(poll.question), *(f"- {answer.text}" for answer in poll.answers)])
