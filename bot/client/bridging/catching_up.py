"""What was written in bridged channels and their threads while nobody listened."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Final

import discord

from bot.bridges.mirrors import LATE
from bot.bridges.registry import Bridge, Channel
from bot.client.bridging.reading import Found, Reading
from bot.client.posts import TROUBLE
from bot.clock import Clock
from bot.errors import StoreError

_log = logging.getLogger(__name__)
_SECOND: Final = 1000


class CatchingUp:
    """Finds what was missed. What was mirrored already may be found again: a claim is taken once only."""

    def __init__(self, reading: Reading, clock: Clock, mirror: Callable[[Found], Awaitable[None]]) -> None:
        """mirror: takes what was missed, as if it were written now."""
        self._reading = reading
        self._clock = clock
        self._mirror = mirror

    async def all(self, bridge: Bridge, guild: discord.Guild, heard: Mapping[int, int]) -> None:
        """Mirror what was missed, in order. heard: the last message that was heard, by channel or thread."""
        missed: list[Found] = []
        for channel in bridge.channels:
            since = discord.utils.time_snowflake(self._since(bridge, channel))
            for place_id, last in _places(guild, channel.channel_id):
                after = max(heard.get(place_id, 0), since)
                if last and last > after:
                    missed += await self._missed(place_id, guild.id, after)
        for found in sorted(missed, key=lambda each: each[0].id):
            await self._mirror(found)

    async def _missed(self, place_id: int, guild_id: int, after: int) -> list[Found]:
        try:
            return await self._reading.since(place_id, guild_id, after)
        except (*TROUBLE, StoreError) as error:
            _log.warning("what was missed in channel %s is unknown: %s", place_id, type(error).__name__)
            return []

    def _since(self, bridge: Bridge, channel: Channel) -> datetime:
        begun = max(bridge.resumed_at, channel.added_at)
        return max(datetime.fromtimestamp(begun / _SECOND, UTC), self._clock.now() - LATE)


def _places(guild: discord.Guild, channel_id: int) -> list[tuple[int, int | None]]:
    """A channel and its threads, with the last message of each. A new session tells of all threads that are awake."""
    threads = [thread for thread in guild.threads if thread.parent_id == channel_id]
    channel = guild.get_channel(channel_id)
    own = [channel] if isinstance(channel, discord.TextChannel | discord.VoiceChannel) else []
    return [(place.id, place.last_message_id) for place in (*own, *threads)]
