"""HTTP misbehaviour that was asked for, and which requests it strikes."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.wire import Json


@dataclass(slots=True)
class Fault:
    """One kind of misbehaviour: a status, a delay, or both. `times` is how many requests it still strikes.

    served: what is asked for is done first, and the answer waits. code: Discord's own number for what went wrong.
    """

    route: str
    times: int
    status: int | None = None
    retry_after: float = 1.0
    everywhere: bool = False
    delay: float = 0.0
    hang: bool = False
    served: bool = False
    code: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Whether it concerns a request; `path` is without /api/v10."""
        return self.times > 0 and matches(self.route, method, path)

    def describe(self) -> Json:
        """What it does, in plain values."""
        return {"status": self.status, "delay": self.delay, "hang": self.hang}


class FaultPlan:
    """The faults to come, in the order they were asked for."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._released = asyncio.Event()

    def add(self, fault: Fault) -> None:
        """Plan a fault."""
        self._planned.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that strikes this request, if any; it counts as used."""
        for fault in self._planned:
            if fault.strikes(method, path):
                fault.times -= 1
                self._planned = [each for each in self._planned if each.times > 0]
                return fault
        return None

    async def hang(self) -> None:
        """Return when the server closes."""
        await self._released.wait()

    def release(self) -> None:
        """Let go of the requests that hang."""
        self._released.set()

    def clear(self) -> None:
        """Behave well again."""
        self._planned.clear()


def matches(pattern: str, method: str, path: str) -> bool:
    """Whether "POST /channels/*/messages" and the like fits.

    `*` stands for one segment, a closing `**` for any number; the method may be `*` too, and an empty pattern fits all.
    """
    if not pattern:
        return True
    wanted_method, _, wanted_path = pattern.partition(" ")
    if wanted_method not in ("*", method):
        return False
    wanted, given = wanted_path.strip("/").split("/"), path.strip("/").split("/")
    if wanted[-1] == "**":
        wanted, given = wanted[:-1], given[: len(wanted) - 1]
    return len(wanted) == len(given) and all(w in ("*", g) for w, g in zip(wanted, given, strict=True))
