"""How many characters may be sent away in a day: by an engine, for a guild, for a member."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Final, NamedTuple, Protocol

from bot.checks import PerEngine
from bot.clock import Clock
from bot.engines.engine import Asker, Request, Traits
from bot.errors import Purse
from bot.markup import chunks

# The reason of EngineBusy where it cannot be paid what would have to be sent.
BUDGET: Final = "budget"

ENGINE: Final = "engine"
GUILD: Final = "guild"
MEMBER: Final = "member"
_PURSES: Final = {MEMBER: Purse.MEMBER, GUILD: Purse.GUILD, ENGINE: Purse.ALL}


class Account(NamedTuple):
    """What is counted. day: `2025-01-14`, UTC. scope: `engine`, `guild` or `member`. name: the engine's, or an id."""

    day: str
    scope: str
    name: str


@dataclass(frozen=True, slots=True)
class Charge:
    """An account, and how many characters it may have; None: any number."""

    account: Account
    limit: int | None


@dataclass(frozen=True, slots=True)
class Bill:
    """What one text costs, and whom."""

    characters: int
    charges: tuple[Charge, ...]

    @property
    def is_limited(self) -> bool:
        """Whether anybody looks at the sum before it is paid."""
        return any(charge.limit is not None for charge in self.charges)


@dataclass(frozen=True, slots=True)
class Limits:
    """Characters a day; None: any number. A guild or a member without a limit is not counted at all."""

    engine: PerEngine = field(default_factory=PerEngine)
    guild: int | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """How many characters an engine may still be sent today; None: no limit."""

    engine: int | None
    guild: int | None
    member: int | None


class Ledger(Protocol):
    """Where it is written down what was spent."""

    def is_spent(self, bill: Bill) -> bool:
        """Whether a bill certainly cannot be paid any more; at once, from what is known."""
        ...

    def short(self, bill: Bill) -> list[Account]:
        """The accounts that have not enough left for a bill, by what is known; at once."""
        ...

    async def reserve(self, bills: Sequence[Bill]) -> list[bool]:
        """Pay those bills that can be paid, each whole or not at all; written for good when this returns."""
        ...

    def give_back(self, bill: Bill) -> None:
        """Take back a payment for something that was not used."""
        ...

    async def totals(self, accounts: Sequence[Account]) -> dict[Account, int]:
        """What was spent from these accounts."""
        ...


class Budgets:
    """Makes out bills, and has them paid. Only engines whose texts leave this machine cost anything."""

    def __init__(self, ledger: Ledger, limits: Limits, clock: Clock) -> None:
        self._ledger = ledger
        self._limits = limits
        self._clock = clock

    def bill(self, engine: str, asker: Asker, characters: int) -> Bill:
        """What a text of so many characters costs today."""
        return Bill(characters, tuple(self._charges(engine, asker)))

    def is_spent(self, bill: Bill) -> bool:
        """Whether a bill certainly cannot be paid any more; at once."""
        return bill.is_limited and self._ledger.is_spent(bill)

    def whose(self, bill: Bill) -> Purse:
        """Who has not enough left for a bill that could not be paid: the widest purse; everybody's if nobody knows."""
        return max((_PURSES[account.scope] for account in self._ledger.short(bill)), default=Purse.ALL)

    async def reserve(self, bills: Sequence[Bill]) -> list[bool]:
        """Pay bills before the texts are sent; tell of each whether it could be paid."""
        return await self._ledger.reserve(bills)

    def give_back(self, bill: Bill) -> None:
        """Undo a payment for a text that was not sent."""
        self._ledger.give_back(bill)

    async def left(self, engine: str, asker: Asker) -> Left:
        """What may still be sent today."""
        charges = {charge.account.scope: charge for charge in self._charges(engine, asker)}
        totals = await self._ledger.totals([charge.account for charge in charges.values()])

        def of(scope: str) -> int | None:
            charge = charges.get(scope)
            if charge is None or charge.limit is None:
                return None
            return max(0, charge.limit - totals.get(charge.account, 0))

        return Left(of(ENGINE), of(GUILD), of(MEMBER))

    def _charges(self, engine: str, asker: Asker) -> Iterable[Charge]:
        day = self._clock.now().astimezone(UTC).date().isoformat()
        # The engine's sum is of interest even where nothing limits it; people are counted only where they must be.
        yield Charge(Account(day, ENGINE, engine), self._limits.engine.of(engine))
        if asker.guild_id and self._limits.guild is not None:
            yield Charge(Account(day, GUILD, str(asker.guild_id)), self._limits.guild)
        if asker.member_id and self._limits.member is not None:
            yield Charge(Account(day, MEMBER, str(asker.member_id)), self._limits.member)


def size_of(request: Request, traits: Traits) -> int:
    """How many characters an engine is sent for a request, if it sends nothing twice."""
    if not traits.prompted:
        return len(request.text)
    terms = sum(len(term.source) + len(term.rendering) for term in request.terms)
    examples = sum(len(source) + len(rendering) for source, rendering in request.examples)
    portions = len(chunks(request.text, traits.portion)) if traits.portion else 1
    return len(request.text) + portions * (terms + examples + sum(map(len, request.context)))


def settle(totals: Mapping[Account, int], bills: Sequence[Bill]) -> tuple[list[bool], dict[Account, int]]:
    """Which of these bills can be paid, one after the other, and what that adds to each account.

    A bill that does not fit is left out, and a smaller one after it may fit.
    """
    added: dict[Account, int] = {}
    paid: list[bool] = []
    for bill in bills:

        def fits(charge: Charge, characters: int = bill.characters) -> bool:
            spent = totals.get(charge.account, 0) + added.get(charge.account, 0)
            return charge.limit is None or spent + characters <= charge.limit

        paid.append(all(map(fits, bill.charges)))
        if paid[-1]:
            for charge in bill.charges:
                added[charge.account] = added.get(charge.account, 0) + bill.characters
    return paid, added


def lacking(totals: Mapping[Account, int], bill: Bill) -> list[Account]:
    """The accounts from which a bill cannot be paid."""
    return [
        charge.account
        for charge in bill.charges
        if charge.limit is not None and totals.get(charge.account, 0) + bill.characters > charge.limit
    ]


class MemoryLedger:
    """A ledger that is gone with the process; for the command line, and where there is no database."""

    def __init__(self) -> None:
        self._totals: dict[Account, int] = {}

    def is_spent(self, bill: Bill) -> bool:
        """Whether a bill cannot be paid."""
        return bool(self.short(bill))

    def short(self, bill: Bill) -> list[Account]:
        """The accounts that have not enough left."""
        return lacking(self._totals, bill)

    async def reserve(self, bills: Sequence[Bill]) -> list[bool]:
        """Pay those bills that can be paid."""
        paid, added = settle(self._totals, bills)
        self.note(added)
        return paid

    def give_back(self, bill: Bill) -> None:
        """Take back a payment."""
        self.note({charge.account: -bill.characters for charge in bill.charges})

    async def totals(self, accounts: Sequence[Account]) -> dict[Account, int]:
        """What was spent from these accounts."""
        return {account: self._totals.get(account, 0) for account in accounts}

    def note(self, added: Mapping[Account, int]) -> None:
        """Add to accounts what was spent elsewhere."""
        for account, characters in added.items():
            self._totals[account] = self._totals.get(account, 0) + characters
