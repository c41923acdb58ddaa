"""Looking a SQLite database over, and giving back the room that it no longer needs; the bot may be running."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from bot.errors import N_, StoreError, UserError
from bot.store import faults
from bot.store.backup import connect

_POSTGRESQL: Final = N_("The database is PostgreSQL, which looks after itself: see autovacuum and pg_amcheck.")
_NO_FILE: Final = N_("There is no database at {database} yet.")
_NO_ROOM: Final = N_(
    "Tidying {database} needs {needed} MB of free disk for a while, and there are {free} MB. Nothing was changed."
)
_MEGABYTE: Final = 1 << 20
_MOST_FAULTS: Final = 10


@dataclass(frozen=True, slots=True)
class State:
    """What was found. bytes_used, bytes_free: of the file and its disk. faults: as SQLite says them, if any."""

    path: Path
    revision: str | None
    bytes_used: int
    bytes_free: int
    faults: Sequence[str]


def check(url: str) -> State:
    """Look every page and every reference over. Raises UserError for PostgreSQL, and StoreError."""
    path = _file(url)
    with closing(connect(path)) as database, faults.named(str(path)):
        found = [str(row[0]) for row in database.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
        lost = [f"{row[0]}: row {row[1]} → {row[2]}" for row in database.execute("PRAGMA foreign_key_check")]
        revision = _revision(database)
    problems = [] if found == ["ok"] else found
    return State(path, revision, path.stat().st_size, free(path), (*problems, *lost[:_MOST_FAULTS]))


def try_to_write(url: str) -> None:
    """Begin a transaction that may write, and end it without a change. Raises StoreError if that cannot be done."""
    path = _file(url)
    with closing(connect(path)) as database, faults.named(str(path)):
        database.execute("BEGIN IMMEDIATE")
        database.execute("ROLLBACK")


def vacuum(url: str) -> tuple[int, int]:
    """Rewrite the file without its gaps; its bytes before and after. Raises UserError, and StoreError if it is busy."""
    path = _file(url)
    before = path.stat().st_size
    if (room := free(path)) < before:
        numbers = {"needed": -(-before // _MEGABYTE), "free": room // _MEGABYTE}
        raise StoreError(_NO_ROOM, database=str(path), **numbers)
    with closing(connect(path)) as database, faults.named(str(path)):
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, path.stat().st_size


def free(path: Path) -> int:
    """How many bytes are free on the disk of a file."""
    return shutil.disk_usage(path.absolute().parent).free


def _file(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise UserError(_POSTGRESQL)
    path = Path(parsed.database or "")
    if not path.is_file():
        raise StoreError(_NO_FILE, database=str(path))
    return path


def _revision(database: sqlite3.Connection) -> str | None:
    try:
        found = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return None
    return str(found[0]) if found else None
