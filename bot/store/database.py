"""Units of work: a plain function over a connection, run in one transaction."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.errors import N_, StoreError
from bot.store import faults, migrate, notes, place
from bot.store.backend import PATIENCE, Backend, transact
from bot.store.schema import REVISION

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)
_ATTEMPTS: Final = 10
_PAUSE: Final = 0.05


class Database:
    """The store of one process.

    Writing units run one after another, and each sees everything that was written before it, by whichever process.
    Reading units see one moment. A unit is finished even if its caller is cancelled: it is written whole or not at all.
    Both raise StoreError for what the host can mend; other errors are bugs. A unit must do nothing but use its
    connection, because on PostgreSQL it is run again after a conflict.
    """

    def __init__(self, backend: Backend, busy_timeout: float = 5.0) -> None:
        """busy_timeout: seconds for which a writing unit waits, for its turn and for other processes together.

        They begin anew whenever a unit before it is written: a long queue that moves on is no reason to give up.
        """
        self._backend = backend
        self._busy_timeout = busy_timeout
        self._turn = asyncio.Lock()
        self._written_at = float("-inf")
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False
        self._listeners: list[Callable[[Any], None]] = []
        self._timers: list[Callable[[str, float], None]] = []

    @classmethod
    async def open(cls, url: str, *, busy_timeout: float = 5.0) -> Self:
        """Open the database, creating it or bringing its tables up to date; raises SettingsError and StoreError.

        busy_timeout: seconds for which a writing unit waits while other units and other processes (SQLite) write.
        """
        backend = Backend.of(url, busy_timeout)
        if backend.is_file:
            place.prepare(Path(backend.name))
        database = cls(backend, busy_timeout)
        try:
            if await database._first_look(busy_timeout) != REVISION:
                await database._finish(database._unit(backend.migrator, migrate.upgrade))
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def file(self) -> Path | None:
        """Where it is, if it is SQLite."""
        return Path(self._backend.name) if self._backend.is_file else None

    async def write(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` in a transaction that may write; commit it, or roll it back if it raises."""
        with self._timed("write"):
            begun = asyncio.get_running_loop().time()
            await self._wait_for_turn(begun)
            try:
                writer = self._backend.writer.execution_options(**{PATIENCE: max(0.0, self._left(begun))})
                result = await self._finish(self._insist(writer, lambda connection: unit(connection, *args, **kwargs)))
                self._written_at = asyncio.get_running_loop().time()
                return result
            finally:
                self._turn.release()

    async def read(self, unit: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `unit(connection, …)` in a transaction that cannot write."""
        engine = self._backend.reader
        with self._timed("read"):
            return await self._finish(self._unit(engine, lambda connection: unit(connection, *args, **kwargs)))

    async def answers(self) -> None:
        """Return if the database does; raises StoreError if it cannot."""
        await self.read(_look)

    def time(self, timer: Callable[[str, float], None]) -> None:
        """Tell this of each unit of work from now on: `read` or `write`, and the seconds it took, wait included."""
        self._timers.append(timer)

    def listen(self, listener: Callable[[Any], None]) -> None:
        """Call this from now on with all that units of work noted (`bot.store.notes`), once they are committed."""
        self._listeners.append(listener)

    async def close(self) -> None:
        """Finish the units that run, then close every connection. Units that come later get StoreError."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running)
        await self._backend.dispose()

    @contextmanager
    def _timed(self, work: str) -> Generator[None]:
        loop = asyncio.get_running_loop()
        begin = loop.time()
        try:
            yield
        finally:
            for timer in self._timers:
                timer(work, loop.time() - begin)

    async def _wait_for_turn(self, begun: float) -> None:
        """Without an end the waits for a locked database would add up, one unit after the other."""
        if not self._turn.locked():
            await self._turn.acquire()
            return
        turn = asyncio.create_task(self._turn.acquire(), name="wait for a turn")
        try:
            while not turn.done() and (left := self._left(begun)) > 0:
                await asyncio.wait({turn}, timeout=left)
        except asyncio.CancelledError:
            if not turn.cancel():
                self._turn.release()
            raise
        if not turn.done():
            turn.cancel()
            raise StoreError(faults.BUSY, database=self._backend.name)

    def _left(self, begun: float) -> float:
        """For how many seconds a unit may still wait that began to at `begun`."""
        return max(begun, self._written_at) + self._busy_timeout - asyncio.get_running_loop().time()

    async def _first_look(self, patience: float) -> str | None:
        """The revision of the tables. The first to look turns on the WAL, for which SQLite lets nobody queue."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while True:
            try:
                return await self.read(migrate.revision_of)
            except StoreError as error:
                if error.message_id != faults.BUSY or loop.time() >= deadline:
                    raise
            await asyncio.sleep(_PAUSE * random.random())  # noqa: S311 - spreads load, guards no secret

    async def _insist(self, writer: Engine, unit: Callable[[Connection], T]) -> T:
        for attempt in range(1, _ATTEMPTS):
            try:
                return await self._unit(writer, unit)
            except DBAPIError as error:
                if not faults.is_conflict(error):
                    raise
            await asyncio.sleep(_PAUSE * attempt * random.random())  # noqa: S311 - spreads load, guards no secret
        return await self._unit(writer, unit)

    async def _unit(self, engine: Engine, unit: Callable[[Connection], T]) -> T:
        def work(connection: Connection) -> tuple[T, Sequence[Any]]:
            notes.taken(connection)  # left by a unit that was rolled back
            return unit(connection), notes.taken(connection)

        result, noted = await transact(engine, work)
        for what in noted:
            for listener in self._listeners:
                listener(what)
        return result

    async def _finish(self, unit: Coroutine[Any, Any, T]) -> T:
        """Await `unit` in a task of its own, to its end even if the caller is cancelled meanwhile."""
        if self._closed:
            unit.close()
            raise StoreError(N_("The database is closed already; RedBridge is stopping."))
        task = asyncio.create_task(unit)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            with faults.named(self._backend.name):
                return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            if not task.cancelled() and task.exception():
                _log.warning("a unit of work failed after its caller had gone", exc_info=task.exception())
            raise


def _look(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))


async def revision(url: str) -> str | None:
    """The revision of a database's tables, without changing anything; None if it has none. Raises StoreError."""
    backend = Backend.of(url, busy_timeout=5.0)
    if backend.is_file and not place.exists(Path(backend.name)):
        return None
    database = Database(backend)
    try:
        return await database.read(migrate.revision_of)
    finally:
        await database.close()
