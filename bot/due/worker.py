"""Hands out what is due: on time, in order, a few at once, and again if it failed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final, Protocol

from bot.clock import Clock
from bot.due.agenda import LEASE, Agenda
from bot.errors import StoreError
from bot.store.due import Due
from bot.telemetry.traces import trace

_log = logging.getLogger(__name__)
# Deals with an item; returns when it is due again, or None when it is done with for good.
Handler = Callable[[Due], Awaitable[datetime | None]]
# So many of one kind are dealt with at the same time.
AT_ONCE: Final = 4
# Seconds after which a handler is given up, so that its item is never in two hands.
_PATIENCE: Final = LEASE - 30
# What other processes put is seen after so many seconds; what this one puts, at once.
_LOOK_ANEW: Final = 60.0
_AFTER_TROUBLE: Final = 15.0
# All that is due is in hand, longer than anybody may have it.
_IN_HAND_STILL: Final = 1.0


class Watcher(Protocol):
    """Is told what is dealt with, by its kind."""

    def begun(self, kind: str, late: float) -> None:
        """An item is taken up, so many seconds after it was due."""
        ...

    def dealt(self, kind: str, result: str) -> None:
        """An item is `done`, or it `failed` this time."""
        ...


class NotNow(Exception):
    """What a handler raises for a reason that it knows: it wants to be asked again after a while."""


class Worker:
    """Hands items to the handlers of their kinds; those of kinds without a handler, and of others' guilds, stay.

    A handler may get the same item again: after it raised, and after a process died in it or just after it.
    """

    def __init__(  # noqa: PLR0913 - what it hands out, to whom, and who is told
        self,
        agenda: Agenda,
        clock: Clock,
        handlers: Mapping[str, Handler],
        serves: Callable[[int], bool],
        *,
        busy_as: str = "what is due",
        watcher: Watcher | None = None,
    ) -> None:
        """serves: whether a guild is this process's own. busy_as: how tasks that deal with items are named."""
        self._watcher = watcher
        self._agenda = agenda
        self._clock = clock
        self._handlers = handlers
        self._serves = serves
        self._busy_as = busy_as
        self._is_open = True

    async def work(self) -> None:
        """Hand out what is due, until `stop`; then finish what is in hand."""
        async with asyncio.TaskGroup() as kinds:
            for kind in self._handlers:
                kinds.create_task(self._work(kind), name=f"wait for what is due: {kind}")

    def stop(self) -> None:
        """Hand out nothing more."""
        self._is_open = False
        for kind in self._handlers:
            self._agenda.changed(kind)

    async def _work(self, kind: str) -> None:
        in_hand: dict[asyncio.Task[None], Due] = {}
        try:
            while self._is_open:
                self._agenda.call(kind).clear()
                # While it waits, the worker counts as idle, and while it hands out, as busy.
                until = await asyncio.create_task(self._round(kind, in_hand), name=f"{self._busy_as}: {kind}")
                await self._rest(kind, until)
            if in_hand:
                await asyncio.wait(in_hand)
        finally:
            for task in in_hand:
                task.cancel()

    async def _round(self, kind: str, in_hand: dict[asyncio.Task[None], Due]) -> float:
        """Hand out what is due; until when, by the clock's seconds, there is nothing more to do."""
        pause = await self._hand_out(kind, in_hand)
        return self._clock.monotonic() + pause

    async def _hand_out(self, kind: str, in_hand: dict[asyncio.Task[None], Due]) -> float:
        """Hand out as much as there are hands for; for how many seconds there is nothing more to do."""
        try:
            taken = await self._take(kind, in_hand.values())
            for item in taken:
                self._begin(item, in_hand)
            if len(in_hand) >= AT_ONCE:
                return _LOOK_ANEW  # or as soon as a hand is free
            soon = await self._agenda.next(kind, self._serves)
        except StoreError as error:
            _log.warning("what is due (%s) has to wait: %s", kind, error)
            return _AFTER_TROUBLE
        except Exception as error:  # noqa: BLE001 - a bug here must not keep everything else from happening
            _log.error("a bug in handing out what is due (%s)\n%s", kind, trace(error))
            return _AFTER_TROUBLE
        if soon == 0 and not taken:
            return _IN_HAND_STILL
        return _LOOK_ANEW if soon is None else min(_LOOK_ANEW, soon)

    def _begin(self, item: Due, in_hand: dict[asyncio.Task[None], Due]) -> None:
        task = asyncio.create_task(self._handle(item), name=f"{self._busy_as}: {item.kind}")
        in_hand[task] = item

        def end(_: object) -> None:
            del in_hand[task]
            self._agenda.changed(item.kind)

        task.add_done_callback(end)

    async def _take(self, kind: str, in_hand: Collection[Due]) -> Sequence[Due]:
        """Take as much as there are hands for. What is in hand is not taken again, even if its lease has run out."""
        busy = {(each.guild_id, each.subject_id) for each in in_hand}
        room = AT_ONCE - len(busy)
        if not room:
            return []
        return await self._agenda.take(
            kind, room, lambda each: self._serves(each.guild_id) and (each.guild_id, each.subject_id) not in busy
        )

    async def _rest(self, kind: str, until: float) -> None:
        """Wait so long, or until something is put or a hand is free."""
        naps = {
            asyncio.create_task(self._nap(until), name=f"nap: {kind}"),
            asyncio.create_task(self._agenda.call(kind).wait(), name=f"call: {kind}"),
        }
        try:
            await asyncio.wait(naps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for nap in naps:
                nap.cancel()

    async def _nap(self, until: float) -> None:
        await self._clock.sleep(until - self._clock.monotonic())

    async def _handle(self, item: Due) -> None:
        if self._watcher:
            self._watcher.begun(item.kind, self._clock.now().timestamp() - item.due_at / 1000)
        is_done = await self._dealt_with(item)
        if self._watcher:
            self._watcher.dealt(item.kind, "done" if is_done else "failed")

    async def _dealt_with(self, item: Due) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                again = await self._handlers[item.kind](item)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            told = str(error) if isinstance(error, NotNow | StoreError) else trace(error)
            _log.warning("%s of server %s failed, attempt %d: %s", item.kind, item.guild_id, item.attempts, told)
            with suppress(StoreError):  # the lease will run out
                await self._agenda.fail(item)
            return False
        try:
            await self._agenda.finish(item, again)
        except StoreError as error:
            _log.warning("%s of server %s is done, but not noted: %s", item.kind, item.guild_id, error)
        return True
