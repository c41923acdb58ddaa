"""A copy while the bot writes is whole and from one moment."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import RedBridgeError, StoreError, UserError
from bot.store import meta
from bot.store.backup import back_up
from bot.store.database import Database
from tests.service.store.units import put_pair

pytestmark = pytest.mark.asyncio


def said(error: pytest.ExceptionInfo[RedBridgeError]) -> str:
    return error.value.message_id.format(**error.value.params)


async def test_a_copy_while_the_bot_writes(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database.open(sqlite_url)
    await database.write(meta.put, "big", "x" * 5_000_000)
    done = asyncio.Event()

    async def keep_writing() -> int:
        count = 0
        while not done.is_set():
            count += 1
            await database.write(put_pair, str(count))
        return count

    await database.write(put_pair, "0")
    writing = asyncio.create_task(keep_writing())
    try:
        for number in range(5):
            await asyncio.to_thread(back_up, sqlite_url, tmp_path / f"{number}.db")
    finally:
        done.set()
    assert await writing > 5
    await database.close()
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as copy:
            pair = dict(copy.execute("SELECT key, value FROM meta WHERE key IN ('left', 'right')").fetchall())
            assert pair["left"] == pair["right"]
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert {path.name for path in tmp_path.iterdir()} == {"redbridge.db", *(f"{n}.db" for n in range(5))}


async def test_the_copy_can_be_used(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database.open(sqlite_url)
    await database.write(meta.put, "cat", "Biscuit")
    back_up(sqlite_url, tmp_path / "copy.db")
    await database.close()
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}")
    assert await database.read(meta.get, "cat") == "Biscuit"
    await database.close()


async def test_nothing_is_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    await (await Database.open(sqlite_url)).close()
    for name in ("precious.db", "redbridge.db"):
        path = tmp_path / name
        path.touch()
        before = path.read_bytes()
        with pytest.raises(UserError) as caught:
            back_up(sqlite_url, path)
        assert f"{path} exists already" in said(caught)
        assert path.read_bytes() == before


async def test_a_second_backup_to_the_same_file_waits_for_nobody(sqlite_url: str, tmp_path: Path) -> None:
    await (await Database.open(sqlite_url)).close()
    unfinished = tmp_path / "copy.db.unfinished"
    unfinished.write_text("of another process")
    with pytest.raises(UserError) as caught:
        back_up(sqlite_url, tmp_path / "copy.db")
    assert str(unfinished) in said(caught)
    assert unfinished.read_text() == "of another process"


async def test_a_missing_folder(sqlite_url: str, tmp_path: Path) -> None:
    await (await Database.open(sqlite_url)).close()
    with pytest.raises(UserError, match="cannot be written"):
        back_up(sqlite_url, tmp_path / "nowhere" / "copy.db")


async def test_nothing_to_copy(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database at"):
        back_up(sqlite_url, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


async def test_a_damaged_database_is_not_passed_off_as_a_backup(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database.open(sqlite_url)
    for number in range(50):
        await database.write(meta.put, f"fact {number}", "x" * 1000)
    await database.close()
    path = tmp_path / "redbridge.db"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + b"\xff" * (len(content) - len(content) // 2))
    with pytest.raises(StoreError) as caught:
        back_up(sqlite_url, tmp_path / "copy.db")
    assert "is damaged" in said(caught)
    assert list(tmp_path.iterdir()) == [path]


async def test_postgresql_has_its_own_tool(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        back_up("postgresql+asyncpg://me:secret@localhost/redbridge", tmp_path / "copy.db")
    assert "pg_dump" in said(caught)
    assert "secret" not in said(caught)
