"""What was spent, in the database: it outlives the process, and every process of the bot sees the same sums."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from bot.clock import Clock
from bot.engines.budget import Account, Bill, lacking, settle
from bot.errors import StoreError
from bot.store import spending
from bot.store.database import Database

_log = logging.getLogger(__name__)

T = TypeVar("T")

# Days of which sums are kept.
KEPT: Final = timedelta(days=60)
# Another process may have given something back: after so many seconds one looks again before one says no.
_FRESH: Final = 10.0
# A database in trouble keeps whoever writes waiting for seconds; for so long the sums in memory must do.
_TROUBLE: Final = 30.0
# What is being written is neither owed any more nor surely stored yet: whoever wants a sum looks when nothing is.
_LOOKS: Final = 5


class StoredLedger:
    """Pays bills in the database, before anything is sent; what nobody limits is written down a little later.

    While the database is in trouble, bills are paid by what this process knows, and written down when it is well again:
    the budgets hold all the same, but for what other processes spend meanwhile.
    """

    def __init__(self, database: Database, clock: Clock, *, write_behind: float = 1.0) -> None:
        """write_behind: after how many seconds what is not urgent is written."""
        self._database = database
        self._clock = clock
        self._write_behind = write_behind
        self._day = ""
        self._known: dict[Account, int] = {}
        self._seen: dict[Account, float] = {}
        self._owed: dict[Account, int] = {}
        self._trouble_until = float("-inf")
        self._writes = 0
        self._closing = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._writing: set[asyncio.Task[Any]] = set()

    def is_spent(self, bill: Bill) -> bool:
        """Whether a bill certainly cannot be paid any more, by what was seen a moment ago."""
        since = self._clock.monotonic() - _FRESH
        return any(self._seen.get(account, float("-inf")) >= since for account in self.short(bill))

    def short(self, bill: Bill) -> list[Account]:
        """The accounts that have not enough left for a bill, by what this process knows."""
        return lacking(self._known, bill)

    async def reserve(self, bills: Sequence[Bill]) -> list[bool]:
        """Pay those bills that can be paid, each whole or not at all; limited ones are in the database afterwards."""
        self._begin_day(bills)
        paid = await self._finish(self._write(bills)) if any(bill.is_limited for bill in bills) else None
        if paid is not None:
            return paid
        paid, added = settle(self._known, bills)
        self._owe(added)
        return paid

    def give_back(self, bill: Bill) -> None:
        """Take back a payment for something that was not used."""
        self._owe({charge.account: -bill.characters for charge in bill.charges})

    async def totals(self, accounts: Sequence[Account]) -> dict[Account, int]:
        """What was spent from these accounts, by whichever process. Raises StoreError."""
        stored: dict[Account, int] = {}
        for _ in range(_LOOKS):
            if self._writing:
                await asyncio.wait(self._writing)
            writes = self._writes
            found = await self._database.read(spending.totals, accounts)
            stored = {Account(*place): total for place, total in found.items()}
            if writes == self._writes:
                break
        return {account: stored.get(account, 0) + self._owed.get(account, 0) for account in accounts}

    async def prune(self) -> None:
        """Forget days long past. Raises StoreError."""
        today = self._clock.now().astimezone(UTC).date()
        await self._database.write(spending.prune, (today - KEPT).isoformat())

    async def close(self) -> None:
        """Write down what is not yet."""
        self._closing.set()
        if self._writer:
            await asyncio.wait({self._writer})
        if self._writing:
            await asyncio.wait(self._writing)
        self._trouble_until = float("-inf")
        if any(self._owed.values()):
            await self._write([])

    def _begin_day(self, bills: Sequence[Bill]) -> None:
        """Yesterday's sums are of no use any more."""
        day = max((charge.account.day for bill in bills for charge in bill.charges), default="")
        if day > self._day:
            self._day = day
            self._known = {account: sum_ for account, sum_ in self._known.items() if account.day >= day}
            self._seen = {account: at for account, at in self._seen.items() if account.day >= day}

    def _owe(self, amounts: Mapping[Account, int]) -> None:
        """Change what is known at once, and the database soon."""
        _add(self._known, amounts)
        _add(self._owed, amounts)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_later(), name="write what was spent")

    async def _write_later(self) -> None:
        while self._owed and not self._closing.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(self._write_behind):
                    await self._closing.wait()
            await self._finish(self._write([]))

    async def _write(self, bills: Sequence[Bill]) -> list[bool] | None:
        """Write what is owed, and pay bills; which could be paid, or None if the database is in trouble."""
        if self._clock.monotonic() < self._trouble_until:
            return None
        self._writes += 1
        owed, self._owed = self._owed, {}
        try:
            paid, totals = await self._database.write(_pay, owed, bills)
        except StoreError as error:
            _log.warning("what was spent cannot be written down now: %s", error)
            self._trouble_until = self._clock.monotonic() + _TROUBLE
            _add(self._owed, owed)
            return None
        for account, total in totals.items():
            self._known[account] = total + self._owed.get(account, 0)
            self._seen[account] = self._clock.monotonic()
        return paid

    async def _finish(self, work: Coroutine[Any, Any, T]) -> T:
        """Await `work` to its end, even if the caller is cancelled: otherwise nobody would know what is owed."""
        task = asyncio.create_task(work)
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        return await asyncio.shield(task)


def _pay(
    connection: Connection, owed: Mapping[Account, int], bills: Sequence[Bill]
) -> tuple[list[bool], dict[Account, int]]:
    """A unit of work: which bills were paid, and the sums of their accounts afterwards."""
    spending.add(connection, owed)
    accounts = list({charge.account for bill in bills for charge in bill.charges})
    before = spending.totals(connection, accounts)
    paid, added = settle({Account(*place): total for place, total in before.items()}, bills)
    spending.add(connection, added)
    return paid, {account: before.get(account, 0) + added.get(account, 0) for account in accounts}


def _add(sums: dict[Account, int], amounts: Mapping[Account, int]) -> None:
    for account, amount in amounts.items():
        sums[account] = sums.get(account, 0) + amount
