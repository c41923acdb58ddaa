"""The engines in the order of the settings, each asked only while it is well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from bot.clock import Clock
from bot.engines.breaker import Breaker, Health
from bot.engines.engine import Engine
from bot.engines.patience import attend
from bot.errors import (
    EngineBackOff,
    EngineError,
    EngineMisconfigured,
    EngineRefusedText,
    EngineUnavailable,
    NoEngineAnswered,
)

_log = logging.getLogger(__name__)

T = TypeVar("T")


class _Seat:
    """An engine in its place of the chain."""

    def __init__(self, engine: Engine, breaker: Breaker) -> None:
        self.engine = engine
        self.breaker = breaker
        self.contact: asyncio.Task[None] | None = None

    async def reach(self, timeout: float) -> None:  # noqa: ASYNC109 - raises an error of its own
        """Ask the engine for a sign of life. Raises EngineError, whatever the engine raises."""
        try:
            async with asyncio.timeout(timeout):
                await self.engine.reach()
        except TimeoutError:
            reason = "out of reach"
        except EngineError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in one engine must not silence the others
            reason = type(error).__name__
        else:
            return
        raise EngineUnavailable(self.engine.name, reason)

    async def ask(self, attempt: Callable[[], Awaitable[T]], timeout: float) -> T:  # noqa: ASYNC109 - see reach
        """Ask the engine, by way of `attempt`. Raises EngineError, whatever `attempt` raises."""
        try:
            async with asyncio.timeout(timeout):
                return await attempt()
        except TimeoutError:
            reason = "timeout"
        except EngineError:
            raise
        except Exception as error:  # noqa: BLE001 - see reach
            reason = type(error).__name__
        # Not raised above, where the error would carry its cause along: that may hold a member's words.
        raise EngineUnavailable(self.engine.name, reason)


class Chain:
    """Finds the first engine that answers.

    An engine of which nothing is known, or that has rested, is first asked for a sign of life (`reach`, a second at
    most), all such engines at once; and so is an engine whose answer is slow to come. Without a network the next engine
    has its turn after a second or two, while an engine that is merely slow gets its whole `timeout`. Times are seconds.
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        clock: Clock,
        *,
        timeout: float,
        reach_timeout: float = 1.0,
        rest: float = 60.0,
    ) -> None:
        self._seats = [_Seat(engine, Breaker(clock, rest)) for engine in engines]
        self._timeout = timeout
        self._reach_timeout = reach_timeout
        self._patience = reach_timeout / 2

    async def warm_up(self) -> None:
        """Begin to contact all engines, in the background; `first` waits for what it needs. Never raises."""
        self._contact_all()

    def health(self) -> dict[str, Health]:
        """What is known of each engine, by name, in order."""
        return {seat.engine.name: seat.breaker.health for seat in self._seats}

    async def first(self, attempt: Callable[[Engine], Awaitable[T | None]]) -> T | None:
        """Call `attempt` with one engine after the other until it returns something.

        Returns None if an engine answered but nothing came of it (it refused this text, or `attempt` found its answer
        unfit). Raises NoEngineAnswered if no engine could be asked, or each failed. Whatever `attempt` raises counts as
        its engine's failure, so that the next engine has its turn; an error that is none of ours is known by its type
        alone from there on, because it may hold a member's words. Only cancellation is passed on.
        """
        answered = False
        for seat in self._seats:
            if seat.breaker.needs_contact:
                self._contact_all()
            if seat.contact:
                await asyncio.wait({seat.contact})
            ticket = seat.breaker.take()
            if ticket is None:
                continue
            try:
                result = await self._ask(seat, ticket, attempt)
            except EngineRefusedText:
                answered = True
            except EngineError:
                continue
            else:
                if result is not None:
                    return result
                answered = True
        if answered:
            return None
        raise NoEngineAnswered

    async def close(self) -> None:
        """Close every engine, even if one of them fails to."""
        contacts = [seat.contact for seat in self._seats if seat.contact]
        for contact in contacts:
            contact.cancel()
        await asyncio.gather(*contacts, return_exceptions=True)
        closed = await asyncio.gather(*(seat.engine.close() for seat in self._seats), return_exceptions=True)
        for seat, outcome in zip(self._seats, closed, strict=True):
            if isinstance(outcome, Exception):
                _log.warning("engine %s did not close: %s", seat.engine.name, type(outcome).__name__)

    async def _ask(self, seat: _Seat, ticket: int, attempt: Callable[[Engine], Awaitable[T | None]]) -> T | None:
        """One attempt, with its verdict noted. Raises EngineError."""
        sign_of_life = partial(seat.reach, self._reach_timeout)
        try:
            result = await seat.ask(lambda: attend(attempt(seat.engine), sign_of_life, self._patience), self._timeout)
        except EngineRefusedText:
            self._note_success(seat, ticket)
            raise
        except EngineError as error:
            self._note_failure(seat, error, ticket)
            raise
        else:
            self._note_success(seat, ticket)
            return result
        finally:
            seat.breaker.let_go(ticket)

    def _contact_all(self) -> None:
        for seat in self._seats:
            if seat.breaker.needs_contact and seat.contact is None:
                seat.contact = asyncio.create_task(self._contact(seat), name=f"contact {seat.engine.name}")

    async def _contact(self, seat: _Seat) -> None:
        try:
            await seat.reach(self._reach_timeout)
        except EngineError as error:
            self._note_failure(seat, error)
        else:
            seat.breaker.reached()
        finally:
            seat.contact = None

    def _note_success(self, seat: _Seat, ticket: int) -> None:
        if seat.breaker.succeeded(ticket):
            _log.info("engine %s answers again", seat.engine.name)

    def _note_failure(self, seat: _Seat, error: EngineError, ticket: int | None = None) -> None:
        if isinstance(error, EngineMisconfigured):
            if seat.breaker.broke():
                _log.warning("engine %s is left out until the settings are changed: %s", seat.engine.name, error.reason)
            return
        rest = error.retry_after if isinstance(error, EngineBackOff) else None
        if seat.breaker.failed(ticket, rest):
            _log.warning("engine %s is left alone for a while: %s", seat.engine.name, error.reason or "no answer")
