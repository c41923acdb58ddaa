"""Copies that show the original because no translation came in time, and are put right when one does."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Final

from bot.bridges.mirrors import LATE
from bot.bridges.wording import Worded
from bot.client.bridging.copying import Order
from bot.client.inflight import BACKGROUND
from bot.clock import Clock
from bot.telemetry.traces import trace

_log = logging.getLogger(__name__)
_MOST: Final = 200
# Seconds until an engine that did not answer is asked again.
_AGAIN: Final = 30.0
Correct = Callable[[Order], Awaitable[bool]]


class Late:
    """Remembers them, in memory; the store has a mark on each, by which another process finds them again."""

    def __init__(self, clock: Clock, correct: Correct) -> None:
        """correct: words a copy anew and changes it; whether it is translated now."""
        self._clock = clock
        self._correct = correct
        self._waiting: OrderedDict[tuple[int, int], Order] = OrderedDict()
        self._running: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()

    def add(self, order: Order, asked: asyncio.Task[Worded] | None = None) -> None:
        """A copy is posted untranslated. asked: the translation, if it is still on its way."""
        self._waiting[_key(order)] = order
        self._news.set()
        if len(self._waiting) > _MOST:
            self._waiting.popitem(last=False)
        if asked and not asked.done():
            self._start(self._when_answered(order, asked))

    def take_up(self, orders: Sequence[Order]) -> None:
        """Take over what another process left untranslated, and try it at once."""
        for order in orders:
            if _key(order) not in self._waiting:
                self.add(order)
        self.answered()

    def forget(self, source_id: int) -> None:
        """A message was deleted, or all its copies were written anew."""
        for key in [key for key in self._waiting if key[0] == source_id]:
            del self._waiting[key]

    def answered(self) -> None:
        """An engine answers, maybe again: try what is waiting, the oldest first, until it fails."""
        if self._waiting and (self._running is None or self._running.done()):
            self._running = self._start(self._try_all())

    async def watch(self) -> None:
        """Try again from time to time as long as anything waits; runs until it is cancelled."""
        while True:
            await self._news.wait()
            await self._clock.sleep(_AGAIN)
            self.answered()
            if not self._waiting:
                self._news.clear()

    async def _when_answered(self, order: Order, asked: asyncio.Task[Worded]) -> None:
        worded = await asked
        if not worded.pending and self._waiting.get(_key(order)) is order:
            await self._try(order)

    async def _try_all(self) -> None:
        for order in list(self._waiting.values()):
            if self._clock.now() - order.said.written_at > LATE:
                self._waiting.pop(_key(order), None)
            elif self._waiting.get(_key(order)) is order and not await self._try(order):
                return

    async def _try(self, order: Order) -> bool:
        if not await self._correct(order):
            return False
        self._waiting.pop(_key(order), None)
        return True

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=f"{BACKGROUND}late translation")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a copy could not be put right\n%s", trace(error))


def _key(order: Order) -> tuple[int, int]:
    return order.said.id, order.target.channel_id
