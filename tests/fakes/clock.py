"""Time that passes only when a test says so."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

# Who only looks from time to time whether there is something to do; nothing that is in flight waits for them.
_WATCHING = ("nap: ", "watch over newcomers", "watch over who stays")


class ManualClock:
    """A bot.clock.Clock that stands still until `advance`."""

    def __init__(self, start: datetime = datetime(2025, 1, 14, 12, 0, tzinfo=UTC)) -> None:
        self._start = start
        self._passed = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None], bool]] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("time never goes back")
        self._passed += seconds
        for until, sleeper, _ in self._sleepers:
            if until <= self._passed and not sleeper.done():
                sleeper.set_result(None)

    async def sleep(self, seconds: float) -> None:
        """Wait for `advance`."""
        entry = (self._passed + seconds, asyncio.get_running_loop().create_future(), is_watching())
        if seconds <= 0:
            return
        self._sleepers.append(entry)
        try:
            await entry[1]
        finally:
            self._sleepers.remove(entry)

    @property
    def next_wake(self) -> float | None:
        """How many seconds until the first sleeper wakes; None if nobody sleeps."""
        return min((until - self._passed for until, _, _ in self._sleepers), default=None)

    @property
    def next_work(self) -> float | None:
        """How many seconds until the first sleeper wakes that is at work; None if nobody sleeps but watchers."""
        waits = (until - self._passed for until, _, is_watching in self._sleepers if not is_watching)
        return min(waits, default=None)


def is_watching() -> bool:
    """Whether who asks is one of those."""
    task = asyncio.current_task()
    return task is not None and task.get_name().startswith(_WATCHING)


class QuickClock:
    """A bot.clock.Clock on which a second passes in a fraction of one."""

    def __init__(self, speed: float, start: datetime = datetime(2025, 1, 14, 12, 0, tzinfo=UTC)) -> None:
        self._speed = speed
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._began) * self._speed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._speed)

    @property
    def next_wake(self) -> float | None:
        return None

    next_work = next_wake

    def advance(self, seconds: float) -> None:
        raise NotImplementedError("it goes by itself")
