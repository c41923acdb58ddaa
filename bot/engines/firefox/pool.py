"""The workers of one direction: started when needed, replaced when they die, never more than allowed."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Final

from bot.engines.firefox import frames
from bot.engines.firefox.fitness import Fitness
from bot.engines.firefox.process import CannotServe, Order, Worker, WorkerDied
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable

_log = logging.getLogger(__name__)

INSTALL: Final = "pip install 'redbridge[firefox]'"
_HINTS: Final = {
    frames.NO_LIBRARY: f"fxtranslate is not installed: {INSTALL}",
    frames.NO_FILES: "the model {pair} is not there: redbridge models pull {pair}",
    frames.DAMAGED: "the model {pair} is damaged: redbridge models pull {pair}",
    frames.REFUSED: "fxtranslate refuses the model {pair}: redbridge models remove {pair}, then pull",
}
# So many deaths in a row are bad luck; with each further one the pause before the next start doubles.
_BAD_LUCK: Final = 3
_LONGEST_PAUSE: Final = 60.0


class Pool:
    """Runs texts through workers of one direction, at most `most` at once.

    order: tells what a new worker is to load, or raises EngineError. patience: how many seconds one run may take.
    """

    def __init__(
        self,
        pair: str,
        order: Callable[[], Order],
        *,
        most: int,
        patience: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pair = pair
        self._order = order
        self._patience = patience
        self._monotonic = monotonic
        self._seats = asyncio.Semaphore(most)
        self._idle: list[Worker] = []
        self._runs: set[asyncio.Task[list[str | None]]] = set()
        self._fitness = Fitness(monotonic)
        self._deaths = 0
        self._not_before = 0.0

    async def run(self, texts: Sequence[str]) -> list[str | None]:
        """Translate texts; None for a text on which two workers died. Raises EngineError.

        A model that cannot be used is no fault of the engine, which has another direction: its texts are refused.

        Whoever stops waiting does not stop a worker: it finishes its texts, and is ready for others then.
        """
        await self._seats.acquire()
        run = asyncio.create_task(self._run(texts), name=f"firefox {self._pair}")
        self._runs.add(run)
        run.add_done_callback(self._ended)
        return await asyncio.shield(run)

    async def close(self) -> None:
        """End all workers, also those that are at work."""
        runs = list(self._runs)
        for run in runs:
            run.cancel()
        await asyncio.gather(*runs, return_exceptions=True)
        idle, self._idle = self._idle, []
        await asyncio.gather(*(worker.close() for worker in idle))

    def _ended(self, run: "asyncio.Task[list[str | None]]") -> None:
        self._runs.discard(run)
        self._seats.release()
        if not run.cancelled():
            run.exception()  # looked at, for nobody may be waiting any more

    async def _run(self, texts: Sequence[str]) -> list[str | None]:
        try:
            return [*await self._attempt(texts)]
        except WorkerDied:
            pass
        # Once more, but each for itself: a text that kills workers must not take its neighbours along.
        return [await self._again(text) for text in texts]

    async def _again(self, text: str) -> str | None:
        try:
            (answer,) = await self._attempt([text])
        except WorkerDied:
            return None
        return answer

    async def _attempt(self, texts: Sequence[str]) -> list[str]:
        """Raises EngineError and, where the worker died of it, WorkerDied."""
        worker = await self._worker()
        try:
            answer = await worker.ask(texts, self._patience)
        except TimeoutError:
            await self._bury(worker, "took too long")
        except WorkerDied:
            await self._bury(worker, "died")
            raise
        except asyncio.CancelledError:
            await worker.kill()
            raise
        else:
            self._deaths = 0
            self._idle.append(worker)
            return answer
        raise EngineUnavailable("firefox", "timeout")

    async def _bury(self, worker: Worker, how: str) -> None:
        self._note_death()
        _log.warning("engine firefox: the worker %d of %s %s and is replaced", worker.pid, self._pair, how)
        await worker.kill()

    async def _worker(self) -> Worker:
        """A worker that is free, or a new one. Raises EngineError."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        pause = self._not_before - self._monotonic()
        if pause > 0:
            raise EngineBackOff("firefox", f"the workers of {self._pair} keep dying", retry_after=pause)
        return await self._start(self._ordered())

    def _ordered(self) -> Order:
        """What to load, unless it is known to be of no use. Raises EngineError."""
        try:
            order = self._order()
        except EngineRefusedText as refused:
            self._fitness.report(refused.reason)
            raise
        fault = self._fitness.fault(order)
        if fault:
            raise EngineRefusedText("firefox", fault)
        return order

    async def _start(self, order: Order) -> Worker:
        failure: EngineError
        self._fitness.watch(order)
        try:
            worker = await Worker.start(order)
        except CannotServe as cannot:
            failure = self._useless(str(cannot))
        except WorkerDied:
            failure = self._dead(f"the worker of {self._pair} died while it started")
        except TimeoutError:
            failure = self._dead(f"the model {self._pair} takes too long to load")
        except OSError as error:
            failure = self._dead(f"no worker can be started ({type(error).__name__})")
        else:
            self._fitness.well()
            return worker
        raise failure

    def _useless(self, word: str) -> EngineError:
        """The error for what a worker says of itself (see frames)."""
        reason = _HINTS[word].format(pair=self._pair)
        if word == frames.NO_LIBRARY:
            return EngineMisconfigured("firefox", reason)
        self._fitness.failed(reason)
        return EngineRefusedText("firefox", reason)

    def _dead(self, reason: str) -> EngineError:
        self._note_death()
        return EngineUnavailable("firefox", reason)

    def _note_death(self) -> None:
        self._deaths += 1
        if self._deaths >= _BAD_LUCK:
            pause = min(2.0 ** (self._deaths - _BAD_LUCK), _LONGEST_PAUSE)
            self._not_before = self._monotonic() + pause
