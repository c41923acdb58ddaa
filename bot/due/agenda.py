"""What is due when: put in by whoever wants something to happen later, taken out by the worker."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from bot.clock import Clock
from bot.store import due
from bot.store.database import Database
from bot.store.due import Due

# Seconds for which what is taken belongs to its taker. Who dies with it leaves it to others after that.
LEASE: Final = 180.0
# Seconds until what failed is tried again: doubled each time.
_FIRST_PAUSE: Final = 30.0
_LONGEST_PAUSE: Final = 3600.0
# Milliseconds until the same may be due again.
_AT_LEAST: Final = 1000


class Agenda:
    """Items by kind, guild and subject, of which there is one each. All raise StoreError."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._calls: dict[str, asyncio.Event] = {}

    async def put(self, kind: str, guild_id: int, subject_id: int, at: datetime) -> None:
        """Let something be due at an aware moment, instead of when it was due before. subject_id: a member, or 0."""
        await self._database.write(due.put, Due(kind, guild_id, subject_id, _milliseconds(at)))
        self.changed(kind)

    async def cancel(self, kind: str, guild_id: int, subject_id: int) -> bool:
        """Let something not be due any more; whether it was."""
        return await self._database.write(due.cancel, kind, guild_id, subject_id)

    async def when(self, kind: str, guild_id: int, subject_id: int) -> datetime | None:
        """When something is due; None if it is not."""
        found = await self._database.read(due.get, kind, guild_id, subject_id)
        return moment(found.due_at) if found else None

    def changed(self, kind: str) -> None:
        """Let the worker look anew, after a unit of work of somebody else's has put something."""
        self.call(kind).set()

    def call(self, kind: str) -> asyncio.Event:
        """What is set when something of a kind was put; whoever waits for it clears it."""
        return self._calls.setdefault(kind, asyncio.Event())

    async def take(self, kind: str, most: int, wants: Callable[[Due], bool]) -> Sequence[Due]:
        """Take up to `most` items that are due now, the oldest first, for LEASE seconds."""
        now = self._now()
        # Mostly there is nothing, and who only reads holds up nobody.
        if not await self._database.read(due.is_any_free, kind, now):
            return []
        return await self._database.write(due.claim, kind, now, now + int(LEASE * 1000), most, wants)

    async def next(self, kind: str, serves: Callable[[int], bool]) -> float | None:
        """Seconds until something can be taken, 0 if it can be now; None if there is nothing."""
        free_at = await self._database.read(due.free_at, kind, serves)
        return None if free_at is None else max(0, free_at - self._now()) / 1000

    async def late(self, guild_id: int, seconds: float) -> int:
        """How many items of a server have been due for longer than that."""
        return await self._database.read(due.count_before, guild_id, self._now() - int(seconds * 1000))

    async def finish(self, item: Due, again: datetime | None) -> None:
        """Put away what was taken, or let it be due again, not at once. What was put anew meanwhile stays as it was."""
        again_at = None if again is None else max(_milliseconds(again), self._now() + _AT_LEAST)
        await self._database.write(due.finish, item, again_at)

    async def fail(self, item: Due) -> None:
        """Let what was taken in vain be taken again after a while; it stays due since when it was."""
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(item.attempts - 1, 16))
        await self._database.write(due.put_off, item, self._now() + int(pause * 1000))

    def _now(self) -> int:
        return _milliseconds(self._clock.now())


def moment(milliseconds: int) -> datetime:
    """An aware moment in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
