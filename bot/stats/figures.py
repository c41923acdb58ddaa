"""The numbers of a server over some weeks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.onboarding.numbers import Counting, Numbers
from bot.store import tallies
from bot.store.database import Database
from bot.translation.tally import DIRECTION, FAILED, Tally

MOST_WEEKS: Final = 26
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True)
class Figures:
    """weeks: the Mondays (UTC), in order. counts: by Monday, what and of which. newcomers: of the same weeks.

    accepted: translations that moderators approved. reminded: how often a rule was shown; known for 90 days.
    """

    weeks: Sequence[date]
    counts: Mapping[tuple[date, str, str], int]
    accepted: int
    reminded: int
    newcomers: Numbers

    def of(self, what: str, week: date | None = None) -> Mapping[str, int]:
        """How often each of what was counted, the most frequent first: in all weeks, or in one."""
        found: Counter[str] = Counter()
        for (monday, kind, name), number in self.counts.items():
            if kind == what and week in (None, monday):
                found[name] += number
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def total(self, what: str = DIRECTION, week: date | None = None) -> int:
        """All of it together."""
        return sum(self.of(what, week).values())


class Stats:
    """Reads figures. Raises StoreError."""

    def __init__(self, database: Database, clock: Clock, tally: Tally, counting: Counting) -> None:
        self._database = database
        self._clock = clock
        self._tally = tally
        self._counting = counting

    async def of(self, guild_id: int, weeks: int, *, back: int = 0) -> Figures:
        """Those of so many weeks. back: how many weeks before this one the last of them is."""
        await self._tally.flush()
        last = _monday(self._clock.now().astimezone(UTC).date()) - timedelta(days=7 * back)
        mondays = [last - timedelta(days=7 * back) for back in reversed(range(weeks))]
        counts, accepted, reminded = await self._database.read(_read, guild_id, mondays)
        return Figures(mondays, counts, accepted, reminded, await self._counting.of(guild_id, weeks, back=back))

    async def today(self, guild_id: int) -> tuple[int, int]:
        """How many messages were translated today (UTC), and how many could not be."""
        await self._tally.flush()
        day = (self._clock.now().astimezone(UTC).date() - _EPOCH).days
        counts = await self._database.read(tallies.since, guild_id, day)
        done, failed = (sum(number for count, number in counts if count.what == what) for what in (DIRECTION, FAILED))
        return done, failed


def _read(
    connection: Connection, guild_id: int, weeks: Sequence[date]
) -> tuple[Mapping[tuple[date, str, str], int], int, int]:
    first = (weeks[0] - _EPOCH).days
    found: Counter[tuple[date, str, str]] = Counter()
    for count, number in tallies.since(connection, guild_id, first):
        week = _monday(_EPOCH + timedelta(days=count.day))
        if week <= weeks[-1]:
            found[week, count.what, count.name] += number
    span = _milliseconds(weeks[0]), _milliseconds(weeks[-1] + timedelta(days=7))
    return found, tallies.accepted(connection, guild_id, *span), tallies.reminded(connection, guild_id, *span)


def _milliseconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
