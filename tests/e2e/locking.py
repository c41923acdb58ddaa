"""Somebody else at the bot's database: a lock, and a table that cannot be used."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress

from tests.e2e.town import Town


async def locked(place: Town) -> sqlite3.Connection:
    """A connection that holds the lock. What the bot writes this moment it has to finish first, so it is let."""
    path = place.folder / "redbridge.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0)
    async with asyncio.timeout(30):
        while not other.in_transaction:
            with suppress(sqlite3.OperationalError):
                other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(0)
    return other


@asynccontextmanager
async def without_table(place: Town, name: str) -> AsyncIterator[None]:
    """A running bot's table is not to be found for a while, nor lost."""
    await _rename(place, name, "elsewhere")
    yield
    await _rename(place, "elsewhere", name)


async def _rename(place: Town, old: str, new: str) -> None:
    """From another thread: the bot, which shares this one, has to finish what it writes this moment."""

    def rename() -> None:
        with closing(sqlite3.connect(place.folder / "redbridge.db", timeout=30)) as database:
            database.execute(f"ALTER TABLE {old} RENAME TO {new}")

    await asyncio.to_thread(rename)
