"""Snowflakes, as Discord makes them: milliseconds since 2015, then a counter."""

from datetime import UTC, datetime

from bot.sandbox.clock import SandboxClock

DISCORD_EPOCH = 1_420_070_400_000
GUILD_AGE = 86_400_000  # guilds look a day old: their ids never collide with ids made now


class Snowflakes:
    """Hands out ids in rising order."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._last = 0
        self._guilds = self._millisecond() - GUILD_AGE

    def next(self) -> int:
        """An id of this moment, greater than every one before."""
        self._last = max(self._last + 1, self._millisecond() << 22)
        return self._last

    def next_guild(self) -> int:
        """An id for a guild: each a millisecond later, so that guilds spread evenly over shards."""
        self._guilds += 1
        return self._guilds << 22

    def _millisecond(self) -> int:
        return int(self._clock.epoch() * 1000) - DISCORD_EPOCH


def created_at(snowflake: int) -> datetime:
    """When an id was made."""
    return datetime.fromtimestamp(((snowflake >> 22) + DISCORD_EPOCH) / 1000, UTC)


def shard_of(guild_id: int, shard_count: int) -> int:
    """Which shard hears of a guild."""
    return (guild_id >> 22) % shard_count
