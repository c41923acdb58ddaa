"""The engines in the order of the settings, each asked only while it is well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeVar

from bot.clock import Clock
from bot.engines.breaker import Breaker, Health
from bot.engines.budget import Budgets
from bot.engines.call import TIMEOUT, Caller
from bot.engines.desk import BUDGET, RESTING, Desk, Room
from bot.engines.engine import Engine
from bot.errors import (
    N_,
    EngineBackOff,
    EngineBusy,
    EngineError,
    EngineMisconfigured,
    EngineRefusedText,
    EngineUnavailable,
    NoEngineAnswered,
)

_log = logging.getLogger(__name__)

SPENT: Final = N_(
    "What may be translated today is used up. Nothing is lost: try again after midnight UTC, "
    "or ask whoever hosts RedBridge."
)

T = TypeVar("T")

# All that one text may ask of one engine, waiting for its turns included, takes so many times what one call may take.
# Whoever has waited as long is better served by the next engine.
_LIMIT: Final = 2


class _Seat:
    """An engine in its place of the chain."""

    def __init__(self, engine: Engine, breaker: Breaker, desk: Desk, caller: Caller) -> None:
        self.engine = engine
        self.breaker = breaker
        self.desk = desk
        self.reach = caller.reach
        self.contact: asyncio.Task[None] | None = None

    async def ask(self, attempt: Callable[[], Awaitable[T]], limit: float) -> T:
        """Ask the engine, by way of `attempt`. Raises EngineError, whatever `attempt` raises."""
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


class Chain:
    """Finds the first engine that answers.

    An engine of which nothing is known, or that has rested, is first asked for a sign of life (`reach`, a second at
    most), all such engines at once; and so is an engine whose answer is slow to come. Without a network the next engine
    has its turn after a second or two, while an engine that is merely slow gets its whole `timeout`. Times are seconds.

    Before each engine stands a desk, where texts wait for their turn. That waiting is none of the engine's fault: it
    never counts against its health.
    """

    def __init__(  # noqa: PLR0913 - each has a default that suits most
        self,
        engines: Sequence[Engine],
        clock: Clock,
        *,
        timeout: float,
        reach_timeout: float = 1.0,
        rest: float = 60.0,
        budgets: Budgets | None = None,
        room: Callable[[str], Room] = lambda _: Room(),
    ) -> None:
        """timeout: of one call. rest: of an engine that failed. room: how much an engine (by name) is given at once."""
        self._limit = timeout * _LIMIT
        self._seats: list[_Seat] = []
        for engine in engines:
            caller = Caller(engine, timeout=timeout, reach_timeout=reach_timeout)
            desk = Desk(engine, caller, budgets, room(engine.name))
            self._seats.append(_Seat(engine, Breaker(clock, rest), desk, caller))

    async def warm_up(self) -> None:
        """Begin to contact all engines, in the background; `first` waits for what it needs. Never raises."""
        self._contact_all()

    def health(self) -> dict[str, Health]:
        """What is known of each engine, by name, in order."""
        return {seat.engine.name: seat.breaker.health for seat in self._seats}

    @property
    def desks(self) -> Mapping[str, Desk]:
        """What stands before each engine, by name, in order: counts, queues, budgets."""
        return {seat.engine.name: seat.desk for seat in self._seats}

    async def first(
        self, attempt: Callable[[Engine], Awaitable[T | None]], order: Sequence[str] | None = None
    ) -> T | None:
        """Call `attempt` with one engine after the other (its desk, that is) until it returns something.

        order: the names of the engines to ask, and no others; None: all, in the order of the settings. Names that the
        operator does not allow are passed over: if none is left, nobody is asked, because whoever left an engine out
        may not want their words to go there.

        Returns None if an engine answered but nothing came of it (it refused this text, or `attempt` found its answer
        unfit). Raises NoEngineAnswered if no engine could be asked, or each failed. Whatever `attempt` raises counts as
        its engine's failure, so that the next engine has its turn; an error that is none of ours is known by its type
        alone from there on, because it may hold a member's words. Only cancellation is passed on.
        """
        answered = False
        faults: list[str] = []
        for seat in self._in_order(order):
            ticket = await self._ticket(seat)
            if ticket is None:
                continue
            try:
                result = await self._ask(seat, ticket, attempt)
            except EngineRefusedText:
                answered = True
            except EngineError as error:
                faults.append(error.reason if isinstance(error, EngineBusy) else "")
                continue
            else:
                if result is not None:
                    return result
                answered = True
        if answered:
            return None
        raise NoEngineAnswered(SPENT) if set(faults) == {BUDGET} else NoEngineAnswered

    async def _ticket(self, seat: _Seat) -> int | None:
        """Leave to ask an engine, once it has been heard from; None if it is to be left alone."""
        if seat.breaker.needs_contact:
            self._contact_all()
        if seat.contact:
            await asyncio.wait({seat.contact})
        return seat.breaker.take()

    async def close(self) -> None:
        """Close every engine, even if one of them fails to."""
        contacts = [seat.contact for seat in self._seats if seat.contact]
        for contact in contacts:
            contact.cancel()
        await asyncio.gather(*contacts, return_exceptions=True)
        await asyncio.gather(*(seat.desk.close() for seat in self._seats))
        closed = await asyncio.gather(*(seat.engine.close() for seat in self._seats), return_exceptions=True)
        for seat, outcome in zip(self._seats, closed, strict=True):
            if isinstance(outcome, Exception):
                _log.warning("engine %s did not close: %s", seat.engine.name, type(outcome).__name__)

    def _in_order(self, order: Sequence[str] | None) -> list[_Seat]:
        if order is None:
            return self._seats
        seats = {seat.engine.name: seat for seat in self._seats}
        return [seats[name] for name in dict.fromkeys(order) if name in seats]

    async def _ask(self, seat: _Seat, ticket: int, attempt: Callable[[Engine], Awaitable[T | None]]) -> T | None:
        """One attempt, with its verdict noted. Raises EngineError."""
        try:
            result = await seat.ask(lambda: attempt(seat.desk), self._limit)
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
            await seat.reach()
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
        if isinstance(error, EngineBusy):
            return
        if isinstance(error, EngineMisconfigured):
            if seat.breaker.broke():
                _log.warning("engine %s is left out until the settings are changed: %s", seat.engine.name, error.reason)
        else:
            rest = error.retry_after if isinstance(error, EngineBackOff) else None
            if seat.breaker.failed(ticket, rest):
                _log.warning("engine %s is left alone for a while: %s", seat.engine.name, error.reason or "no answer")
        if seat.breaker.health in (Health.RESTING, Health.BROKEN):
            # Each would only find out for itself, and at the price of a timeout.
            seat.desk.dismiss(RESTING)
