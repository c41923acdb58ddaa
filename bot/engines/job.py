"""A text on its way through a desk, for everybody who waits for it."""

import asyncio
from collections.abc import Hashable
from contextvars import copy_context

from bot.engines.engine import Answer, Request
from bot.errors import EngineError

# What a call costs beside its characters, so that many tiny texts are no smaller a share than a few long ones.
_COST_OF_A_CALL = 20


def lane_of(request: Request) -> int:
    """In whose name a text waits: a guild's, or outside of guilds a member's."""
    return request.asker.guild_id or -request.asker.member_id


def place_of(request: Request) -> Hashable:
    """Where a text stands: only who reads there may ever see words of it, should an engine mix up joined texts."""
    asker = request.asker
    return asker.guild_id, asker.channel_id, 0 if asker.channel_id else asker.member_id


class Job:
    """One text to translate, and the future that all who asked for it await.

    lane: in whose name it was asked first. lanes: in whose names it waits now.
    places: for whom it is translated: see place_of.
    context: that of whoever asked first, so that the log tells for which event an engine is called.
    alone: it goes into no request with others (any more).
    """

    def __init__(self, key: Hashable, request: Request) -> None:
        self.key = key
        self.request = request
        self.lane = lane_of(request)
        self.lanes: set[Hashable] = {self.lane}
        self.places: set[Hashable] = {place_of(request)}
        self.alone = False
        self.waiters = 0
        self.context = copy_context()
        self.call: Call | None = None
        self._result: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

    @property
    def cost(self) -> int:
        """Its share of the engine's time, in characters."""
        return len(self.request.text) + _COST_OF_A_CALL

    @property
    def is_settled(self) -> bool:
        """Whether there is an answer or an error."""
        return self._result.done()

    def succeed(self, answer: Answer) -> None:
        """Give everybody the answer."""
        if not self._result.done():
            self._result.set_result(answer)

    def fail(self, error: EngineError) -> None:
        """Give everybody the error."""
        if not self._result.done():
            self._result.set_exception(error)
            self._result.exception()  # looked at, even if nobody waits any more

    async def wait(self) -> Answer:
        """The answer, or the error. Whoever is cancelled here leaves the others their answer."""
        self.waiters += 1
        try:
            await asyncio.wait({self._result})
        finally:
            self.waiters -= 1
        return self._result.result()


class Call:
    """Jobs that go to the engine in one request. is_out: the request is on its way."""

    def __init__(self, jobs: list[Job]) -> None:
        self.jobs = jobs
        self.task: asyncio.Task[None] | None = None
        self.is_out = False
        for job in jobs:
            job.call = self

    @property
    def is_wanted(self) -> bool:
        """Whether anybody waits for any of it."""
        return any(job.waiters for job in self.jobs)

    def drop(self, job: Job) -> None:
        """Take a job out of the call."""
        self.jobs.remove(job)
        job.call = None
