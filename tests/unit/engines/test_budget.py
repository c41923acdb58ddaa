"""The arithmetic of budgets: never more than the limit, never half a bill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks import PerEngine
from bot.engines.budget import Account, Bill, Budgets, Charge, Left, Limits, MemoryLedger, settle, size_of
from bot.engines.engine import Asker, Request, Term, Traits
from tests.fakes.clock import ManualClock

ACCOUNTS = [Account("2025-01-14", scope, name) for scope in ("engine", "guild", "member") for name in "12"]
LIMITS = dict(zip(ACCOUNTS, (100, None, 60, 40, 0, 30), strict=True))
bills = st.lists(
    st.builds(
        lambda characters, accounts: Bill(characters, tuple(Charge(account, LIMITS[account]) for account in accounts)),
        st.integers(0, 120),
        st.sets(st.sampled_from(ACCOUNTS), min_size=1),
    ),
    max_size=30,
)


@given(bills, st.dictionaries(st.sampled_from(ACCOUNTS), st.integers(0, 120)))
def test_no_account_is_overdrawn_and_none_pays_half(asked: list[Bill], before: dict[Account, int]) -> None:
    paid, added = settle(before, asked)
    for account in ACCOUNTS:
        sums = [bill.characters for bill, ok in zip(asked, paid, strict=True) if ok and _has(bill, account)]
        assert added.get(account, 0) == sum(sums)
        limit = LIMITS[account]
        assert limit is None or not any(sums) or before.get(account, 0) + sum(sums) <= limit
    again, _ = settle({account: before.get(account, 0) + added.get(account, 0) for account in ACCOUNTS}, asked)
    assert not any(more and not ok for more, ok in zip(again, paid, strict=True)), "what was refused could be paid"


def _has(bill: Bill, account: Account) -> bool:
    return any(charge.account == account for charge in bill.charges)


@pytest.mark.asyncio
async def test_who_is_counted() -> None:
    clock = ManualClock()
    limits = Limits(PerEngine(None, (("deepl", 100),)), guild=50, member=None)
    budgets = Budgets(MemoryLedger(), limits, clock)
    bill = budgets.bill("deepl", Asker(7, 8, 9), 30)
    assert [(charge.account, charge.limit) for charge in bill.charges] == [
        (("2025-01-14", "engine", "deepl"), 100),
        (("2025-01-14", "guild", "7"), 50),
    ]
    assert await budgets.reserve([bill]) == [True]
    assert await budgets.left("deepl", Asker(7, 8, 9)) == Left(70, 20, None)
    assert await budgets.left("deepl", Asker()) == Left(70, None, None)
    assert await budgets.left("google", Asker(7)) == Left(None, 20, None)
    assert await budgets.reserve([bill]) == [False]
    assert budgets.is_spent(bill)
    assert not budgets.is_spent(budgets.bill("deepl", Asker(8), 30)), "another guild has its own"
    budgets.give_back(bill)
    assert await budgets.left("deepl", Asker(7)) == Left(100, 50, None)


@pytest.mark.asyncio
async def test_a_new_day_begins_at_midnight_utc() -> None:
    clock = ManualClock()
    budgets = Budgets(MemoryLedger(), Limits(PerEngine(10)), clock)
    assert await budgets.reserve([budgets.bill("x", Asker(), 10)]) == [True]
    clock.advance(12 * 3600 - 1)
    assert budgets.is_spent(budgets.bill("x", Asker(), 1))
    clock.advance(1)
    assert await budgets.reserve([budgets.bill("x", Asker(), 10)]) == [True]


def test_what_is_sent_is_what_counts() -> None:
    request = Request("12345", "en", "zh-CN", (Term("a", "bc"),), (("de", "f"),), ("ghij", "k"))
    assert size_of(request, Traits(answers_as="x")) == 5
    assert size_of(request, Traits(answers_as="x", prompted=True)) == 5 + 3 + 3 + 5


def test_what_goes_with_each_portion_counts_each_time() -> None:
    request = Request("12345 12345 12345 12345", "en", "zh-CN", (Term("a", "bc"),))
    assert size_of(request, Traits(answers_as="x", prompted=True, portion=12)) == 23 + 2 * 3
