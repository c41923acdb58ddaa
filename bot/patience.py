"""How often somebody may ask for something, counted in memory."""

from collections import OrderedDict, deque
from collections.abc import Hashable

from bot.clock import Clock


class Patience:
    """Lets each asker through so many times in so many seconds; whoever asks too often waits until it is less."""

    def __init__(self, clock: Clock, most: int, per: float) -> None:
        """most: times. per: seconds."""
        self._clock = clock
        self._most = most
        self._per = per
        self._asked: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def lets(self, asker: Hashable) -> bool:
        """Whether `asker` may have it now; if so, it counts."""
        now = self._clock.monotonic()
        self._forget(now - self._per)
        times = self._asked.setdefault(asker, deque())
        while times and times[0] <= now - self._per:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        self._asked.move_to_end(asker)
        return True

    def __len__(self) -> int:
        return len(self._asked)

    def _forget(self, before: float) -> None:
        """Drop those who asked for nothing lately; the order is that of their last times."""
        while self._asked and (oldest := next(iter(self._asked.values()))) and oldest[-1] <= before:
            self._asked.popitem(last=False)
