"""`redbridge run` over a database that it cannot use: one line that says what to do, and nothing is changed."""

import asyncio
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.test_process import RUN, environment
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


def _damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096] + b"\xee" * 8192)


def _foreign(path: Path) -> None:
    path.write_text("Dear diary, today I paid the cat tax. " * 200, encoding="utf-8")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _run(place: Town) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(RUN, env=environment(place), capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.mark.parametrize(
    ("harm", "code", "said"),
    [
        (_damaged, 1, "is damaged, or no SQLite database. Nothing was changed. Stop RedBridge, set the file aside"),
        (_foreign, 1, "is damaged, or no SQLite database. Nothing was changed. Stop RedBridge, set the file aside"),
        (_newer, 1, "was written by a newer RedBridge (its tables are 9999"),
        (_folder, 78, "is a folder. Name a file in it"),
    ],
)
async def test_what_cannot_be_used_is_said_in_one_line(
    quiet: Town, harm: Callable[[Path], None], code: int, said: str
) -> None:
    async with quiet.bot():
        pass
    path = quiet.folder / "redbridge.db"
    harm(path)
    before = path.read_bytes() if path.is_file() else None
    seen = len(quiet.sandbox.traffic)
    done = await asyncio.to_thread(_run, quiet)
    assert (done.returncode, done.stdout) == (code, "")
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("redbridge: ")]
    assert said in line
    assert "Traceback" not in done.stderr
    assert (path.read_bytes() if path.is_file() else None) == before
    assert len(quiet.sandbox.traffic) == seen, "Discord was asked for nothing"
