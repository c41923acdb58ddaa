"""The cat tax: a newcomer's first picture, the friendliest toll in the world."""

import mimetypes
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.store import audit, cats
from bot.store.audit import Change
from bot.store.cats import CatTax
from bot.store.database import Database

_SHOWN: Final = 5


class Cats:
    """Keeps the books. All raise StoreError."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def pay(self, guild_id: int, member_id: int, channel_id: int, message_id: int) -> CatTax | None:
        """Take a picture as a member's tax; None if they have paid already, also if two processes see two pictures."""
        return await self._database.write(_pay, CatTax(guild_id, member_id, channel_id, message_id, 0, self._now()))

    async def of(self, guild_id: int, member_id: int) -> tuple[CatTax | None, int]:
        """What a member has paid, and how many cats the server has."""
        return await self._database.read(_of, guild_id, member_id)

    async def gallery(self, guild_id: int) -> list[CatTax]:
        """The latest cats of a server, the newest first."""
        return await self._database.read(cats.latest, guild_id, _SHOWN)

    async def undo(self, guild_id: int, member_id: int, by: int) -> bool:
        """Give a member's tax back: it was no picture of a cat. by: the moderator's id."""
        change = Change(guild_id, self._now(), by, "cat-undo", str(member_id))
        return await self._database.write(_undo, change, member_id)

    async def count(self, member_id: int) -> int:
        """In how many servers a member has paid."""
        return await self._database.read(cats.payments, member_id)

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def is_picture(content_type: str | None, filename: str) -> bool:
    """Whether a file is a picture. Discord says what a file is, but need not; then its name tells."""
    return (content_type or mimetypes.guess_type(filename)[0] or "").startswith("image/")


def _pay(connection: Connection, wanted: CatTax) -> CatTax | None:
    number = cats.last_number(connection, wanted.guild_id) + 1
    tax = CatTax(wanted.guild_id, wanted.member_id, wanted.channel_id, wanted.message_id, number, wanted.paid_at)
    return tax if cats.pay(connection, tax) else None


def _of(connection: Connection, guild_id: int, member_id: int) -> tuple[CatTax | None, int]:
    return cats.of(connection, guild_id, member_id), cats.count(connection, guild_id)


def _undo(connection: Connection, change: Change, member_id: int) -> bool:
    if not cats.undo(connection, change.guild_id, member_id):
        return False
    audit.add(connection, change)
    return True
