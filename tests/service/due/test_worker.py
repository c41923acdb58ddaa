"""What is due is handed out once, on time and in order, by as many processes as there are."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from bot.due.agenda import LEASE, Agenda
from bot.due.worker import AT_ONCE, NotNow, Worker
from bot.errors import StoreError
from bot.store import due
from bot.store.database import Database
from bot.store.due import Due
from bot.telemetry.meter import Meter
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
KIND, GUILD = "tip", 2**60
BUSY = "at work"
Handler = Callable[[Due], Awaitable[datetime | None]]


def everywhere(guild_id: int) -> bool:
    return True


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def agenda(database: Database, clock: ManualClock) -> Agenda:
    return Agenda(database, clock)


@pytest_asyncio.fixture
async def other(url: str, clock: ManualClock) -> AsyncIterator[Agenda]:
    """The agenda of another process on the same database."""
    opened = await Database.open(url)
    yield Agenda(opened, clock)
    await opened.close()


@asynccontextmanager
async def working(
    agenda: Agenda, clock: ManualClock, handler: Handler, serves: Callable[[int], bool] = everywhere
) -> AsyncIterator[Worker]:
    worker = Worker(agenda, clock, {KIND: handler}, serves, busy_as=BUSY)
    task = asyncio.create_task(worker.work())
    try:
        await rest()
        yield worker
    finally:
        task.cancel()
        await asyncio.wait({task})


async def rest() -> None:
    """Wait until no worker does anything; one that was just woken needs a few turns of the loop to begin."""
    for _ in range(20):
        await asyncio.sleep(0)
    while busy := {task for task in asyncio.all_tasks() if task.get_name().startswith(BUSY)}:
        await asyncio.wait(busy)
        for _ in range(20):
            await asyncio.sleep(0)


async def in_seconds(agenda: Agenda, clock: ManualClock, seconds: float, subject: int = 1, guild: int = GUILD) -> None:
    await agenda.put(KIND, guild, subject, clock.now() + timedelta(seconds=seconds))


class Hands:
    """A handler that remembers what it got."""

    def __init__(self, again: timedelta | None = None, clock: ManualClock | None = None) -> None:
        self.got: list[int] = []
        self.items: list[Due] = []
        self._again, self._clock = again, clock

    async def __call__(self, item: Due) -> datetime | None:
        self.got.append(item.subject_id)
        self.items.append(item)
        return self._clock.now() + self._again if self._again and self._clock else None


async def test_it_comes_when_it_is_due_and_not_before(agenda: Agenda, clock: ManualClock) -> None:
    hands = Hands()
    await in_seconds(agenda, clock, 20)
    async with working(agenda, clock, hands):
        assert clock.next_wake == 20
        clock.advance(19.9)
        await rest()
        assert hands.got == []
        clock.advance(0.1)
        await rest()
        assert hands.got == [1]
        clock.advance(86_400)
        await rest()
        assert hands.got == [1]
        assert await agenda.when(KIND, GUILD, 1) is None


async def test_what_is_put_sooner_comes_sooner_and_nothing_is_polled_more_than_once_a_minute(
    agenda: Agenda, clock: ManualClock
) -> None:
    hands = Hands()
    async with working(agenda, clock, hands):
        assert clock.next_wake == 60
        await in_seconds(agenda, clock, 50, subject=1)
        await rest()
        await in_seconds(agenda, clock, 7, subject=2)
        await rest()
        assert clock.next_wake == 7
        clock.advance(7)
        await rest()
        assert hands.got == [2]
        await in_seconds(agenda, clock, 0, subject=3)
        await rest()
        assert hands.got == [2, 3]
        assert clock.next_wake == 43


async def test_what_another_process_puts_is_seen_within_a_minute(
    agenda: Agenda, other: Agenda, clock: ManualClock
) -> None:
    hands = Hands()
    async with working(agenda, clock, hands):
        await in_seconds(other, clock, 10)
        clock.advance(60)
        await rest()
        assert hands.got == [1]


async def test_two_processes_never_hand_the_same_out_twice(agenda: Agenda, other: Agenda, clock: ManualClock) -> None:
    one, two = Hands(), Hands()
    for number in range(60):
        await in_seconds(agenda, clock, number // 20, subject=number)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(working(agenda, clock, one))
        await stack.enter_async_context(working(other, clock, two))
        for _ in range(5):
            clock.advance(30)
            await rest()
    assert sorted(one.got + two.got) == list(range(60))
    assert one.got
    assert two.got


async def test_what_is_in_hand_while_its_lease_runs_out_is_not_handed_out_again(
    agenda: Agenda, clock: ManualClock
) -> None:
    begun: list[int] = []
    doors = {1: asyncio.Event(), 2: asyncio.Event()}
    both = asyncio.Event()

    async def slowly(item: Due) -> None:
        begun.append(item.subject_id)
        if len(begun) == 2:
            both.set()
        await doors[item.subject_id].wait()

    for subject in doors:
        await in_seconds(agenda, clock, 0, subject=subject)
    task = asyncio.create_task(Worker(agenda, clock, {KIND: slowly}, everywhere, busy_as=BUSY).work())
    await both.wait()
    clock.advance(LEASE + 60)
    doors[2].set()
    while await agenda.when(KIND, GUILD, 2):
        pass
    doors[3] = asyncio.Event()
    await in_seconds(agenda, clock, 0, subject=3)
    while len(begun) < 3:
        await agenda.when(KIND, GUILD, 3)
    for door in doors.values():
        door.set()
    await rest()
    task.cancel()
    await asyncio.wait({task})
    assert begun == [1, 2, 3]


async def test_who_dies_with_it_leaves_it_to_the_next_who_is_told_that_it_was_tried(
    agenda: Agenda, other: Agenda, clock: ManualClock
) -> None:
    begun = asyncio.Event()

    async def dies(item: Due) -> None:
        begun.set()
        await asyncio.Event().wait()

    await in_seconds(agenda, clock, 0)
    due_at = clock.now()
    task = asyncio.create_task(Worker(agenda, clock, {KIND: dies}, everywhere).work())
    await begun.wait()
    task.cancel()
    await asyncio.wait({task})
    hands = Hands()
    async with working(other, clock, hands):
        clock.advance(LEASE - 1)
        await rest()
        assert hands.got == []
        clock.advance(1)
        await rest()
        assert [(item.subject_id, item.attempts) for item in hands.items] == [(1, 2)]
        assert hands.items[0].due_at == int(due_at.timestamp() * 1000)


async def test_what_fails_is_tried_again_ever_more_slowly_and_stays_due_since_when_it_was(
    agenda: Agenda, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[float] = []
    began, words = clock.now(), "what a member wrote"

    async def fails(item: Due) -> None:
        tried.append((clock.now() - began).total_seconds())
        assert item.due_at == int(began.timestamp() * 1000)
        raise ValueError(words)

    await in_seconds(agenda, clock, 0)
    async with working(agenda, clock, fails):
        for _ in range(450):
            clock.advance(30)
            await rest()
    assert tried == [0, 30, 90, 210, 450, 930, 1890, 3810, 7410, 11010]
    assert words not in caplog.text
    assert "ValueError" in caplog.text


async def test_it_may_be_due_again(agenda: Agenda, clock: ManualClock) -> None:
    hands = Hands(timedelta(days=1), clock)
    await in_seconds(agenda, clock, 0)
    async with working(agenda, clock, hands):
        for _ in range(3):
            clock.advance(86_400)
            await rest()
    assert [(item.subject_id, item.attempts) for item in hands.items] == [(1, 1)] * 4


async def test_a_handler_that_wants_it_at_once_does_not_keep_the_worker_spinning(
    agenda: Agenda, clock: ManualClock
) -> None:
    hands = Hands(timedelta(0) - timedelta(days=1), clock)
    await in_seconds(agenda, clock, 0)
    async with working(agenda, clock, hands):
        assert hands.got == [1]
        assert clock.next_wake == 1


async def test_what_is_put_anew_while_it_is_dealt_with_stays(agenda: Agenda, clock: ManualClock) -> None:
    later = clock.now() + timedelta(hours=3)

    async def puts(item: Due) -> None:
        await agenda.put(KIND, GUILD, 1, later)

    await in_seconds(agenda, clock, 0)
    async with working(agenda, clock, puts):
        assert await agenda.when(KIND, GUILD, 1) == later


async def test_what_is_cancelled_does_not_come(agenda: Agenda, clock: ManualClock) -> None:
    hands = Hands()
    await in_seconds(agenda, clock, 10)
    async with working(agenda, clock, hands):
        assert await agenda.cancel(KIND, GUILD, 1)
        assert not await agenda.cancel(KIND, GUILD, 1)
        clock.advance(60)
        await rest()
    assert hands.got == []


async def test_hundreds_at_once_come_in_order_and_a_few_at_a_time(
    agenda: Agenda, database: Database, clock: ManualClock
) -> None:
    count, at_work, most, got = 300, 0, 0, list[int]()
    await database.write(_put_many, clock.now(), count)

    async def handler(item: Due) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        got.append(item.subject_id)
        await asyncio.sleep(0)
        at_work -= 1

    async with working(agenda, clock, handler):
        pass
    assert got == sorted(got)
    assert len(got) == count
    assert most == AT_ONCE


async def test_items_of_other_shards_are_left_alone_even_if_they_stand_before_ones_own(
    agenda: Agenda, database: Database, clock: ManualClock
) -> None:
    hands = Hands()
    await database.write(_put_many, clock.now(), 1200)
    await in_seconds(agenda, clock, 0, subject=7, guild=5)
    async with working(agenda, clock, hands, lambda guild_id: guild_id == 5):
        assert hands.got == [7]
        assert clock.next_wake == 60
    assert await agenda.when(KIND, GUILD, 3)


async def test_kinds_without_a_handler_are_left_alone(agenda: Agenda, clock: ManualClock) -> None:
    hands = Hands()
    await agenda.put("rule", GUILD, 1, clock.now())
    async with working(agenda, clock, hands):
        clock.advance(3600)
        await rest()
    assert hands.got == []
    assert await agenda.when("rule", GUILD, 1)


async def test_who_stops_begins_nothing_more_and_finishes_what_is_in_hand(agenda: Agenda, clock: ManualClock) -> None:
    finished: list[int] = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def handler(item: Due) -> None:
        begun.set()
        await go_on.wait()
        finished.append(item.subject_id)

    for number in range(AT_ONCE + 2):
        await in_seconds(agenda, clock, 0, subject=number)
    worker = Worker(agenda, clock, {KIND: handler}, everywhere)
    task = asyncio.create_task(worker.work())
    await begun.wait()
    worker.stop()
    go_on.set()
    clock.advance(60)
    await asyncio.wait_for(task, 5)
    assert finished == list(range(AT_ONCE))


class Locked(Agenda):
    """The agenda of a database that is in trouble as often as a test says."""

    troubles = 0

    async def take(self, kind: str, most: int, wants: Callable[[Due], bool]) -> Sequence[Due]:
        if self.troubles:
            self.troubles -= 1
            raise StoreError("held by another program")
        return await super().take(kind, most, wants)


async def test_a_database_in_trouble_does_not_end_the_worker(
    database: Database, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    hands, agenda = Hands(), Locked(database, clock)
    agenda.troubles = 2
    await in_seconds(agenda, clock, 0)
    caplog.set_level(logging.WARNING)
    async with working(agenda, clock, hands):
        assert hands.got == []
        for _ in range(2):
            clock.advance(15)
            await rest()
        assert hands.got == [1]
    assert caplog.text.count("has to wait: held by another program") == 2


async def test_a_done_item_that_could_not_be_noted_is_handed_out_once_more(
    database: Database, clock: ManualClock
) -> None:
    """So handlers have to know what they have done."""

    class Forgetful(Agenda):
        async def finish(self, item: Due, again: datetime | None) -> None:
            if item.attempts == 1:
                raise StoreError("held by another program")
            await super().finish(item, again)

    hands, agenda = Hands(), Forgetful(database, clock)
    await in_seconds(agenda, clock, 0)
    async with working(agenda, clock, hands):
        clock.advance(LEASE)
        await rest()
        clock.advance(LEASE)
        await rest()
    assert [item.attempts for item in hands.items] == [1, 2]


def _put_many(connection, at: datetime, count: int) -> None:
    for number in range(count):
        due.put(connection, Due(KIND, GUILD, number, int(at.timestamp() * 1000) - count + number))


async def test_it_is_told_how_late_items_are_and_what_came_of_them(agenda: Agenda, clock: ManualClock) -> None:
    meter = Meter()

    async def deal(item: Due) -> datetime | None:
        if item.attempts == 1 and item.subject_id == 2:
            raise NotNow
        return None

    for subject in (1, 2):
        await agenda.put(KIND, GUILD, subject, clock.now() - timedelta(seconds=90))
    worker = Worker(agenda, clock, {KIND: deal}, everywhere, busy_as=BUSY, watcher=meter)
    task = asyncio.create_task(worker.work())
    await rest()
    task.cancel()
    await asyncio.wait({task})

    def value(name: str, **labels: str) -> float | None:
        return meter.registry.get_sample_value(name, {"kind": KIND, **labels})

    assert value("redbridge_due_late_seconds_sum") == pytest.approx(180, abs=1)
    assert value("redbridge_due_late_seconds_count") == 2
    assert value("redbridge_due_items_total", result="done") == 1
    assert value("redbridge_due_items_total", result="failed") == 1
