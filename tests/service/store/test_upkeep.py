"""A SQLite database is looked over and tidied while the bot runs, and copied by itself."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store import meta, upkeep
from bot.store.copies import Copies
from bot.store.database import Database
from bot.store.schema import REVISION
from tests.fakes.clock import ManualClock
from tests.service.store.test_backup import said

pytestmark = pytest.mark.asyncio
HOUR = 3600


async def test_a_whole_database_is_whole(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    state = upkeep.check(sqlite_url)
    await database.close()
    assert (state.revision, state.faults) == (REVISION, ())
    assert 0 < state.bytes_used < state.bytes_free


async def test_a_damaged_page_is_found(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database.open(sqlite_url)
    await database.write(meta.put, "big", "x" * 500_000)
    await database.close()
    path = tmp_path / "redbridge.db"
    content = bytearray(path.read_bytes())
    at = content.find(b"x" * 4000)
    # In the middle of a long value, where a page begins with the number of the next one.
    page = at - at % 4096 + 4096
    content[page : page + 4] = b"\xff\xff\xff\x00"
    path.write_bytes(content)
    assert upkeep.check(sqlite_url).faults


async def test_room_is_given_back_beside_a_running_bot(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    await database.write(meta.put, "big", "x" * 2_000_000)
    await database.write(meta.put, "big", "small")
    before, after = await asyncio.to_thread(upkeep.vacuum, sqlite_url)
    assert after < before / 2
    assert await database.read(meta.get, "big") == "small"
    await database.close()


async def test_without_room_nothing_is_tidied(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await Database.open(sqlite_url)).close()
    monkeypatch.setattr(upkeep, "free", lambda _: 1000)
    with pytest.raises(StoreError) as error:
        upkeep.vacuum(sqlite_url)
    assert "free disk" in said(error)


def cats(path: Path) -> str:
    with closing(sqlite3.connect(path)) as copy:
        return str(copy.execute("SELECT value FROM meta WHERE key = 'cat'").fetchone()[0])


async def passed(clock: ManualClock, copies: Copies, hours: float, wanted: int) -> None:
    clock.advance(hours * HOUR)
    async with asyncio.timeout(10):
        while len(copies.kept()) != wanted or (copies.kept() and clock.next_wake is None):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_copies_are_made_in_time_and_the_newest_are_kept(sqlite_url: str, tmp_path: Path) -> None:
    database, clock, folder = await Database.open(sqlite_url), ManualClock(), tmp_path / "copies"
    folder.mkdir()
    (folder / "holiday.db").write_bytes(b"mine")
    await database.write(meta.put, "cat", "1")
    copies = Copies(sqlite_url, folder, clock, hours=6, keep=2)
    watching = asyncio.create_task(copies.watch())
    await passed(clock, copies, 0, 1)
    await database.write(meta.put, "cat", "2")
    await passed(clock, copies, 6, 2)
    first = copies.kept()[0]
    await database.write(meta.put, "cat", "3")
    clock.advance(6 * HOUR)
    async with asyncio.timeout(10):
        while first in copies.kept():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert [cats(path) for path in copies.kept()] == ["2", "3"]
    assert (folder / "holiday.db").read_bytes() == b"mine"
    watching.cancel()
    await asyncio.wait({watching})
    # After a restart the next copy comes when it would have come anyway.
    again = Copies(sqlite_url, folder, clock, hours=6, keep=2)
    clock.advance(2 * HOUR)
    watching = asyncio.create_task(again.watch())
    await passed(clock, again, 0, 2)
    assert clock.next_wake == timedelta(hours=4).total_seconds()
    watching.cancel()
    await asyncio.wait({watching})
    await database.close()


async def test_a_folder_that_cannot_be_written_is_tried_again_an_hour_later(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await (await Database.open(sqlite_url)).close()
    clock, folder = ManualClock(), tmp_path / "copies"
    folder.write_bytes(b"no folder")
    copies = Copies(sqlite_url, folder, clock, hours=24, keep=2)
    watching = asyncio.create_task(copies.watch())
    async with asyncio.timeout(10):
        while clock.next_wake is None:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert clock.next_wake == HOUR
    assert "was not copied" in caplog.text
    folder.unlink()
    await passed(clock, copies, 1, 1)
    watching.cancel()
    await asyncio.wait({watching})
    shutil.rmtree(folder)
