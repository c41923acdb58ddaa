"""Messages that readers ask about: what stands in them, and how they are found again when a button is pressed."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, cast

import discord

from bot.client.wheres import where_of
from bot.client.wording import lack, wording
from bot.clock import Clock
from bot.errors import N_, UserError
from bot.services import Services
from bot.translation.conversation import Incoming
from bot.translation.types import Where

GONE: Final = N_("That message is no longer there, or RedBridge can't see it any more.")
FORGOTTEN: Final = N_("RedBridge no longer has that message. Use its menu again: Apps → Translate.")
# What was said where the bot itself is not is remembered for its buttons, in memory alone, for so many seconds.
_KEPT: Final = 15 * 60.0
_MOST: Final = 500
_OUT_OF_REACH: Final = (403, 404)


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that somebody wants to read.

    message: its text is all there is to read in it. lack: what it has instead of words, as a msgid. original: a link to
    the message, where another was asked about: a translation of this one.
    is_gathered: whether it is several messages, whose translations stand in one post. is_members: whether a member
    wrote it, and no bot.
    """

    message: Incoming
    lack: str
    original: str | None = None
    is_gathered: bool = False
    is_members: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return self.message.text


class Askings:
    """Finds what readers ask about: on Discord, or, where the bot is not, in what they showed it lately."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept = _Kept(services.clock)

    async def of(self, interaction: discord.Interaction[Any], message: discord.Message) -> Asked:
        """A message as its reader shows it; for a translation by the bot itself, the message that it translates."""
        asked = _asked(message, place_of(interaction))
        if message.webhook_id or message.author.id == interaction.client.user.id:
            asked = await self._original(interaction, asked) or asked
        if asked.is_gathered or not can_fetch(interaction):
            self._kept.put(asked)
        return asked

    async def again(self, interaction: discord.Interaction[Any], channel_id: int, message_id: int) -> Asked:
        """The same message when a button below its translation is pressed. Raises UserError if it is gone."""
        if kept := self._kept.get(message_id):
            return kept
        if not can_fetch(interaction):
            raise UserError(FORGOTTEN)
        return _asked(await _fetch(interaction, channel_id, message_id), _at(interaction, channel_id))

    async def _original(self, interaction: discord.Interaction[Any], post: Asked) -> Asked | None:
        """What a post of the bot translates; of several messages, all that may be translated and are still there."""
        sources = await self._sources(post.message.id)
        if not sources:
            return None
        if len(sources) == 1:
            ((message_id, channel_id),) = sources.items()
            message = await _fetch(interaction, channel_id, message_id)
            return replace(_asked(message, _at(interaction, channel_id)), original=message.jump_url)
        found = [await self._gathered(interaction, *source) for source in sources.items()]
        text = "\n".join(filter(None, found))
        return replace(post, message=replace(post.message, text=text), is_gathered=True)

    async def _sources(self, post_id: int) -> dict[int, int]:
        """The messages that a post translates or mirrors, and the channels they are in."""
        links = await self._services.conversation.translated_by(post_id)
        copies = await self._services.mirrors.copies(post_id)
        mirrored = {copy.source_id: copy.source_place_id for copy in copies if copy.post_id == post_id}
        return {link.source_id: link.channel_id for link in links} | mirrored

    async def _gathered(self, interaction: discord.Interaction[Any], message_id: int, channel_id: int) -> str:
        with suppress(UserError):
            message = await _fetch(interaction, channel_id, message_id)
            if not (await self._services.members.of(message.author.id)).opted_out:
                return wording(message)
        return ""


class _Kept:
    """The latest of what was asked about, for a while."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: OrderedDict[int, tuple[float, Asked]] = OrderedDict()

    def put(self, asked: Asked) -> None:
        self._forget()
        self._asked[asked.message.id] = self._clock.monotonic(), asked
        self._asked.move_to_end(asked.message.id)

    def get(self, message_id: int) -> Asked | None:
        self._forget()
        found = self._asked.get(message_id)
        return found[1] if found else None

    def _forget(self) -> None:
        """Drop what is too old or too much; the oldest stand first."""
        latest = self._clock.monotonic() - _KEPT
        while self._asked and (len(self._asked) >= _MOST or next(iter(self._asked.values()))[0] <= latest):
            self._asked.popitem(last=False)


def place_of(interaction: discord.Interaction[Any]) -> Where:
    """Where an interaction happens; in direct messages and elsewhere without the bot: in no server of ours."""
    place = interaction.channel
    if is_at_home(interaction) and isinstance(place, discord.abc.GuildChannel | discord.Thread):
        return where_of(place)
    return Where(interaction.guild_id or 0, interaction.channel_id or 0)


def _at(interaction: discord.Interaction[Any], channel_id: int) -> Where:
    """The place of a message, which is not that of the interaction where the translation is in a thread."""
    where = place_of(interaction)
    return where if where.channel_id == channel_id else Where(where.guild_id, channel_id, where.parent_id)


def can_fetch(interaction: discord.Interaction[Any]) -> bool:
    """Whether the bot itself can read old messages where an interaction happens."""
    if interaction.context.dm_channel:
        return True
    may = interaction.app_permissions
    return is_at_home(interaction) and may.read_message_history and may.view_channel


def is_at_home(interaction: discord.Interaction[Any]) -> bool:
    """Whether an interaction happens in a server that the bot is on."""
    return interaction.guild_id is not None and interaction.is_guild_integration()


def _asked(message: discord.Message, where: Where) -> Asked:
    incoming = Incoming(message.id, where, message.author.id, wording(message), message.created_at, message.edited_at)
    return Asked(incoming, lack(message), is_members=not message.author.bot and not message.webhook_id)


async def _fetch(interaction: discord.Interaction[Any], channel_id: int, message_id: int) -> discord.Message:
    client = cast("discord.Client", interaction.client)
    channel = client.get_partial_messageable(channel_id, guild_id=interaction.guild_id)
    try:
        return await channel.fetch_message(message_id)
    except discord.HTTPException as error:
        if error.status in _OUT_OF_REACH:
            raise UserError(GONE) from None
        raise
