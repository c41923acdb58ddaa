"""Where and since when no engine answers, across restarts."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.clock import Clock
from bot.engines.breaker import Health
from bot.engines.chain import Chain
from bot.store import outages
from bot.store.database import Database
from bot.store.outages import Notice
from bot.translation.record import LATE

_IN_REACH = (Health.WELL, Health.TRIAL)


class OutageBook:
    """One entry a channel. `open`: the channels that have one, and since when, for each message is checked against it.

    Of messages that are translated at the same time, a later one may fail first.
    """

    def __init__(self, database: Database, clock: Clock, chain: Chain) -> None:
        self._database = database
        self._clock = clock
        self._chain = chain
        self.open: dict[int, int] = {}
        self._spent: dict[int, str | None] = {}

    async def load(self) -> Sequence[Notice]:
        """Read all entries, the oldest first."""
        found = await self._database.read(outages.every)
        self.open = {notice.channel_id: notice.since for notice in found}
        self._spent = {notice.channel_id: notice.spent_on for notice in found}
        return found

    async def begin(self, guild_id: int, channel_id: int, written_at: datetime, *, is_spent: bool = False) -> bool:
        """Note an outage, from a message on; False if it is known, to whichever process.

        is_spent: it is that nothing more may be spent today.
        """
        since = int(written_at.timestamp() * 1000)
        if self.open.get(channel_id, since + 1) <= since and (self.is_spent(channel_id) or not is_spent):
            return False
        spent_on = self._today() if is_spent else None
        is_news = await self._database.write(outages.begin, Notice(channel_id, guild_id, since, spent_on=spent_on))
        self.open[channel_id] = min(since, self.open.get(channel_id, since))
        self._spent[channel_id] = spent_on or self._spent.get(channel_id)
        return is_news

    def is_spent(self, channel_id: int) -> bool:
        """Whether it was found today, by whichever process, that nothing more may be spent for a channel."""
        return self._spent.get(channel_id) == self._today()

    async def shown(self, channel_id: int, post_id: int) -> None:
        """Note which post says so."""
        await self._database.write(outages.shown, channel_id, post_id)

    async def end(self, channel_id: int) -> None:
        """It is over."""
        await self._database.write(outages.end, channel_id)
        self.open.pop(channel_id, None)
        self._spent.pop(channel_id, None)

    def began(self, notice: Notice) -> datetime:
        """When an outage began."""
        return datetime.fromtimestamp(notice.since / 1000, UTC)

    def missed_since(self, notice: Notice) -> datetime:
        """From when on messages are translated late."""
        return max(self.began(notice), self._clock.now() - LATE)

    def wake(self) -> None:
        """Let no engine rest any longer than it asked for."""
        self._chain.wake()

    async def is_back(self, engines: Sequence[str] | None) -> bool:
        """Whether one of these engines (None: of all) gives a sign of life; it is asked for one, and for nothing else.

        What is asked now may be known a moment later.
        """
        await self._chain.warm_up()
        return any(
            health in _IN_REACH and (engines is None or name in engines)
            for name, health in self._chain.health().items()
        )

    def _today(self) -> str:
        return self._clock.now().astimezone(UTC).date().isoformat()
