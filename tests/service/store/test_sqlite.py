"""What befalls a SQLite file: other programs, full disks, missing permission, damage, kill -9."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.errors import SettingsError, StoreError
from bot.store import meta
from bot.store.database import Database, revision
from bot.store.schema import REVISION
from tests.service.store.units import KEY, in_another_process, increment

pytestmark = pytest.mark.asyncio

# Holds the write lock for so many seconds, or until its standard input is closed.
LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2])) if len(sys.argv) > 2 else sys.stdin.read()
"""


def path_of(url: str) -> Path:
    return Path(url.partition(":///")[2])


def said(error: pytest.ExceptionInfo[StoreError] | pytest.ExceptionInfo[SettingsError]) -> str:
    return error.value.message_id.format(**error.value.params)


async def lock(url: str, *seconds: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", LOCK, str(path_of(url)), *seconds]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout
    assert await asyncio.to_thread(other.stdout.readline) == "locked\n"
    return other


@contextmanager
def without_privileges() -> Iterator[None]:
    """File permissions do not bind root, who runs the tests in many containers."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


async def test_waits_for_a_locked_database_do_not_add_up(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url, busy_timeout=0.5)
    other = await lock(sqlite_url)
    loop = asyncio.get_running_loop()

    async def wait() -> float:
        begin = loop.time()
        with pytest.raises(StoreError, match="held by another program"):
            await database.write(increment)
        return loop.time() - begin

    early = [asyncio.create_task(wait()) for _ in range(6)]
    await asyncio.wait(early, return_when=asyncio.FIRST_COMPLETED)
    late = await wait()
    assert all(0.4 < waited < 2.5 for waited in [*await asyncio.gather(*early), late])
    other.communicate()
    assert await database.write(increment) == 1
    await database.close()


async def test_a_long_queue_that_moves_on_is_waited_for(sqlite_url: str) -> None:
    """Each unit takes a while; all together take longer than anybody would wait for a locked database."""
    database = await Database.open(sqlite_url, busy_timeout=1)

    def slowly(connection: Connection) -> int:
        time.sleep(0.3)
        return increment(connection)

    assert await asyncio.gather(*(database.write(slowly) for _ in range(8))) == list(range(1, 9))
    await database.close()


async def test_who_leaves_the_queue_keeps_nobody_waiting(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    other = await lock(sqlite_url)
    waiting = [asyncio.create_task(database.write(increment)) for _ in range(4)]
    await asyncio.sleep(0.05)
    for task in waiting[1:3]:
        task.cancel()
    other.communicate("")
    assert [await waiting[0], await waiting[3]] == [1, 2]
    assert await database.write(increment) == 3
    await database.close()


async def test_after_a_long_wait_for_its_turn_a_unit_has_its_whole_patience_again(sqlite_url: str) -> None:
    """The little that one unit had left must not stay with the connection."""
    database = await Database.open(sqlite_url, busy_timeout=1.2)
    other = await lock(sqlite_url, "0.6")
    assert await asyncio.gather(database.write(increment), database.write(increment)) == [1, 2]
    other.communicate()
    other = await lock(sqlite_url, "0.9")
    assert await database.write(increment) == 3
    other.communicate()
    await database.close()


async def test_a_lock_of_three_seconds_is_waited_for(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    other = await lock(sqlite_url, "3")
    assert await database.write(increment) == 1
    await database.close()
    other.communicate()


async def test_reading_does_not_wait_for_a_lock(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    await database.write(increment)
    other = await lock(sqlite_url)
    assert await database.read(meta.get, KEY) == "1"
    other.communicate("")
    await database.close()


async def test_a_longer_lock_is_named_and_passes(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url, busy_timeout=0.1)
    other = await lock(sqlite_url)
    with pytest.raises(StoreError) as caught:
        await database.write(increment)
    assert "is held by another program" in said(caught)
    assert str(path_of(sqlite_url)) in said(caught)
    other.communicate("")
    assert await database.write(increment) == 1
    await database.close()


async def test_opening_waits_for_a_lock_too(sqlite_url: str) -> None:
    path_of(sqlite_url).touch()
    other = await lock(sqlite_url)
    with pytest.raises(StoreError, match="held by another program"):
        await Database.open(sqlite_url, busy_timeout=0.1)
    opening = asyncio.create_task(Database.open(sqlite_url))
    await asyncio.sleep(0)
    other.communicate("")
    await (await opening).close()


async def test_a_full_disk(sqlite_url: str) -> None:
    """SQLite's own limit on pages gives the very error that a full disk gives."""

    def limit(connection: Connection, pages: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    database = await Database.open(sqlite_url)
    await database.write(increment)
    await database.write(limit, 1)
    with pytest.raises(StoreError) as caught:
        await database.write(meta.put, "much", "x" * 1_000_000)
    assert "is full" in said(caught)
    await database.write(limit, 1_000_000)
    await database.write(meta.put, "much", "x" * 1_000_000)
    assert await database.write(increment) == 2
    await database.close()


async def test_a_disk_that_is_full_before_all_tables_are_made(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.backend._PRAGMAS", ("journal_mode=WAL", "synchronous=NORMAL", "max_page_count=20"))
        with pytest.raises(StoreError) as caught:
            await Database.open(sqlite_url)
    assert "is full" in said(caught)
    assert await revision(sqlite_url) is None, "nothing was made by halves"
    database = await Database.open(sqlite_url)
    assert await database.write(increment) == 1
    await database.close()


async def test_a_file_without_write_permission(open_folder: Path) -> None:
    path = open_folder / "redbridge.db"
    await (await Database.open(f"sqlite+aiosqlite:///{path}")).close()
    path.chmod(0o444)
    open_folder.chmod(0o777)
    with without_privileges(), pytest.raises(StoreError) as caught:
        await Database.open(f"sqlite+aiosqlite:///{path}")
    assert "can be read but not written" in said(caught)


async def test_a_file_that_loses_its_write_permission(open_folder: Path) -> None:
    path = open_folder / "redbridge.db"
    await (await Database.open(f"sqlite+aiosqlite:///{path}")).close()
    path.chmod(0o666)
    open_folder.chmod(0o777)
    with without_privileges():
        database = await Database.open(f"sqlite+aiosqlite:///{path}")
    path.chmod(0o444)
    with without_privileges():
        assert await database.read(meta.get, KEY) is None
        with pytest.raises(StoreError) as caught:
            await database.write(increment)
        await database.close()
    assert "can be read but not written" in said(caught)


async def test_a_folder_without_write_permission(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with without_privileges(), pytest.raises(SettingsError) as caught:
        await Database.open(f"sqlite+aiosqlite:///{open_folder / 'redbridge.db'}")
    assert said(caught).startswith(f"DATABASE_URL: the folder {open_folder} cannot be created or written")


async def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    for place in ("data/redbridge.db", "data/deeper/redbridge.db"):
        with pytest.raises(SettingsError) as caught:
            await Database.open(f"sqlite+aiosqlite:///{tmp_path / place}")
        assert caught.value.params["setting"] == "DATABASE_URL"
        assert "cannot be created or written" in said(caught)


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}")
    assert f"{tmp_path} is a folder" in said(caught)


async def test_missing_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "数据" / "深一层" / "redbridge.db"
    await (await Database.open(f"sqlite+aiosqlite:///{path}")).close()
    assert path.is_file()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_file_that_is_no_database(sqlite_url: str, content: bytes) -> None:
    path_of(sqlite_url).write_bytes(content)
    with pytest.raises(StoreError) as caught:
        await Database.open(sqlite_url)
    assert "is damaged, or no SQLite database" in said(caught)
    assert path_of(sqlite_url).read_bytes() == content


async def test_a_file_that_is_damaged_inside(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    for number in range(50):
        await database.write(meta.put, f"fact {number}", "x" * 1000)
    await database.close()
    path = path_of(sqlite_url)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StoreError) as caught:
        await Database.open(sqlite_url)
    assert "is damaged" in said(caught)


async def test_tables_of_a_newer_version_are_left_alone(sqlite_url: str) -> None:
    await (await Database.open(sqlite_url)).close()
    with closing(sqlite3.connect(path_of(sqlite_url))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        await Database.open(sqlite_url)
    assert "written by a newer RedBridge (its tables are 9999" in said(caught)
    assert await revision(sqlite_url) == "9999"


async def test_looking_at_the_revision_creates_nothing(sqlite_url: str) -> None:
    assert await revision(sqlite_url) is None
    assert not path_of(sqlite_url).exists()
    await (await Database.open(sqlite_url)).close()
    assert await revision(sqlite_url) == REVISION


async def test_a_process_killed_in_the_middle_of_writing(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    await database.write(increment)
    await database.close()
    other = in_another_process("hang", sqlite_url)
    assert other.stdout
    assert await asyncio.to_thread(other.stdout.readline) == "written\n"
    other.kill()
    await asyncio.to_thread(other.communicate)
    database = await Database.open(sqlite_url)
    assert await database.read(meta.get, "half 0") is None
    assert await database.read(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
    assert await database.write(increment) == 2
    await database.close()
