"""How often something may be done: so many times in so many seconds, whenever one looks."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Final

# What Discord lets a bot post in one channel. It tells so with each answer only, and may change it; discord.py then
# waits as well.
POSTS: Final = 5
WINDOW: Final = 5.0


class Window:
    """Counts what was done lately. A thing counts from `take` on, and until `per` seconds after `give`.

    What is asked for now reaches Discord a little later; so it is the answer, not the request, from which time counts.
    """

    def __init__(self, most: int, per: float) -> None:
        self._most = most
        self._per = per
        self._until: deque[float] = deque()
        self._open = 0

    def free(self, now: float) -> int:
        """How many times it may be done at once."""
        while self._until and self._until[0] <= now:
            self._until.popleft()
        return self._most - self._open - len(self._until)

    def opens_in(self, now: float) -> float:
        """Seconds until it may be done again; 0 if it may now, or if only what is under way stands before it."""
        return self._until[0] - now if self.free(now) <= 0 and self._until else 0.0

    def take(self) -> None:
        """Begin to do it."""
        self._open += 1

    def give(self, now: float) -> None:
        """It is done."""
        self._open -= 1
        self._until.append(now + self._per)

    def is_idle(self, now: float) -> bool:
        """Whether nothing of it counts any more."""
        return self.free(now) == self._most


class Windows:
    """A window for each place; those in which nothing was done lately are forgotten."""

    def __init__(self, most: int = POSTS, per: float = WINDOW) -> None:
        self._most = most
        self._per = per
        self._places: OrderedDict[Hashable, Window] = OrderedDict()

    def __call__(self, place: Hashable, now: float) -> Window:
        """The window of a place."""
        while self._places and (oldest := next(iter(self._places))) != place and self._places[oldest].is_idle(now):
            del self._places[oldest]
        window = self._places.setdefault(place, Window(self._most, self._per))
        self._places.move_to_end(place)
        return window

    def __len__(self) -> int:
        return len(self._places)
