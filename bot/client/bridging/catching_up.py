"""What happened in bridged channels and their threads while nobody listened."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import discord

from bot.bridges.mirrors import LATE, Mirror, Mirrors
from bot.bridges.registry import Bridge, Channel
from bot.client.bridging.following import Following
from bot.client.bridging.reactions import Reactions
from bot.client.bridging.reading import Found, Reading
from bot.client.bridging.stretches import Recent, Stretch
from bot.client.posts import TROUBLE
from bot.clock import Clock
from bot.errors import StoreError

_log = logging.getLogger(__name__)
_SECOND: Final = 1000
# Messages whose translations are asked for together.
_AT_ONCE: Final = 10


class CatchingUp:
    """Reads the last 15 minutes, and a hundred messages at most, of each channel and each thread that is awake.

    That is one request for each place where anything was said in that time. Deletions cost another one for each message
    that is missing, edits one for each copy; reactions have a bound of their own.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it asks, and all that it sets going
        self,
        reading: Reading,
        following: Following,
        reactions: Reactions,
        mirrors: Mirrors,
        clock: Clock,
        mirror: Callable[[Found], Awaitable[None]],
    ) -> None:
        """mirror: takes what was missed, as if it were written now."""
        self._reading = reading
        self._following = following
        self._reactions = reactions
        self._mirrors = mirrors
        self._clock = clock
        self._mirror = mirror

    async def all(self, bridge: Bridge, guild: discord.Guild, heard: Mapping[int, int]) -> None:
        """Make up for what was missed. heard: the last message that was heard, by channel or thread."""
        # Known before it is looked for: what is posted from here on cannot seem to be gone.
        copies = [mirror for mirror in await self._mirrors.recent(guild.id) if mirror.bridge_id == bridge.bridge_id]
        recent = Recent(await self._stretches(bridge, guild, copies), copies)
        await self._follow_deletions(guild.id, recent)
        missed = await self._missed(recent, heard)
        for message in recent.edited():
            if found := self._reading.take(message):
                await self._following.edited(*found)
        if bridge.paused:
            return
        for first in range(0, len(missed), _AT_ONCE):
            await asyncio.gather(*(self._mirror(found) for found in missed[first : first + _AT_ONCE]))
        await self._reactions.catch_up(recent.messages)

    async def _stretches(self, bridge: Bridge, guild: discord.Guild, copies: Sequence[Mirror]) -> list[Stretch]:
        used = {place_id for copy in copies for place_id in (copy.source_place_id, copy.place_id)}
        found: list[Stretch | None] = []
        for channel in bridge.channels:
            after = discord.utils.time_snowflake(self._since(bridge, channel))
            for place_id, last in _places(guild, channel.channel_id):
                if place_id in used or (last and last > after):
                    found.append(await self._stretch(place_id, guild.id, after))
        return [each for each in found if each]

    async def _stretch(self, place_id: int, guild_id: int, after: int) -> Stretch | None:
        try:
            return await self._reading.stretch(place_id, guild_id, after)
        except TROUBLE as error:
            _log.warning("what was missed in channel %s is unknown: %s", place_id, type(error).__name__)
            return None

    async def _follow_deletions(self, guild_id: int, recent: Recent) -> None:
        """What is missing is asked for once more: copies go only if Discord says that their message is gone."""
        gone: list[int] = []
        for place_id, message_id in recent.missing():
            try:
                if await self._reading.is_gone(place_id, guild_id, message_id):
                    gone.append(message_id)
            except TROUBLE as error:
                _log.warning("whether message %s is gone is unknown: %s", message_id, type(error).__name__)
        if gone:
            await self._following.deleted(gone)

    async def _missed(self, recent: Recent, heard: Mapping[int, int]) -> list[Found]:
        """What nobody began to mirror, in order. All are taken in, in order, so that own posts are known as such."""
        known = set(await self._mirrors.sources(list(recent.messages)))
        missed: list[Found] = []
        for message in recent.messages.values():
            taken = self._reading.take(message)
            if taken is None or message.id in known or message.id <= heard.get(message.channel.id, 0):
                continue
            try:
                missed.append(await self._reading.named(message) or taken)
            except (*TROUBLE, StoreError) as error:
                _log.warning("who wrote message %s is unknown: %s", message.id, type(error).__name__)
        return missed

    def _since(self, bridge: Bridge, channel: Channel) -> datetime:
        begun = max(bridge.resumed_at, channel.added_at)
        return max(datetime.fromtimestamp(begun / _SECOND, UTC), self._clock.now() - LATE)


def _places(guild: discord.Guild, channel_id: int) -> list[tuple[int, int | None]]:
    """A channel and its threads, with the last message of each. A new session tells of all threads that are awake."""
    threads = [thread for thread in guild.threads if thread.parent_id == channel_id]
    channel = guild.get_channel(channel_id)
    own = [channel] if isinstance(channel, discord.TextChannel | discord.VoiceChannel) else []
    return [(place.id, place.last_message_id) for place in (*own, *threads)]
