"""A waiting room in which nobody waits longer because somebody else brought more."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)

# How far into a lane one looks for things that can be done along with another.
_LOOK = 20


class QueueFull(Exception):
    """There is no place left, for this lane or for anybody."""


class _Lane(Generic[T]):
    def __init__(self, credit: int) -> None:
        self.items: OrderedDict[T, None] = OrderedDict()
        self.credit = credit


class FairQueue(Generic[T]):
    """Lanes (one a guild) that are served in turn by deficit round robin (Shreedhar and Varghese, 1995).

    Each round gives every lane `quantum` of credit, and what is taken costs; so lanes get equal shares of the work,
    whatever its size and however much of it waits. An item may stand in several lanes at once, and is taken once.
    """

    def __init__(self, most: int, most_per_lane: int, quantum: int = 100) -> None:
        """most, most_per_lane: how many items may wait altogether, and in one lane."""
        self._most = most
        self._most_per_lane = most_per_lane
        self._quantum = quantum
        self._lanes: OrderedDict[Hashable, _Lane[T]] = OrderedDict()
        self._costs: dict[T, int] = {}
        self._places: dict[T, list[Hashable]] = {}

    def __len__(self) -> int:
        return len(self._costs)

    def __contains__(self, item: T) -> bool:
        return item in self._costs

    def waiting(self, lane: Hashable) -> int:
        """How many items wait in one lane."""
        return len(self._lanes[lane].items) if lane in self._lanes else 0

    def put(self, lane: Hashable, item: T, cost: int) -> T | None:
        """Let an item wait at the end of a lane. Raises QueueFull.

        Returns the item that had to leave for it: where all places are taken, the longest lane gives up its last one
        to a lane that is shorter.
        """
        if self.waiting(lane) >= self._most_per_lane:
            raise QueueFull
        pushed_out = self._make_room(lane) if len(self._costs) >= self._most else None
        self._costs[item] = cost
        self._stand(lane, item)
        return pushed_out

    def join(self, lane: Hashable, item: T) -> None:
        """Let an item that waits already wait in another lane, too, where that has a place left."""
        if item in self._costs and lane not in self._places[item] and self.waiting(lane) < self._most_per_lane:
            self._stand(lane, item)

    def put_back(self, lane: Hashable, item: T, cost: int) -> None:
        """Let an item that was taken be the next of its lane again; there is always a place for it."""
        self._costs[item] = cost
        self._stand(lane, item)
        self._lanes[lane].items.move_to_end(item, last=False)

    def take(self) -> T | None:
        """The next item, or None if nothing waits."""
        if not self._lanes:
            return None
        lane = self._next_lane()
        while lane is None:
            self._begin_round()
            lane = self._next_lane()
        return self._take_from(lane, next(iter(lane.items)))

    def take_like(self, fits: Callable[[T], bool], most: int, only: Hashable = None) -> list[T]:
        """Up to `most` items that fit, each lane in turn; for things that can be done along with another.

        only: the one lane to look into; None: all. The lanes pay for what is taken, so that it makes nobody wait.
        """
        taken: list[T] = []
        lanes = list(self._lanes.values()) if only is None else [self._lanes[only]] if only in self._lanes else []
        while lanes:
            rest: list[_Lane[T]] = []
            for lane in lanes:
                item = next(filter(fits, islice(lane.items, _LOOK)), None) if len(taken) < most else None
                if item is not None:
                    taken.append(self._take_from(lane, item))
                    rest.append(lane)
            lanes = rest
        return taken

    def remove(self, item: T) -> None:
        """Forget an item, if it waits."""
        self._costs.pop(item, None)
        for name in self._places.pop(item, ()):
            lane = self._lanes[name]
            del lane.items[item]
            if not lane.items:
                del self._lanes[name]

    def clear(self) -> list[T]:
        """Forget all items, and return them."""
        items = list(self._costs)
        self._costs.clear()
        self._places.clear()
        self._lanes.clear()
        return items

    def _stand(self, name: Hashable, item: T) -> None:
        self._lanes.setdefault(name, _Lane(self._quantum)).items[item] = None
        self._places.setdefault(item, []).append(name)

    def _make_room(self, newcomer: Hashable) -> T:
        longest = max(self._lanes.values(), key=lambda lane: len(lane.items), default=None)
        if longest is None or len(longest.items) <= self.waiting(newcomer) + 1:
            raise QueueFull
        last = next(reversed(longest.items))
        self.remove(last)
        return last

    def _next_lane(self) -> _Lane[T] | None:
        """The first lane that can pay for its first item; those before it have had their turn."""
        for _ in range(len(self._lanes)):
            name, lane = next(iter(self._lanes.items()))
            if self._missing(lane) <= 0:
                return lane
            self._lanes.move_to_end(name)
        return None

    def _begin_round(self) -> None:
        """Give every lane its credit, for as many rounds at once as it takes until somebody can pay."""
        rounds = min(-(-self._missing(lane) // self._quantum) for lane in self._lanes.values())
        for lane in self._lanes.values():
            lane.credit += rounds * self._quantum

    def _missing(self, lane: _Lane[T]) -> int:
        return self._costs[next(iter(lane.items))] - lane.credit

    def _take_from(self, lane: _Lane[T], item: T) -> T:
        lane.credit -= self._costs[item]
        self.remove(item)
        return item
