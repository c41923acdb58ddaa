"""An engine in its place of the chain: who is let through to it, and what is made of how it went."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.engines.breaker import LONG_REST, Breaker, Health
from bot.engines.call import TIMEOUT, Caller
from bot.engines.desk import RESTING, Desk
from bot.engines.engine import Answer, Engine, Request
from bot.errors import (
    EngineBackOff,
    EngineBusy,
    EngineError,
    EngineMisconfigured,
    EngineOutOfReach,
    EngineRefusedText,
    EngineUnavailable,
)

_log = logging.getLogger(__name__)

T = TypeVar("T")


class _Visit:
    """A desk as one attempt sees it. Remembers whether the engine answered: attempts can do without, from a cache."""

    def __init__(self, desk: Desk) -> None:
        self.name = desk.name
        self.traits = desk.traits
        self.reach = desk.reach
        self.close = desk.close
        self.is_answered = False
        self._desk = desk

    async def translate(self, request: Request) -> Answer:
        """Translate one text, as the desk does."""
        try:
            answer = await self._desk.translate(request)
        except EngineRefusedText:
            self.is_answered = True
            raise
        self.is_answered = True
        return answer


class Seat:
    """Watches over the health of one engine: lets attempts through to its desk, and notes what came of them."""

    def __init__(self, engine: Engine, breaker: Breaker, desk: Desk, caller: Caller) -> None:
        self.engine = engine
        self.desk = desk
        self._breaker = breaker
        self._reach = caller.reach
        self._contact: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def health(self) -> Health:
        """What is known of the engine now."""
        return self._breaker.health

    @property
    def needs_contact(self) -> bool:
        """Whether the engine should first be asked for a sign of life."""
        return self._breaker.needs_contact

    def wake(self) -> None:
        """Ask for a sign of life again at the next occasion, even if the engine has not rested long."""
        self._breaker.wake()

    def contact(self, ticket: int | None = None) -> None:
        """Begin to ask for a sign of life, unless that is under way. ticket: of the attempt that is a reason to."""
        if self._contact is None and not self._closed:
            self._contact = asyncio.create_task(self._listen(ticket), name=f"contact {self.engine.name}")

    async def take(self) -> int | None:
        """Leave to ask the engine, once it has been heard from: a ticket, or None if it is to be left alone."""
        if self._contact:
            await asyncio.wait({self._contact})
        return self._breaker.take()

    async def ask(self, ticket: int, attempt: Callable[[Engine], Awaitable[T]], limit: float) -> T:
        """Make an attempt, of `limit` seconds at most, and note how it went. Raises EngineError, whatever it raises."""
        visit = _Visit(self.desk)
        failure: EngineError | None = None
        try:
            return await self._attempt(lambda: attempt(visit), limit)
        except EngineError as error:
            failure = error
            raise
        finally:
            if visit.is_answered and self._breaker.succeeded(ticket):
                _log.info("engine %s answers again", self.engine.name)
            if failure:
                self._note_failure(failure, ticket)
            self._breaker.let_go(ticket)

    async def hang_up(self) -> None:
        """Ask for no sign of life any more."""
        self._closed = True
        if self._contact:
            self._contact.cancel()
            await asyncio.gather(self._contact, return_exceptions=True)

    async def _attempt(self, attempt: Callable[[], Awaitable[T]], limit: float) -> T:
        error: EngineError
        scope = asyncio.timeout(limit)
        try:
            async with scope:
                return await attempt()
        except TimeoutError:
            # The desk gives each call its time. Whoever had to wait longer waited for others, not for the engine.
            is_queue = scope.expired()
            error = EngineBusy(self.engine.name, "queue") if is_queue else EngineUnavailable(self.engine.name, TIMEOUT)
        except EngineError:
            raise
        except Exception as fault:  # noqa: BLE001 - a fault in one engine must not silence the others
            error = EngineUnavailable(self.engine.name, type(fault).__name__)
        # Not raised above, where the error would carry its cause along: that may hold a member's words.
        raise error

    async def _listen(self, ticket: int | None) -> None:
        try:
            await self._reach()
        except EngineError as error:
            self._note_failure(error, ticket)
        else:
            self._breaker.reached()
        finally:
            self._contact = None

    def _note_failure(self, error: EngineError, ticket: int | None) -> None:
        if isinstance(error, (EngineBusy, EngineRefusedText)):
            return
        if isinstance(error, EngineMisconfigured):
            if self._breaker.broke(ticket):
                text = "engine %s is left out, and tried again every %d minutes: %s"
                _log.warning(text, self.engine.name, LONG_REST // 60, error.reason)
        elif self._is_convicted(error, ticket):
            rest = error.retry_after if isinstance(error, EngineBackOff) else None
            if self._breaker.failed(ticket, rest):
                _log.warning("engine %s is left alone for a while: %s", self.engine.name, error.reason or "no answer")
        elif self.health is Health.WELL:
            _log.info("engine %s failed over a text: %s", self.engine.name, error.reason or "no answer")
            self.contact(ticket)
        if self.health in (Health.RESTING, Health.BROKEN):
            # Each would only find out for itself, and at the price of a timeout.
            self.desk.dismiss(RESTING)

    def _is_convicted(self, error: EngineError, ticket: int | None) -> bool:
        """Whether it is the engine that failed, and not perhaps a text that nothing can be done with."""
        if ticket is None or not isinstance(error, EngineUnavailable) or isinstance(error, EngineOutOfReach):
            return True
        return self._breaker.convicts(ticket, error.about)
