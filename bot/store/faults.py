"""Names for what goes wrong in a database, with what the host can do about it."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, cast

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from bot.errors import N_, StoreError

BUSY: Final = N_(
    "The database {database} is held by another program. Nothing was changed. "
    "Try again in a moment; if this stays, end the other program."
)
_FULL: Final = N_("The disk under the database {database} is full. Nothing was changed. Make room, and try again.")
READ_ONLY: Final = N_(
    "The database {database} can be read but not written. Nothing was changed. "
    "Give the user that runs RedBridge permission to write the file and its folder."
)
DAMAGED: Final = N_(
    "The file {database} is damaged, or no SQLite database. Nothing was changed. "
    "Stop RedBridge, set the file aside, and put your newest backup in its place."
)
_CLOSED_DOOR: Final = N_(
    "The database {database} cannot be opened. Check that the folder exists and that the user that runs RedBridge "
    "may read and write there."
)
_DISK: Final = N_(
    "The disk under the database {database} reports an error. Nothing was changed. Check the disk, and try again."
)
_NO_SERVER: Final = N_(
    "The database server {database} does not answer. Nothing was changed. "
    "Check that it runs, and that DATABASE_URL is right."
)
_NO_ENTRY: Final = N_(
    "The database server {database} lets nobody in with this name, password or database. "
    "Check DATABASE_URL, and that the database exists."
)

_NO_CERTIFICATE: Final = N_(
    "The database server {database} cannot be checked: there is no certificate to check it with. "
    "Put that of its authority into ~/.postgresql/root.crt, or say sslmode=require in DATABASE_URL."
)

# SQLite's primary result codes; the lowest byte of every extended code.
_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED_DOOR,
    sqlite3.SQLITE_PERM: _CLOSED_DOOR,
    sqlite3.SQLITE_IOERR: _DISK,
}
# PostgreSQL's SQLSTATE classes and codes, the longest match first.
_POSTGRESQL: Final = {
    "53100": _FULL,
    "25006": READ_ONLY,
    "28": _NO_ENTRY,
    "3D000": _NO_ENTRY,
    "08": _NO_SERVER,
    "57P": _NO_SERVER,
    "53": _NO_SERVER,
    "40": BUSY,
    "55P03": BUSY,
}


@contextmanager
def named(database: str) -> Generator[None]:
    """Turn what a host can mend into StoreError; anything else, such as a broken constraint, is a bug and passes."""
    try:
        yield
    except (DBAPIError, NoConnectionLeft, sqlite3.Error, OSError) as error:
        msgid = _msgid(error)
        if msgid is None:
            raise
        raise StoreError(msgid, database=database) from error


def is_conflict(error: DBAPIError) -> bool:
    """Whether two PostgreSQL transactions got in each other's way, so that the same work may succeed again."""
    return _sqlstate(error.orig) in {"40001", "40P01"}


def _msgid(error: Exception) -> str | None:
    if isinstance(error, NoConnectionLeft):
        return BUSY
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(cast("int", getattr(cause, "sqlite_errorcode", 0)) & 0xFF)
    if isinstance(cause, OSError):
        return _NO_SERVER
    if cause and type(cause.__cause__).__name__ == "ClientConfigurationError":  # asyncpg's, which may not be installed
        return _NO_CERTIFICATE
    state = _sqlstate(cause)
    return next((msgid for prefix, msgid in _POSTGRESQL.items() if state.startswith(prefix)), None)


def _sqlstate(error: BaseException | None) -> str:
    return cast("str | None", getattr(error, "sqlstate", None)) or ""
