"""Putting a copy in the place of a SQLite database: checked first, and with nothing lost."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from bot.errors import N_, StoreError, UserError
from bot.store import faults, place
from bot.store.backup import copy
from bot.store.migrate import newer
from bot.store.occupancy import Occupancy
from bot.store.schema import REVISION

_NOT_OURS: Final = N_("{path} is no copy of a RedBridge database. Nothing was changed.")
_MISSING: Final = N_("There is no file {path}. Nothing was changed.")
_SELF: Final = N_("{path} is the database itself. Nothing was changed. Name a copy of it.")
_BESIDE: Final = ("-wal", "-shm", "-journal")


def restore(url: str, source: Path) -> Path | None:
    """Let a copy be the database; where the former one is now, None if there was none.

    Raises UserError for what cannot be restored, and StoreError while a bot runs, for a copy of a newer version and for
    trouble with the disk; then the database is as it was.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise UserError(
            N_("The database is PostgreSQL. Stop RedBridge, then run: pg_restore --clean --dbname=NAME {path}"),
            path=str(source),
        )
    target = Path(parsed.database or "")
    _check(source, target)
    place.prepare(target)
    occupancy = Occupancy.take(target)
    try:
        return _exchange(source, target)
    finally:
        occupancy.give_up()


def _check(source: Path, target: Path) -> None:
    if not source.is_file():
        raise UserError(_MISSING, path=str(source))
    if target.exists() and source.samefile(target):
        raise UserError(_SELF, path=str(source))
    address = f"{source.absolute().as_uri()}?mode=ro"
    try:
        with faults.named(str(source)), closing(sqlite3.connect(address, uri=True)) as file:
            is_sound = file.execute("PRAGMA quick_check").fetchone() == ("ok",)
            found = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        raise UserError(_NOT_OURS, path=str(source)) from None
    if not is_sound:
        raise StoreError(faults.DAMAGED, database=str(source))
    if found is None:
        raise UserError(_NOT_OURS, path=str(source))
    if found[0] > REVISION:
        raise newer(found[0])


def _exchange(source: Path, target: Path) -> Path | None:
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        copy(source, unfinished)
        former = _set_aside(target) if target.exists() else None
        with faults.named(str(target)):
            # At every moment there is a whole database at this path.
            unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return former


def _set_aside(target: Path) -> Path:
    """Give the former database a second name, together with what SQLite has not written into it yet."""
    moment = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    former = target.with_name(f"{target.stem}-before-{moment}{target.suffix}")
    with faults.named(str(target)):
        try:
            with closing(sqlite3.connect(target)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError:
            pass  # It is damaged, which may be why it is replaced; it is kept as it is.
        os.link(target, former)
        for ending in _BESIDE:
            beside = target.with_name(target.name + ending)
            if beside.exists():
                beside.replace(former.with_name(former.name + ending))
    return former
