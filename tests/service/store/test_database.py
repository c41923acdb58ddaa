"""Units of work: whole or not at all, one after another, whatever happens to their callers."""

import asyncio
import logging

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.util import await_only

from bot.errors import StoreError
from bot.store import meta
from bot.store.database import Database
from tests.service.store.units import KEY, in_another_process, increment

pytestmark = pytest.mark.asyncio


async def test_what_was_written_is_there_after_reopening(url: str) -> None:
    database = await Database.open(url)
    await database.write(meta.put, "cat", "Biscuit")
    await database.close()
    database = await Database.open(url)
    assert await database.read(meta.get, "cat") == "Biscuit"
    await database.close()


async def test_a_unit_that_fails_leaves_nothing(database: Database) -> None:
    def fail(connection: Connection) -> None:
        meta.put(connection, "cat", "Biscuit")
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(fail)
    assert await database.write(meta.get, "cat") is None


async def test_a_broken_constraint_is_a_bug_and_is_called_by_its_name(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        await database.write(lambda connection: connection.execute(text("INSERT INTO meta VALUES ('cat', NULL)")))
    assert "cat" not in str(caught.value.params)


async def test_concurrent_updates_are_not_lost(database: Database) -> None:
    counts = await asyncio.gather(*[database.write(increment) for _ in range(20)])
    assert sorted(counts) == list(range(1, 21))
    assert await database.read(meta.get, KEY) == "20"


async def test_updates_of_two_processes_are_not_lost(url: str, database: Database) -> None:
    others = [in_another_process("increments", url, "10") for _ in range(2)]
    for other in others:
        assert other.stdout
        assert await asyncio.to_thread(other.stdout.readline) == "open\n"
    results = [asyncio.to_thread(other.communicate, "\n") for other in others]
    await asyncio.gather(*results, *[database.write(increment) for _ in range(10)])
    assert [other.returncode for other in others] == [0, 0]
    assert await database.read(meta.get, KEY) == "30"


async def test_a_reading_unit_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError, match="read but not written"):
        await database.read(meta.put, "cat", "Biscuit")
    assert await database.read(meta.get, "cat") is None


async def test_a_reading_unit_sees_one_moment(database: Database) -> None:
    """Another connection writes between two looks of one unit."""
    await database.write(meta.put, "cat", "Biscuit")
    looked, written = asyncio.Event(), asyncio.Event()

    def look_twice(connection: Connection) -> tuple[str | None, str | None]:
        before = meta.get(connection, "cat")
        looked.set()
        await_only(written.wait())
        return before, meta.get(connection, "cat")

    reading = asyncio.create_task(database.read(look_twice))
    await looked.wait()
    await database.write(meta.put, "cat", "Mochi")
    written.set()
    assert await reading == ("Biscuit", "Biscuit")
    assert await database.read(meta.get, "cat") == "Mochi"


async def test_a_cancelled_unit_is_written_whole(database: Database) -> None:
    def write(connection: Connection) -> None:
        meta.put(connection, "left", "1")
        caller.cancel()
        meta.put(connection, "right", "1")

    caller = asyncio.create_task(database.write(write))
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert await database.read(meta.get, "left") == await database.read(meta.get, "right") == "1"
    # Neither the only writer nor a reader went missing.
    reads = [database.read(meta.get, KEY) for _ in range(10)]
    await asyncio.gather(*reads, *[database.write(increment) for _ in range(10)])
    assert await database.read(meta.get, KEY) == "10"


async def test_many_cancelled_readers_leave_no_connection_behind(database: Database) -> None:
    for _ in range(10):
        reading = asyncio.create_task(database.read(meta.get, KEY))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    async with asyncio.timeout(5):
        await asyncio.gather(*[database.read(meta.get, KEY) for _ in range(10)])


async def test_a_unit_that_was_cancelled_before_its_turn_is_not_run(database: Database) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    def hold(connection: Connection) -> None:
        started.set()
        await_only(go_on.wait())
        meta.put(connection, "first", "1")

    holding = asyncio.create_task(database.write(hold))
    await started.wait()
    waiting = asyncio.create_task(database.write(meta.put, "second", "2"))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    await holding
    assert await database.read(meta.get, "first") == "1"
    assert await database.read(meta.get, "second") is None


async def test_a_failure_after_the_caller_has_gone_is_logged(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Connection) -> None:
        caller.cancel()
        raise LookupError

    caller = asyncio.create_task(database.write(fail))
    with caplog.at_level(logging.WARNING), pytest.raises(asyncio.CancelledError):
        await caller
    (told,) = [record.exc_info for record in caplog.records if record.name.startswith("bot.")]
    assert told
    assert told[0] is LookupError


async def test_closing_finishes_what_runs_and_refuses_the_rest(url: str) -> None:
    database = await Database.open(url)
    writing = asyncio.create_task(database.write(increment))
    await asyncio.sleep(0)
    await database.close()
    assert await writing == 1
    for late in (database.write(increment), database.read(meta.get, KEY)):
        with pytest.raises(StoreError, match="closed already"):
            await late
    await database.close()


async def test_ending_the_loop_in_the_middle_writes_all_or_nothing(url: str) -> None:
    """Where a process ends without closing, asyncio cancels every task, the units' own included."""
    other = in_another_process("leave", url)
    await asyncio.to_thread(other.communicate)
    assert other.returncode == 0
    database = await Database.open(url)
    count = int(await database.read(meta.get, KEY) or 0)
    assert await database.write(increment) == count + 1
    await database.close()
