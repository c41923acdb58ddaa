"""Messages of bridged channels, asked of Discord."""

from dataclasses import replace
from typing import Any

import discord

from bot.bridges.mirrors import Mirror
from bot.bridges.names import webhook_name
from bot.bridges.registry import Bridge
from bot.bridges.types import Said
from bot.client.bridging.intake import Intake
from bot.client.bridging.more import Enclosures, More
from bot.client.bridging.rendering import signature
from bot.client.bridging.stretches import Stretch
from bot.client.posts import TROUBLE

_OUT_OF_REACH = (403, 404)
_UNKNOWN_MESSAGE = 10008
_MOST = 100

Found = tuple[Said, Bridge, More | None]


class Reading:
    """Reads messages as bridges know them. Raises what Discord answers, unless a message is gone."""

    def __init__(self, client: discord.Client, intake: Intake, enclosures: Enclosures) -> None:
        self._client = client
        self._intake = intake
        self.enclosures = enclosures

    def take(self, message: discord.Message) -> Found | None:
        """A message with its bridge; None if it is not mirrored."""
        bridge = self._intake.bridge_of(message)
        if bridge is None:
            return None
        more = self.enclosures.of(message)
        said = self._intake.said(message, bridge, holds_more=more is not None)
        return (said, bridge, more) if said else None

    async def message(self, place_id: int, guild_id: int, message_id: int) -> Found | None:
        """One message; None if it is gone, out of reach or not mirrored."""
        try:
            message = await self._place(place_id, guild_id).fetch_message(message_id)
        except discord.HTTPException as error:
            if error.status in _OUT_OF_REACH:
                return None
            raise
        return await self.named(message)

    def bridge_of(self, message: discord.Message) -> Bridge | None:
        """The bridge of the channel in which a message was written."""
        return self._intake.bridge_of(message)

    async def stretch(self, place_id: int, guild_id: int, after_id: int) -> Stretch | None:
        """The last hundred messages after a given one; None where the bot may not read what was written before."""
        place = self._place(place_id, guild_id)
        if not _shows_the_past(place):
            return None
        history = place.history(limit=_MOST, after=discord.Object(after_id), oldest_first=False)
        found = [message async for message in history]
        since = after_id if len(found) < _MOST else found[-1].id - 1
        return Stretch(place_id, since, found[::-1])

    async def is_gone(self, place_id: int, guild_id: int, message_id: int) -> bool:
        """Whether Discord says that there is no such message in a place."""
        try:
            await self._place(place_id, guild_id).fetch_message(message_id)
        except discord.NotFound as error:
            return error.code == _UNKNOWN_MESSAGE
        return False

    async def own_posts(self, mirror: Mirror, said: Said, most: int) -> list[int]:
        """What was posted in the place of a copy after its message, under the name the copy has; oldest first."""
        place = self._place(mirror.place_id, mirror.guild_id)
        me, name = self._client.user, webhook_name(said.names)
        history = place.history(limit=most, after=discord.Object(mirror.source_id), oldest_first=True)
        if mirror.webhook_id:
            return [
                message.id
                async for message in history
                if message.webhook_id == mirror.webhook_id and message.author.name == name
            ]
        head = signature(said)
        return [
            message.id
            async for message in history
            if me and message.author.id == me.id and message.content.partition("\n")[0] == head
        ]

    async def named(self, message: discord.Message) -> Found | None:
        """A message that was asked for, with its bridge; None if it is not mirrored.

        Messages that are asked for do not tell what their author is called on this server.
        """
        found = self.take(message)
        if found is None or message.author.bot or message.guild is None or isinstance(message.author, discord.Member):
            return found
        try:
            member = await message.guild.fetch_member(message.author.id)
        except TROUBLE:
            return found
        names = (member.display_name, *found[0].names)
        return replace(found[0], names=names, avatar_url=member.display_avatar.url), *found[1:]

    def _place(self, place_id: int, guild_id: int) -> Any:
        """The place with what it lies in, where the cache knows it: for threads, the channel that is bridged."""
        guild = self._client.get_guild(guild_id)
        known = guild.get_channel_or_thread(place_id) if guild else None
        return known or self._client.get_partial_messageable(place_id, guild_id=guild_id)


def _shows_the_past(place: Any) -> bool:
    """Whether the bot may read what was written before; otherwise Discord would answer that there is nothing."""
    if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
        return True
    allowed = place.permissions_for(place.guild.me)
    return allowed.view_channel and allowed.read_message_history
