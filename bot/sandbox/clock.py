"""The sandbox's own time: it runs with the machine's, and can be set ahead."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """Time for ids, timestamps, rate limits and deadlines; `advance` lets it pass at once."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._wakeup: asyncio.TimerHandle | None = None

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def epoch(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never going back."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once and run what fell due. A negative number is refused with ValueError."""
        if seconds < 0:
            raise ValueError("time never goes back")
        self._ahead += seconds
        self._run_due()

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Call `action` when `seconds` have passed, in real time or through `advance`.

        Needs a running event loop.
        """
        heapq.heappush(self._timers, (self.monotonic() + seconds, next(self._numbers), action))
        self._sleep_until_next()

    def stop(self) -> None:
        """Forget every action that is still to come."""
        self._timers.clear()
        if self._wakeup is not None:
            self._wakeup.cancel()

    def _run_due(self) -> None:
        while self._timers and self._timers[0][0] <= self.monotonic():
            heapq.heappop(self._timers)[2]()
        self._sleep_until_next()

    def _sleep_until_next(self) -> None:
        if self._wakeup is not None:
            self._wakeup.cancel()
            self._wakeup = None
        if self._timers:
            delay = max(0.0, self._timers[0][0] - self.monotonic())
            self._wakeup = asyncio.get_running_loop().call_later(delay, self._run_due)
