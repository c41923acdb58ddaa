"""`redbridge db`, beside a running bot or alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.store import meta
from bot.store.database import Database
from bot.store.schema import REVISION
from tests.service.cli.terminal import redbridge


def path_of(folder: Path) -> Path:
    return folder / "data" / "redbridge.db"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a host who has set nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def test_current_and_upgrade(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "current"]) == 0
    assert capsys.readouterr().out.startswith("There are no tables yet.")
    assert not path_of(home).exists()
    for _ in range(2):
        assert main(["db", "upgrade"]) == 0
        assert capsys.readouterr().out == f"The database is up to date: its tables are {REVISION}.\n"
    assert main(["db", "current"]) == 0
    assert capsys.readouterr().out == f"The tables are {REVISION}, as this version of RedBridge wants them.\n"


def test_tables_of_a_newer_version(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "upgrade"]) == 0
    with closing(sqlite3.connect(path_of(home))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    capsys.readouterr()
    assert main(["db", "current"]) == 0
    assert "9999" in capsys.readouterr().out
    assert main(["db", "upgrade"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("redbridge: The database was written by a newer RedBridge")
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_backup(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = home / "backup.db"
    assert main(["db", "backup", str(target)]) == 1
    assert "There is no database at data/redbridge.db yet" in capsys.readouterr().err
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "backup", str(target)]) == 0
    assert f"The database was copied to {target}." in capsys.readouterr().out
    assert main(["db", "backup", str(target)]) == 1
    assert f"{target} exists already" in capsys.readouterr().err


def test_restore(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "backup", "copy.db"]) == 0
    capsys.readouterr()
    assert main(["db", "restore", "copy.db"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "copy.db is the database now. The next start brings its tables up to date."
    (former,) = path_of(home).parent.glob("redbridge-before-*.db")
    assert str(former.relative_to(home)) in said[1]
    assert main(["db", "restore", "nothing.db"]) == 1
    assert "There is no file nothing.db" in capsys.readouterr().err


def test_check_and_vacuum(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["db", "check"]) == 1
    assert "There is no database" in capsys.readouterr().err
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "vacuum"]) == 0
    assert main(["db", "check"]) == 0
    said = capsys.readouterr().out
    assert f"Tables: {REVISION}" in said
    assert said.endswith("Every page is whole.\n")
    with closing(sqlite3.connect(path_of(home))) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'spent') "
            "WHERE name = 'meta'"
        )
    assert main(["db", "check"]) == 1
    said = capsys.readouterr().out
    assert "Damaged: " in said
    assert "redbridge db restore FILE" in said


@pytest.mark.asyncio
async def test_all_actions_beside_a_running_bot(home: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{path_of(home)}")
    await database.write(meta.put, "cat", "Biscuit")
    for action in (["upgrade"], ["current"], ["backup", "copy.db"], ["check"], ["vacuum"]):
        assert redbridge(home, "db", *action).returncode == 0
    await database.write(meta.put, "cat", "Mochi")
    await database.close()
    with closing(sqlite3.connect(home / "copy.db")) as copy:
        assert copy.execute("SELECT value FROM meta WHERE key = 'cat'").fetchone() == ("Biscuit",)


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_file_that_is_no_database(tmp_path: Path, locale: str) -> None:
    path_of(tmp_path).parent.mkdir()
    path_of(tmp_path).write_bytes(b"not a database at all" * 100)
    done = redbridge(tmp_path, "db", "upgrade", locale=locale)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "data/redbridge.db" in done.stderr
    assert ("SQLite" in done.stderr) is True
    assert "Traceback" not in done.stderr
