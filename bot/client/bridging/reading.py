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
from bot.client.posts import TROUBLE

_OUT_OF_REACH = (403, 404)
_MISSED = 100

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
        return await self._named(message)

    async def since(self, place_id: int, guild_id: int, after_id: int) -> list[Found]:
        """What is mirrored of the messages after a given one, oldest first, out of a hundred at most."""
        after = discord.Object(after_id)
        history = self._place(place_id, guild_id).history(limit=_MISSED, after=after, oldest_first=True)
        found = [await self._named(message) async for message in history]
        return [each for each in found if each]

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
        return [message.id async for message in history if me and message.author.id == me.id]

    async def _named(self, message: discord.Message) -> Found | None:
        """Messages that are asked for do not tell what their author is called on this server."""
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
