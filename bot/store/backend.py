"""Connections to SQLite and PostgreSQL, set up so that both keep the same promises.

The drivers are asynchronous: what connects, or uses a connection, is run by `greenlet_spawn`. `sqlalchemy.ext.asyncio`
does the same, and loads the whole ORM, a twentieth of the time the bot takes to start, for classes that nothing needs.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from math import ceil
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool
from sqlalchemy.util import greenlet_spawn

from bot.errors import N_, SettingsError
from bot.store.texts import make_storable

T = TypeVar("T")

_READERS: Final = 4
# Execution option of a writing unit: how many seconds it may still wait for other processes (SQLite).
PATIENCE: Final = "redbridge_patience"
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=NORMAL")


@dataclass(frozen=True, slots=True)
class Backend:
    """Engines for units that write, units that only read, and migrations.

    name: for messages: SQLite's path, or PostgreSQL's URL without the password. is_file: whether it is SQLite.
    """

    name: str
    is_file: bool
    writer: Engine
    reader: Engine
    migrator: Engine

    @classmethod
    def of(cls, url: str, busy_timeout: float) -> "Backend":
        """Prepare engines; nothing is connected yet. busy_timeout: seconds to wait for other writers (SQLite)."""
        parsed = make_url(url)
        build = _sqlite if parsed.get_backend_name() == "sqlite" else _postgresql
        backend = build(parsed, busy_timeout)
        make_storable(backend.writer)
        make_storable(backend.reader)
        return backend

    async def dispose(self) -> None:
        """Close every connection."""
        for engine in (self.writer, self.reader, self.migrator):
            await greenlet_spawn(engine.dispose)


async def transact(engine: Engine, unit: Callable[[Connection], T]) -> T:
    """Run `unit(connection)` in a transaction; commit it, or roll it back if it raises."""

    def run() -> T:
        with engine.begin() as connection:
            return unit(connection)

    return await greenlet_spawn(run)


def _sqlite(url: URL, busy_timeout: float) -> Backend:
    options: dict[str, Any] = {
        "connect_args": {"isolation_level": None, "timeout": busy_timeout},
        "hide_parameters": True,
        # Every unit ends its transaction itself; the pool's own rollback would be one more trip to the driver's thread.
        "pool_reset_on_return": None,
    }
    writer = create_engine(url, pool_size=1, max_overflow=0, **options)
    reader = create_engine(url, pool_size=_READERS, max_overflow=0, **options)
    migrator = create_engine(url, poolclass=NullPool, **options)
    # With the driver's own transactions a unit that reads and then writes begins only at the write, and two such units
    # silently lose one's update; so we begin them ourselves.
    _set_up(writer, "BEGIN IMMEDIATE", (*_PRAGMAS, "foreign_keys=ON"))
    _set_up(reader, "BEGIN", (*_PRAGMAS, "query_only=ON"))
    # A migration rebuilds tables by copy, drop and rename, which enforced foreign keys would take for deletions.
    _set_up(migrator, "BEGIN IMMEDIATE", _PRAGMAS)
    return Backend(url.database or "", is_file=True, writer=writer, reader=reader, migrator=migrator)


def _set_up(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    def on_connect(connection: sqlite3.Connection, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        _limit_waiting(connection)
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def _limit_waiting(connection: Connection) -> None:
    """Wait for a lock as long as the unit may, in tenths of a second: most units then find it set already."""
    patience: float | None = connection.get_execution_options().get(PATIENCE)
    if patience is None:
        return
    limit = ceil(patience * 10) * 100
    if connection.info.get(PATIENCE) != limit:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={limit}")
        connection.info[PATIENCE] = limit


def _postgresql(url: URL, _: float) -> Backend:
    if find_spec("asyncpg") is None:
        raise SettingsError(
            N_("{setting} names PostgreSQL, whose driver is not installed. Run: pip install 'redbridge[postgres]'"),
            setting="DATABASE_URL",
        )
    options: dict[str, Any] = {"hide_parameters": True, "pool_pre_ping": True}
    # Serializable, because a unit may decide on what it has read; losers of a conflict run again.
    writer = create_engine(url, pool_size=1, max_overflow=0, isolation_level="SERIALIZABLE", **options)
    reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    reader = create_engine(url, pool_size=_READERS, max_overflow=0, execution_options=reading, **options)
    migrator = create_engine(url, poolclass=NullPool, hide_parameters=True)
    return Backend(
        url.render_as_string(hide_password=True), is_file=False, writer=writer, reader=reader, migrator=migrator
    )
