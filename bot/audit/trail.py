"""What moderators changed in their server, to be looked up for a year."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.store import audit
from bot.store.audit import Change
from bot.store.database import Database

__all__ = ["Change", "Page", "Trail"]

KEPT_DAYS: Final = 365
_DAY: Final = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some changes, the newest first. number: which page it is, from 0. pages: how many there are, at least 1."""

    changes: tuple[Change, ...]
    number: int
    pages: int


class Trail:
    """Reads what others wrote down in the unit of work that made the change (`bot.store.audit.add`)."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def page(self, guild_id: int, number: int, size: int = 10) -> Page:
        """A page of a server's changes; the last one where there are fewer. Raises StoreError."""
        return await self._database.read(_page, guild_id, number, size)

    async def prune(self) -> None:
        """Forget what was changed over a year ago. Raises StoreError."""
        now = int(self._clock.now().timestamp() * 1000)
        await self._database.write(audit.prune, now - KEPT_DAYS * _DAY)


def _page(connection: Connection, guild_id: int, number: int, size: int) -> Page:
    pages = max(1, -(-audit.count(connection, guild_id) // size))
    chosen = max(0, min(number, pages - 1))
    changes = audit.latest(connection, guild_id, size, skip=chosen * size)
    return Page(tuple(changes), chosen, pages)
