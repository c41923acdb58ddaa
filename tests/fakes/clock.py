"""Time that passes only when a test says so."""

from datetime import UTC, datetime, timedelta


class ManualClock:
    """A bot.clock.Clock that stands still until `advance`."""

    def __init__(self, start: datetime = datetime(2025, 1, 14, 12, 0, tzinfo=UTC)) -> None:
        self._start = start
        self._passed = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("time never goes back")
        self._passed += seconds
