"""What is spent stays spent: over restarts, over processes, over kill -9, over a database in trouble."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import Connection, select

from bot.checks import PerEngine
from bot.engines.budget import Account, Bill, Budgets, Left, Limits
from bot.engines.desk import Room
from bot.engines.engine import Asker, Request
from bot.errors import EngineBackOff, EngineBusy, EngineRefusedText, EngineUnavailable, StoreError
from bot.store import spending
from bot.store.database import Database
from bot.store.schema import SPENT
from bot.translation.ledger import StoredLedger
from tests.fakes.clock import ManualClock
from tests.fakes.desks import desk_for, settle
from tests.fakes.engine import ScriptedEngine
from tests.service.translation.spender import spender

pytestmark = pytest.mark.asyncio
ASKER = Asker(7, 8, 9)


def rows(connection: Connection) -> dict[tuple[str, str, str], int]:
    return {(row.day, row.scope, row.name): row.characters for row in connection.execute(select(SPENT))}


class Till:
    """A database, and ledgers over it that write at once where they write later."""

    def __init__(self, url: str, database: Database) -> None:
        self.url = url
        self.database = database
        self.clock = ManualClock()
        self.ledgers: list[StoredLedger] = []

    def budgets(self, limits: Limits) -> Budgets:
        self.ledgers.append(StoredLedger(self.database, self.clock, write_behind=0.01))
        return Budgets(self.ledgers[-1], limits, self.clock)

    async def rows(self) -> dict[tuple[str, str, str], int]:
        """What is stored once every ledger is closed."""
        while self.ledgers:
            await self.ledgers.pop().close()
        return await self.database.read(rows)


@pytest_asyncio.fixture
async def till(url: str) -> AsyncIterator[Till]:
    database = await Database.open(url, busy_timeout=2)
    till = Till(url, database)
    yield till
    await till.rows()
    await database.close()


async def test_what_was_spent_is_spent_after_a_restart(till: Till) -> None:
    limits = Limits(PerEngine(100), guild=60, member=40)
    before = till.budgets(limits)
    assert await before.reserve([before.bill("x", ASKER, 30), before.bill("x", ASKER, 30)]) == [True, False]
    after = till.budgets(limits)
    assert await after.left("x", ASKER) == Left(70, 30, 10)
    assert await after.reserve([after.bill("x", ASKER, 11), after.bill("x", ASKER, 10)]) == [False, True]
    assert after.is_spent(after.bill("x", ASKER, 1))
    day = "2025-01-14"
    assert await till.rows() == {(day, "engine", "x"): 40, (day, "guild", "7"): 40, (day, "member", "9"): 40}


async def test_what_nobody_limits_is_counted_by_engine_alone_and_written_later(till: Till) -> None:
    budgets = till.budgets(Limits())
    assert await budgets.reserve([budgets.bill("x", ASKER, 30)] * 3) == [True] * 3
    assert await till.database.read(rows) == {}, "nobody waits for the database"
    assert await till.rows() == {("2025-01-14", "engine", "x"): 90}


async def test_what_was_not_used_comes_back(till: Till) -> None:
    budgets = till.budgets(Limits(PerEngine(100)))
    bill = budgets.bill("x", ASKER, 100)
    await budgets.reserve([bill])
    assert budgets.is_spent(bill)
    budgets.give_back(bill)
    assert not budgets.is_spent(bill)
    assert await budgets.reserve([bill]) == [True]
    assert await till.rows() == {("2025-01-14", "engine", "x"): 100}


async def test_two_ledgers_that_spend_at_once_spend_no_more_than_there_is(till: Till) -> None:
    both = [till.budgets(Limits(PerEngine(100))) for _ in range(2)]
    bills = [(budgets, budgets.bill("x", ASKER, 9)) for _ in range(10) for budgets in both]
    paid = await asyncio.gather(*(budgets.reserve([bill]) for budgets, bill in bills))
    assert paid.count([True]) == 11
    assert await till.rows() == {("2025-01-14", "engine", "x"): 99}


async def test_what_another_process_gave_back_is_seen_after_a_while(till: Till) -> None:
    one, other = (till.budgets(Limits(PerEngine(100))) for _ in range(2))
    bill = one.bill("x", ASKER, 100)
    await one.reserve([bill])
    assert await other.reserve([bill]) == [False]
    assert other.is_spent(bill)
    one.give_back(bill)
    await till.ledgers.pop(0).close()
    till.clock.advance(11)
    assert not other.is_spent(bill), "it looks again rather than say no for the rest of the day"
    assert await other.reserve([bill]) == [True]


async def test_while_the_database_is_in_trouble_budgets_hold_and_nothing_is_forgotten(
    till: Till, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    budgets = till.budgets(Limits(PerEngine(None, (("x", 100),))))
    bill = budgets.bill("x", ASKER, 30)
    await budgets.reserve([bill])

    async def fail(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(till.database, "write", fail)
        await budgets.reserve([budgets.bill("free", ASKER, 5)])
        assert await budgets.reserve([bill, bill, bill]) == [True, True, False]
        await settle()
    assert caplog.text.count("cannot be written down") == 1
    till.clock.advance(31)
    assert await budgets.reserve([bill]) == [False]
    assert await till.rows() == {("2025-01-14", "engine", "x"): 90, ("2025-01-14", "engine", "free"): 5}


async def test_a_caller_that_is_cancelled_does_not_lose_what_is_owed(till: Till) -> None:
    budgets = till.budgets(Limits(PerEngine(None, (("y", 100),))))
    await budgets.reserve([budgets.bill("x", ASKER, 30)])
    paying = asyncio.create_task(budgets.reserve([budgets.bill("y", ASKER, 30)]))
    await asyncio.sleep(0)
    paying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await paying
    assert (await till.rows())["2025-01-14", "engine", "x"] == 30


async def test_days_long_past_are_forgotten(till: Till) -> None:
    amounts = {Account(day, "engine", "x"): 1 for day in ("2024-11-14", "2024-11-15", "2025-01-14")}
    await till.database.write(spending.add, amounts)
    till.budgets(Limits())
    await till.ledgers[0].prune()
    assert sorted(day for day, _, _ in await till.rows()) == ["2024-11-15", "2025-01-14"]


def said(output: str) -> int:
    """How many characters an engine of another process said it was sent."""
    return sum(int(line) for line in output.split() if line.isdigit())


async def test_two_processes_share_one_budget(till: Till) -> None:
    others = [spender(till.url, 2_000, 7) for _ in range(2)]
    for other in others:
        assert other.stdout
        assert await asyncio.to_thread(other.stdout.readline) == "open\n"
    outputs = await asyncio.gather(*(asyncio.to_thread(other.communicate, "\n") for other in others))
    sent = [said(output) for output, _ in outputs]
    assert all("done" in output for output, _ in outputs)
    assert sum(sent) == 2_000 - 2_000 % 7
    today = datetime.now(UTC).date().isoformat()
    assert await till.database.read(rows) == {(today, "engine", "meter"): sum(sent)}


async def test_kill_9_loses_nothing_that_was_spent(till: Till) -> None:
    other = spender(till.url, 10**9, 7)
    assert other.stdout
    assert other.stdin
    assert await asyncio.to_thread(other.stdout.readline) == "open\n"
    other.stdin.write("\n")
    other.stdin.flush()
    sent = sum([int(await asyncio.to_thread(other.stdout.readline)) for _ in range(50)])
    other.kill()
    # Not `communicate`, which would pass over the lines that were read ahead.
    rest = await asyncio.to_thread(other.stdout.read)
    other.stdin.close()
    other.stdout.close()
    await asyncio.to_thread(other.wait)
    sent += said(rest)
    stored = sum((await till.database.read(rows)).values())
    assert sent <= stored <= sent + 8 * 7, "all that was sent, and at most what was on its way"


def ask(desk, text: str):
    return asyncio.create_task(desk.translate(Request(text, "en", "zh-CN", asker=ASKER)))


async def test_a_desk_sends_what_can_be_paid_and_refuses_the_rest(till: Till) -> None:
    engine = ScriptedEngine()
    desk = desk_for(engine, budgets=till.budgets(Limits(PerEngine(100), guild=25)))
    outcomes = await asyncio.gather(*(ask(desk, f"text {number:05}") for number in range(5)), return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, EngineBusy)]
    assert [error.reason for error in refused] == ["budget"] * 3
    assert len(engine.asked) == 2
    assert await desk.left(ASKER) == Left(80, 5, None)
    assert desk.counts.refused == 3


async def test_equal_texts_are_paid_once(till: Till) -> None:
    desk = desk_for(ScriptedEngine(), budgets=till.budgets(Limits(PerEngine(100))))
    await asyncio.gather(*(ask(desk, "hello") for _ in range(9)))
    assert await desk.left() == Left(95, None, None)


async def test_an_engine_on_this_machine_costs_nothing(till: Till) -> None:
    engine = ScriptedEngine()
    engine.traits = type(engine.traits)(answers_as="", remote=False)
    desk = desk_for(engine, budgets=till.budgets(Limits(PerEngine(0))))
    assert (await ask(desk, "hello")).text == "[scripted] hello"
    assert await desk.left() == Left(None, None, None)
    assert await till.rows() == {}


@pytest.mark.parametrize(
    ("trouble", "left"),
    [
        (EngineUnavailable("scripted", "reset"), 90),
        (EngineUnavailable("scripted", "timeout"), 90),
        (EngineBackOff("scripted", "later"), 95),
        (EngineRefusedText("scripted", "no"), 95),
    ],
)
async def test_what_was_sent_is_paid_each_time_whatever_became_of_it(till: Till, trouble: Exception, left: int) -> None:
    engine = ScriptedEngine()
    engine.trouble = trouble
    desk = desk_for(engine, budgets=till.budgets(Limits(PerEngine(100))))
    with pytest.raises(type(trouble)):
        await ask(desk, "hello")
    assert await desk.left() == Left(left, None, None)
    assert 100 - left == sum(map(len, engine.asked))


async def test_who_leaves_before_it_is_sent_pays_nothing(till: Till) -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1), budgets=till.budgets(Limits(PerEngine(100))))
    busy, leaving = ask(desk, "busy"), ask(desk, "leaving")
    await engine.heard("busy")
    leaving.cancel()
    engine.open.set()
    await busy
    paying = ask(desk, "hello")
    await asyncio.sleep(0)
    paying.cancel()
    await settle()
    await desk.close()
    assert engine.asked == ["busy"]
    assert await till.rows() == {("2025-01-14", "engine", "scripted"): 4}


async def test_a_bill_without_limit_is_never_spent(till: Till) -> None:
    budgets = till.budgets(Limits())
    assert not budgets.is_spent(budgets.bill("x", ASKER, 10**15))
    assert not till.ledgers[0].is_spent(Bill(1, ()))
