"""The engines in the order of the settings, each asked only while it is well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final, TypeVar

from bot.clock import Clock
from bot.engines.breaker import Breaker, Health
from bot.engines.budget import BUDGET, Budgets
from bot.engines.call import Caller, Told
from bot.engines.desk import Desk, Room
from bot.engines.engine import Asker, Engine
from bot.engines.seat import Seat
from bot.errors import BudgetSpent, EngineBusy, EngineError, EngineRefusedText, NoEngineAnswered, Purse

_log = logging.getLogger(__name__)

T = TypeVar("T")

# All that one text may ask of one engine, waiting for its turns included, takes so many times what one call may take.
# Whoever has waited as long is better served by the next engine.
_LIMIT: Final = 2


class Chain:
    """Finds the first engine that answers.

    An engine of which nothing is known, or that has rested, is first asked for a sign of life (`reach`, a second at
    most), all such engines at once; and so is an engine whose answer is slow to come. Without a network the next engine
    has its turn after a second or two, while an engine that is merely slow gets its whole `timeout`. Times are seconds.

    An engine that fails over one text is asked for a sign of life, too, but stays: it rests if it gives none, or if it
    fails over another text next. A second try of ours is made only while an engine is well.

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
        self._budgets = budgets
        self._seats: list[Seat] = []
        self._listeners: list[Told] = []
        for engine in engines:
            breaker = Breaker(clock, rest)
            well = _watch(breaker)
            caller = Caller(engine, timeout=timeout, reach_timeout=reach_timeout, is_well=well, told=self._told)
            desk = Desk(engine, caller, budgets, room(engine.name))
            self._seats.append(Seat(engine, breaker, desk, caller))

    def listen(self, listener: Told) -> None:
        """Tell this of each call from now on."""
        self._listeners.append(listener)

    def _told(self, engine: str, outcome: str, seconds: float) -> None:
        for listener in self._listeners:
            listener(engine, outcome, seconds)

    async def warm_up(self) -> None:
        """Begin to contact all engines, in the background; `first` waits for what it needs. Never raises."""
        self._contact_all()

    def wake(self) -> None:
        """Try engines that rest after a failure at the next occasion; those that asked for a rest are let alone."""
        for seat in self._seats:
            seat.wake()

    def health(self) -> dict[str, Health]:
        """What is known of each engine, by name, in order."""
        return {seat.engine.name: seat.health for seat in self._seats}

    async def left(self, guild_id: int) -> int | None:
        """How many characters may still be sent away for a server today; None: any number."""
        if self._budgets is None or not self._seats:
            return None
        return (await self._budgets.left(self._seats[0].engine.name, Asker(guild_id))).guild

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
        unfit). Raises NoEngineAnswered if no engine could be asked, or each failed; BudgetSpent if that is because
        nothing more may be sent. Whatever `attempt` raises gives
        the next engine its turn; an error that is none of ours is known by its type alone from there on, because it may
        hold a member's words. Only cancellation is passed on.
        """
        answered = False
        faults: list[EngineError | None] = []
        for seat in self._in_order(order):
            ticket = await self._ticket(seat)
            if ticket is None:
                # What is set wrong does not come back before the next day's budgets do.
                faults += [None] if seat.health is not Health.BROKEN else []
                continue
            try:
                result = await seat.ask(ticket, attempt, self._limit)
            except EngineRefusedText:
                answered = True
            except EngineError as error:
                faults.append(error)
                continue
            else:
                if result is not None:
                    return result
                answered = True
        if answered:
            return None
        raise _verdict(faults)

    async def _ticket(self, seat: Seat) -> int | None:
        """Leave to ask an engine, once it has been heard from; None if it is to be left alone."""
        if seat.needs_contact:
            self._contact_all()
        return await seat.take()

    async def close(self) -> None:
        """Close every engine, even if one of them fails to."""
        await asyncio.gather(*(seat.hang_up() for seat in self._seats))
        await asyncio.gather(*(seat.desk.close() for seat in self._seats))
        closed = await asyncio.gather(*(seat.engine.close() for seat in self._seats), return_exceptions=True)
        for seat, outcome in zip(self._seats, closed, strict=True):
            if isinstance(outcome, Exception):
                _log.warning("engine %s did not close: %s", seat.engine.name, type(outcome).__name__)

    def _in_order(self, order: Sequence[str] | None) -> list[Seat]:
        if order is None:
            return self._seats
        seats = {seat.engine.name: seat for seat in self._seats}
        return [seats[name] for name in dict.fromkeys(order) if name in seats]

    def _contact_all(self) -> None:
        for seat in self._seats:
            if seat.needs_contact:
                seat.contact()


def _verdict(faults: Sequence[EngineError | None]) -> NoEngineAnswered:
    """Why nobody answered; None stands for an engine that was left alone."""
    purses = [fault.whose for fault in faults if isinstance(fault, EngineBusy) and fault.reason == BUDGET]
    # An engine that would answer others is well enough: it is one member who has nothing left.
    is_plain = len(purses) < len(faults) and Purse.MEMBER not in purses
    return NoEngineAnswered() if is_plain or not purses else BudgetSpent(min(purses))


def _watch(breaker: Breaker) -> Callable[[], bool]:
    return lambda: breaker.health is Health.WELL
