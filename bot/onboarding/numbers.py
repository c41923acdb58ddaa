"""How many newcomers came how far: counts by week and language, for a chart and for a text. No names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Final

from bot.clock import Clock
from bot.store import onboarding_counts
from bot.store.database import Database
from bot.store.onboarding_counts import DAY, Stay, Tally, What, week_of

# Two years of weeks, and those in which a newcomer of the first one may still be counted.
KEPT_WEEKS: Final = 108
MOST_WEEKS: Final = 26
# As many as can be asked about at once.
AT_ONCE: Final = 100
LOCALES: Final = ("en", "zh-CN", "zh-TW", "")
# What newcomers do, in the order in which they do it. CHOSE: they joined, and their language is known.
CHOSE: Final = "chose"
STEPS: Final = (What.JOINED, CHOSE, What.BEGAN, What.FINISHED, What.CAT, What.STAYED)


@dataclass(frozen=True)
class Numbers:
    """The counts of a server. weeks: the Mondays (UTC) in order, also those in which nobody joined."""

    weeks: Sequence[date]
    counts: Mapping[tuple[date, str, str], int]
    today: date

    def of(self, what: str, *, week: date | None = None, locale: str | None = None) -> int:
        """How many took a step, of all weeks together or of one, in all languages or in one ("": not known yet)."""
        if what == CHOSE:
            chosen = [each for each in LOCALES if each] if locale is None else [locale] if locale else []
            return sum(self.of(What.JOINED, week=week, locale=each) for each in chosen)
        weeks = self.weeks if week is None else [week]
        locales = LOCALES if locale is None else [locale]
        return sum(self.counts.get((monday, each, what), 0) for monday, each in product(weeks, locales))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.counts.values())

    @property
    def ripening(self) -> Sequence[date]:
        """The weeks of which not everybody can have stayed a week yet."""
        return [week for week in self.weeks if self.today < week + timedelta(days=14)]


class Counting:
    """Reads the counts, and completes them. All raise StoreError."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def of(self, guild_id: int, count: int, *, back: int = 0) -> Numbers:
        """The numbers of a server for this week and those before it. count: how many weeks, from 1.

        back: how many weeks before this one the last of them is.
        """
        latest = week_of(self._now()) - 7 * back
        weeks = [latest - 7 * back for back in reversed(range(count))]
        found: list[Tally] = await self._database.read(onboarding_counts.since, guild_id, weeks[0])
        counts = {(_date(each.week), each.locale, each.what): each.number for each in found if each.week <= latest}
        return Numbers([_date(week) for week in weeks], counts, self._clock.now().astimezone(UTC).date())

    async def chose(self, guild_id: int, member_id: int, locale: str) -> None:
        """Note the language of a newcomer; the first one stays."""
        await self._database.write(onboarding_counts.settle, guild_id, member_id, locale)

    async def guilds_to_ask(self) -> Sequence[int]:
        """The servers of which it is not known whether everybody stayed a week who could have."""
        return await self._database.read(onboarding_counts.guilds_to_ask, self._now())

    async def to_ask(self, guild_id: int, after: int = 0) -> Sequence[Stay]:
        """Up to a hundred of those members, with ids above `after`."""
        return await self._database.read(onboarding_counts.to_ask, guild_id, self._now(), AT_ONCE, after)

    async def answered(self, guild_id: int, asked: Sequence[Stay], here: Collection[int]) -> None:
        """Learn which of those who were asked about are here."""
        await self._database.write(onboarding_counts.answered, guild_id, asked, here, self._now())

    async def prune(self) -> None:
        """Forget the counts of two years ago."""
        await self._database.write(onboarding_counts.prune, week_of(self._now()) - 7 * KEPT_WEEKS)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _date(day: int) -> date:
    return datetime.fromtimestamp(day * DAY / 1000, UTC).date()
