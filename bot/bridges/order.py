"""Turns: what was begun in order is finished in order, whatever takes longer in between."""

import asyncio
from collections.abc import Generator, Hashable, Iterable
from contextlib import contextmanager
from typing import Self


class Turn:
    """A place in a line. It is over when it was given up and all before it are over, too."""

    def __init__(self, before: Self | None) -> None:
        self._before = before
        self._over = asyncio.Event()

    async def come(self) -> None:
        """Return when all who stood before are done."""
        while self._before is not None:
            await self._before._over.wait()  # noqa: SLF001 - another turn, not another class
            self._before = self._before._before  # noqa: SLF001 - the same

    def give_up(self) -> None:
        """Let the next one come, now or once those before are done."""
        self._over.set()

    @property
    def is_first(self) -> bool:
        """Whether nobody stands before it any more."""
        while self._before is not None and self._before._over.is_set():  # noqa: SLF001 - another turn, not another class
            self._before = self._before._before  # noqa: SLF001 - the same
        return self._before is None


class Lines:
    """A line for each key, that begins when somebody stands in it."""

    def __init__(self) -> None:
        self._last: dict[Hashable, Turn] = {}

    @contextmanager
    def stand(self, keys: Iterable[Hashable]) -> Generator[dict[Hashable, Turn]]:
        """Stand in several lines from now on; whoever leaves gives up all turns that are left."""
        turns = {key: Turn(self._last.get(key)) for key in keys}
        self._last.update(turns)
        try:
            yield turns
        finally:
            for key, turn in turns.items():
                turn.give_up()
                self._tidy(key, turn)

    @property
    def is_empty(self) -> bool:
        """Whether nobody stands anywhere."""
        return not self._last

    def _tidy(self, key: Hashable, turn: Turn) -> None:
        """Nobody is behind the last one; those before it may still be waited for."""
        if self._last.get(key) is turn and turn.is_first:
            del self._last[key]
