"""The till before an engine: whatever is sent to it is paid first, and stays paid, whatever becomes of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.engines.budget import BUDGET, Bill, Budgets, Left, size_of
from bot.engines.engine import Asker, Request, Traits, nothing_more
from bot.errors import EngineBusy, Purse

_FREE = Bill(0, ())


class Till:
    """Has what one engine is sent paid by those who asked for it. What stays on this machine is free."""

    def __init__(self, engine: str, traits: Traits, budgets: Budgets | None) -> None:
        """budgets: None: everything is free."""
        self._engine = engine
        self._traits = traits
        self._budgets = budgets if traits.remote else None

    def is_spent(self, request: Request) -> bool:
        """Whether a request certainly cannot be paid any more; at once."""
        return self._budgets is not None and self._budgets.is_spent(self._bill(request, self._budgets))

    def unpaid(self, request: Request) -> EngineBusy:
        """What is raised for a request that cannot be paid; it says who has nothing left for it."""
        whose = self._budgets.whose(self._bill(request, self._budgets)) if self._budgets else Purse.ALL
        return EngineBusy(self._engine, BUDGET, whose=whose)

    async def left(self, asker: Asker) -> Left:
        """How many characters may still be sent today. Raises StoreError if nobody can tell."""
        return await self._budgets.left(self._engine, asker) if self._budgets else Left(None, None, None)

    async def pay(self, requests: Sequence[Request]) -> list[Bill | None]:
        """Pay for sending these requests once, each whole or not at all; None for what cannot be paid."""
        if not self._budgets:
            return [_FREE] * len(requests)
        bills = [self._bill(request, self._budgets) for request in requests]
        paid = await self._budgets.reserve(bills)
        return [bill if is_paid else None for bill, is_paid in zip(bills, paid, strict=True)]

    async def pay_all(self, requests: Sequence[Request]) -> bool:
        """Pay for all of these requests, or for none of them; tell which."""
        bills = await self.pay(requests)
        if None not in bills:
            return True
        for bill in filter(None, bills):
            self.give_back(bill)
        return False

    def give_back(self, bill: Bill) -> None:
        """Undo a payment for a request that was not sent."""
        if self._budgets:
            self._budgets.give_back(bill)

    def with_purses(self, requests: Sequence[Request], *, joined: bool) -> list[Request]:
        """The requests with what an engine asks before it sends more than each of them once.

        joined: they go as one text, so that nobody can tell whose part is sent again; if they are not all of one purse,
        nothing is.
        """
        if not self._budgets:
            return list(requests)
        purses = [self._purse(request.asker, self._budgets) for request in requests]
        if joined and len({self._budgets.bill(self._engine, request.asker, 0) for request in requests}) > 1:
            purses = [nothing_more] * len(requests)
        return [replace(request, pay=purse) for request, purse in zip(requests, purses, strict=True)]

    def _purse(self, asker: Asker, budgets: Budgets) -> Callable[[int], Awaitable[bool]]:
        async def pay(characters: int) -> bool:
            return (await budgets.reserve([budgets.bill(self._engine, asker, characters)]))[0]

        return pay

    def _bill(self, request: Request, budgets: Budgets) -> Bill:
        return budgets.bill(self._engine, request.asker, size_of(request, self._traits))
