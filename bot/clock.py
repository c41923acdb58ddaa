"""Time as a dependency, so that tests and the sandbox own it."""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the bot may ask about time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never going back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        ...


class SystemClock:
    """The machine's clock, which the sandbox may set ahead."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never going back."""
        return time.monotonic() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once. Time never goes back: a negative number is refused with ValueError."""
        if seconds < 0:
            raise ValueError("time never goes back")
        self._ahead += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed, in real time or through `advance`."""
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._moved.wait()
