"""A copy takes the place of the database: only a whole one, only while nobody serves from it, and nothing is lost."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import RedBridgeError, StoreError, UserError
from bot.store import meta, restore
from bot.store.backup import back_up
from bot.store.database import Database
from bot.store.occupancy import Occupancy
from bot.store.restore import restore as put_back
from tests.service.store.test_backup import said

pytestmark = pytest.mark.asyncio


async def cat(url: str, name: str | None = None) -> str | None:
    """Which cat the database knows; or let it know one."""
    database = await Database.open(url)
    try:
        if name is not None:
            await database.write(meta.put, "cat", name)
        return await database.read(meta.get, "cat")
    finally:
        await database.close()


async def test_the_copy_is_the_database_and_the_former_one_is_kept(sqlite_url: str, tmp_path: Path) -> None:
    await cat(sqlite_url, "Biscuit")
    back_up(sqlite_url, tmp_path / "copy.db")
    await cat(sqlite_url, "Mochi")
    former = put_back(sqlite_url, tmp_path / "copy.db")
    assert former is not None
    assert await cat(sqlite_url) == "Biscuit"
    assert await cat(f"sqlite+aiosqlite:///{former}") == "Mochi"
    assert (tmp_path / "copy.db").exists()


async def test_where_there_was_none_and_where_it_was_damaged(sqlite_url: str, tmp_path: Path) -> None:
    await cat(sqlite_url, "Biscuit")
    back_up(sqlite_url, tmp_path / "copy.db")
    database = tmp_path / "redbridge.db"
    database.write_bytes(b"not a database at all" * 100)
    former = put_back(sqlite_url, tmp_path / "copy.db")
    assert former is not None
    assert former.read_bytes().startswith(b"not a database")
    assert await cat(sqlite_url) == "Biscuit"
    database.unlink()
    assert put_back(sqlite_url, tmp_path / "copy.db") is None
    assert await cat(sqlite_url) == "Biscuit"


async def test_what_was_not_written_into_the_file_yet_goes_along(sqlite_url: str, tmp_path: Path) -> None:
    await cat(sqlite_url, "Biscuit")
    back_up(sqlite_url, tmp_path / "copy.db")
    # As a process leaves it that is killed: the last change is in the journal alone.
    script = (
        "import os, sqlite3, sys; d = sqlite3.connect(sys.argv[1]); "
        "d.execute(\"UPDATE meta SET value = 'Mochi' WHERE key = 'cat'\"); d.commit(); os._exit(0)"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(tmp_path / "redbridge.db"))
    assert await process.wait() == 0
    assert (tmp_path / "redbridge.db-wal").stat().st_size > 0
    former = put_back(sqlite_url, tmp_path / "copy.db")
    assert await cat(f"sqlite+aiosqlite:///{former}") == "Mochi"
    assert await cat(sqlite_url) == "Biscuit"


async def newer(path: Path) -> None:
    await cat(f"sqlite+aiosqlite:///{path}", "Biscuit")
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")


async def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("CREATE TABLE cats (name TEXT)")


async def damaged(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)


async def absent(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (newer, StoreError, "newer RedBridge (its tables are 9999"),
        (foreign, UserError, "no copy of a RedBridge database"),
        (damaged, StoreError, "is damaged, or no SQLite database"),
        (absent, UserError, "There is no file"),
    ],
)
async def test_what_cannot_be_restored_changes_nothing(
    sqlite_url: str, tmp_path: Path, make: object, kind: type[RedBridgeError], words: str
) -> None:
    await cat(sqlite_url, "Mochi")
    assert callable(make)
    await make(tmp_path / "copy.db")
    with pytest.raises(kind) as error:
        put_back(sqlite_url, tmp_path / "copy.db")
    assert words in said(error)
    assert await cat(sqlite_url) == "Mochi"
    assert not list(tmp_path.glob("*before*"))


async def test_the_database_itself_is_no_copy_of_it(sqlite_url: str, tmp_path: Path) -> None:
    await cat(sqlite_url, "Mochi")
    with pytest.raises(UserError, match="database itself"):
        put_back(sqlite_url, tmp_path / "redbridge.db")


async def test_a_bot_that_runs_keeps_its_database(sqlite_url: str, tmp_path: Path) -> None:
    await cat(sqlite_url, "Mochi")
    back_up(sqlite_url, tmp_path / "copy.db")
    with serving(tmp_path / "redbridge.db", "None"), pytest.raises(StoreError, match="Another RedBridge"):
        put_back(sqlite_url, tmp_path / "copy.db")
    put_back(sqlite_url, tmp_path / "copy.db")


async def test_a_full_disk_leaves_the_database_as_it_was(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cat(sqlite_url, "Mochi")
    back_up(sqlite_url, tmp_path / "copy.db")

    def full(_: Path, target: Path) -> None:
        target.write_bytes(b"half of it")
        raise StoreError("The disk is full.")

    monkeypatch.setattr(restore, "copy", full)
    with pytest.raises(StoreError):
        put_back(sqlite_url, tmp_path / "copy.db")
    assert await cat(sqlite_url) == "Mochi"
    assert {path.name for path in tmp_path.iterdir()} == {"redbridge.db", "redbridge.db.lock", "copy.db"}


def serving(database: Path, shards: str) -> subprocess.Popen[str]:
    """Another process that serves some shards, until its `with` ends; it runs once it has said so."""
    script = (
        "import sys; from pathlib import Path; from bot.store.occupancy import Occupancy; "
        f"o = Occupancy.take(Path(sys.argv[1]), {shards}); print('serving', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "serving\n"
    return process


@pytest.mark.parametrize(
    ("theirs", "ours", "fits"),
    [
        ("None", None, False),
        ("None", (3,), False),
        ("[1]", None, False),
        ("[0, 2]", (2, 3), False),
        ("[0]", (1, 3), True),
    ],
)
async def test_two_processes_never_serve_the_same_shard(
    tmp_path: Path, theirs: str, ours: tuple[int, ...] | None, fits: bool
) -> None:
    database = tmp_path / "redbridge.db"
    with serving(database, theirs):
        if fits:
            Occupancy.take(database, ours).give_up()
        else:
            with pytest.raises(StoreError, match="Another RedBridge"):
                Occupancy.take(database, ours)


async def test_a_killed_process_leaves_nothing_behind(tmp_path: Path) -> None:
    other = serving(tmp_path / "redbridge.db", "None")
    other.kill()
    other.communicate()
    Occupancy.take(tmp_path / "redbridge.db").give_up()
