"""The desk before an engine: equal texts share one call, guilds take turns, and what is spent is spent."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from bot.engines import batch
from bot.engines.budget import BUDGET, Budgets, Left
from bot.engines.call import Caller
from bot.engines.engine import NOBODY, Answer, Asker, Batcher, Engine, Request, Traits
from bot.engines.job import Call, Job, lane_of, place_of
from bot.engines.queue import FairQueue, QueueFull
from bot.engines.till import Till
from bot.errors import (
    EngineBackOff,
    EngineBusy,
    EngineError,
    EngineMisconfigured,
    EngineOutOfReach,
    EngineRefusedText,
    EngineUnavailable,
)

FULL: Final = "queue full"
RESTING: Final = "resting"

# What says that nobody else needs to try, whatever the text.
_VERDICTS: Final = (EngineBackOff, EngineMisconfigured, EngineOutOfReach)


@dataclass(frozen=True, slots=True)
class Room:
    """How much an engine is given at once, and how much may wait before it, altogether and for one guild."""

    at_once: int = 8
    waiting: int = 1_000
    waiting_per_guild: int = 200


@dataclass(slots=True)
class Counts:
    """What a desk has done since the start.

    asked: texts that wanted a call of their own. shared: texts that found the same one on its way. calls: requests to
    the engine, without second tries. batched: texts that went in one request with others. failed: texts without an
    answer. refused: texts for which nothing was left to spend. turned_away: texts for which the queue had no place.
    """

    asked: int = 0
    shared: int = 0
    calls: int = 0
    batched: int = 0
    failed: int = 0
    refused: int = 0
    turned_away: int = 0


class Desk:
    """Takes texts for one engine, from as many askers as there are, and gives each its answer.

    To those who want a text translated it looks like the engine itself.
    """

    def __init__(
        self, engine: Engine, caller: Caller, budgets: Budgets | None = None, room: Room | None = None
    ) -> None:
        """budgets: None: whatever is sent is free."""
        self.name: str = engine.name
        self.traits: Traits = engine.traits
        self.counts = Counts()
        room = room or Room()
        self._engine = engine
        self._caller = caller
        self._till = Till(engine.name, engine.traits, budgets)
        self._at_once = min(room.at_once, engine.traits.at_once)
        self._queue: FairQueue[Job] = FairQueue(room.waiting, room.waiting_per_guild)
        self._jobs: dict[Hashable, Job] = {}
        self._calls: set[Call] = set()
        self._closed = False

    @property
    def queued(self) -> int:
        """How many texts wait for their turn."""
        return len(self._queue)

    async def reach(self) -> None:
        """Ask the engine for a sign of life, past the queue. Raises EngineError's kinds."""
        await self._caller.reach()

    async def translate(self, request: Request) -> Answer:
        """Translate one text. Raises EngineError's kinds; EngineBusy if it was not sent because of the asker or us."""
        key = batch.same_answer(request, self.traits)
        job = self._jobs.get(key)
        if job and self._may_share(job, request):
            self.counts.shared += 1
        else:
            self.counts.asked += 1
            job = self._open(key, request)
        try:
            return await job.wait()
        except EngineBusy as error:
            if error.reason != BUDGET or job.request.asker == request.asker:
                raise
        finally:
            self._left(job)
        # Whoever came first cannot pay; that is none of ours.
        return await self.translate(request)

    async def left(self, asker: Asker = NOBODY) -> Left:
        """How many characters may still be sent today, for this asker. Raises StoreError if nobody can tell."""
        return await self._till.left(asker)

    def dismiss(self, reason: str) -> None:
        """Send away everybody who waits for a turn (EngineBusy): the engine is not well enough to be asked."""
        for job in self._queue.clear():
            self._fail(job, EngineBusy(self.name, reason))

    async def close(self) -> None:
        """End every call; whoever still waits gets EngineBusy. The engine itself stays open."""
        self._closed = True
        self.dismiss("closed")
        tasks = [call.task for call in self._calls if call.task]
        for call in self._calls:
            # One that is being paid ends by itself, and gives back what it has not used.
            if call.task and call.is_out:
                call.task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _may_share(self, job: Job, request: Request) -> bool:
        """Whether somebody may wait for a job that is there. If it has to wait itself, it now does for them, too."""
        if job in self._queue:
            lane = lane_of(request)
            self._queue.join(lane, job)
            job.lanes.add(lane)
            job.places.add(place_of(request))
            return True
        is_batched = job.call is not None and len(job.call.jobs) > 1
        return place_of(request) in job.places or not (is_batched and batch.may_mix(self._engine))

    def _open(self, key: Hashable, request: Request) -> Job:
        """Let a text wait for its turn, which may be now. Raises EngineBusy."""
        if self._closed:
            raise EngineBusy(self.name, "closed")
        if self._till.is_spent(request):
            self.counts.refused += 1
            raise self._till.unpaid(request)
        job = Job(key, request)
        if not self._enqueue(job):
            self.counts.turned_away += 1
            raise EngineBusy(self.name, FULL)
        self._jobs[key] = job
        self._serve()
        return job

    def _enqueue(self, job: Job) -> bool:
        try:
            pushed_out = self._queue.put(job.lane, job, job.cost)
        except QueueFull:
            return False
        if pushed_out:
            self.counts.turned_away += 1
            self._fail(pushed_out, EngineBusy(self.name, FULL))
        return True

    def _left(self, job: Job) -> None:
        """Somebody waits no longer: without anybody else, the text need not be translated."""
        if job.waiters or job.is_settled:
            return
        if job in self._queue:
            self._queue.remove(job)
            self._forget(job)
        elif job.call and job.call.is_out and not job.call.is_wanted and job.call.task:
            job.call.task.cancel()
            for each in job.call.jobs:
                self._forget(each)

    def _serve(self) -> None:
        """Begin as many calls as the engine may have at once. What waits anyway may go along; nothing waits for it."""
        while len(self._calls) < self._at_once and (job := self._queue.take()):
            call = Call([job, *self._companions(job)])
            self._calls.add(call)
            call.task = asyncio.create_task(self._run(call), name=f"ask {self.name}", context=job.context)

    def _companions(self, job: Job) -> list[Job]:
        """Texts that wait and can go in the same request."""
        party = batch.Party(self._engine, job.request)
        if job.alone or not party.has_room:
            return []
        if not batch.may_mix(self._engine):
            return self._queue.take_like(lambda other: not other.alone and party.admits(other.request), party.most - 1)

        def fits(other: Job) -> bool:
            return not other.alone and other.places == job.places and party.admits(other.request)

        return self._queue.take_like(fits, party.most - 1, job.lane) if len(job.places) == 1 else []

    async def _run(self, call: Call) -> None:
        try:
            await self._pay(call)
            if call.is_wanted and not self._closed:
                await self._ask(call)
        finally:
            self._calls.discard(call)
            for job in call.jobs:
                if job.call is call:
                    self._fail(job, EngineBusy(self.name, "given up"))
            if not self._closed:
                self._serve()

    async def _pay(self, call: Call) -> None:
        """Reserve what the call costs; jobs that cannot be paid, or that nobody wants any more, leave it."""
        bills = await self._till.pay([job.request for job in call.jobs])
        for job, bill in zip(list(call.jobs), bills, strict=True):
            if bill and job.waiters and not self._closed:
                continue
            call.drop(job)
            if bill:
                self._till.give_back(bill)
            else:
                self.counts.refused += 1
            self._fail(job, self._till.unpaid(job.request))

    async def _ask(self, call: Call) -> None:
        """Send the jobs of a call to the engine, and give out what comes back."""
        is_joined = len(call.jobs) > 1 and not isinstance(self._engine, Batcher)
        requests = self._till.with_purses([job.request for job in call.jobs], joined=is_joined)
        self.counts.calls += 1
        self.counts.batched += len(requests) if len(requests) > 1 else 0
        call.is_out = True
        try:
            answers = await self._caller.call(
                lambda: batch.ask(self._engine, requests), lambda: self._till.pay_all(requests)
            )
        except batch.BatchMismatch:
            self._ask_singly(call)
        except EngineError as error:
            self._take(call, error)
        else:
            for job, answer in zip(call.jobs, answers, strict=True):
                self._forget(job)
                job.succeed(answer)

    def _take(self, call: Call, error: EngineError) -> None:
        """Give out a failure, or try again with each job alone where others may have caused it."""
        if isinstance(error, (EngineRefusedText, EngineBusy)) and len(call.jobs) > 1:
            self._ask_singly(call)
            return
        if isinstance(error, _VERDICTS):
            # Before anybody else is sent into the same wall; the chain will let the engine rest.
            self.dismiss(RESTING)
        elif isinstance(error, EngineUnavailable):
            # One and the same for all jobs of the call, so that they are no failures over different texts.
            about = frozenset(hash(job.request.text) for job in call.jobs)
            error = EngineUnavailable(self.name, error.reason, about=about)
        for job in call.jobs:
            self.counts.failed += 1
            self._fail(job, error)

    def _ask_singly(self, call: Call) -> None:
        """Let the jobs of a call wait for one of their own each; they have been waiting, so they are the next."""
        for job in reversed(call.jobs):
            job.call = None
            job.alone = True
            if job.waiters:
                self._queue.put_back(job.lane, job, job.cost)
                for lane in job.lanes:
                    self._queue.join(lane, job)
            else:
                self._fail(job, EngineBusy(self.name, "given up"))

    def _fail(self, job: Job, error: EngineError) -> None:
        self._forget(job)
        job.fail(error)

    def _forget(self, job: Job) -> None:
        """Let nobody else share this one."""
        if self._jobs.get(job.key) is job:
            del self._jobs[job.key]
