"""A copy of a SQLite database, whole and from one moment, while the bot goes on writing."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from bot.errors import N_, StoreError, UserError
from bot.store import faults

_BUSY_TIMEOUT: Final = 5.0


def back_up(url: str, target: Path) -> None:
    """Copy the database to a file that does not exist yet; raises UserError and StoreError, and then leaves no file."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        raise UserError(
            N_("The database is PostgreSQL, which copies itself best. Run: pg_dump --format=custom --file={path}"),
            path=str(target),
        )
    source = Path(parsed.database or "")
    if not source.is_file():
        raise StoreError(
            N_("There is no database at {database} yet, so there is nothing to copy."), database=str(source)
        )
    with _new_file(target) as unfinished:
        copy(source, unfinished)


def copy(source: Path, target: Path) -> None:
    """Copy one SQLite file to another, whole and from one moment; raises StoreError."""
    with closing(connect(source)) as original, closing(sqlite3.connect(target)) as made:
        with faults.named(str(source)):
            # An open read transaction holds one moment still. It also keeps `backup` from waiting for a lock, which it
            # would do for ever.
            original.execute("BEGIN")
            original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with faults.named(str(target)):
            original.backup(made)
            # Without the journal mode of a running bot the copy is one file, with nothing beside it.
            made.execute("PRAGMA journal_mode=DELETE")
            sound = made.execute("PRAGMA quick_check").fetchone() == ("ok",)
    if not sound:
        raise StoreError(faults.DAMAGED, database=str(source))


def connect(source: Path) -> sqlite3.Connection:
    """Open a SQLite file that exists; raises StoreError."""
    with faults.named(str(source)):
        address = f"{source.absolute().as_uri()}?mode=rw"  # unlike a plain path, this never creates a file
        return sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT, isolation_level=None)


@contextmanager
def _new_file(target: Path) -> Generator[Path]:
    """A path to write to, which becomes `target` when all went well; `target` is never seen half written."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    _refuse_existing(target)
    try:
        unfinished.open("xb").close()
    except FileExistsError:
        raise UserError(
            N_("Another backup to {path} is being written, or was cut off. If none runs, remove {unfinished}."),
            path=str(target),
            unfinished=str(unfinished),
        ) from None
    except OSError:
        raise UserError(
            N_("{path} cannot be written. Check that its folder exists and that you may write there."), path=str(target)
        ) from None
    try:
        yield unfinished
        _refuse_existing(target)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise UserError(N_("{path} exists already, and was left as it is. Choose another name."), path=str(target))
