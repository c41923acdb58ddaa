"""What servers approved, in the database."""

from typing import Final

from sqlalchemy import Connection

from bot.store import audit, memories
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.memories import MemoryEntry

_BRIEF: Final = 100


class Approvals:
    """The rows behind a memory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[MemoryEntry]:
        """Every server's entries. Raises StoreError."""
        return await self._database.read(memories.all_entries)

    async def put(self, entry: MemoryEntry, most: int) -> bool:
        """Keep an entry, and who approved it; False if its server has `most` others already. Raises StoreError."""
        return await self._database.write(approve, entry, most)

    async def remove(self, guild_id: int, target_locale: str, key: str) -> int:
        """Remove an entry; how many there were. Raises StoreError."""
        return await self._database.write(memories.forget, guild_id, target_locale, key)

    async def remove_guild(self, guild_id: int) -> int:
        """Remove a server's entries; how many there were. Raises StoreError."""
        return await self._database.write(memories.forget_guild, guild_id)


def approve(connection: Connection, entry: MemoryEntry, most: int) -> bool:
    """Keep an entry, and who approved it, in a unit of work; False if its server has `most` others already."""
    former = memories.get(connection, entry.guild_id, entry.target_locale, entry.key)
    if not memories.approve(connection, entry, most):
        return False
    audit.add(
        connection,
        Change(
            entry.guild_id,
            entry.approved_at,
            entry.approved_by,
            "memory.approve",
            brief(entry.source_text),
            former and brief(former.rendering),
            brief(entry.rendering),
        ),
    )
    return True


def brief(text: str) -> str:
    """As much of a text as the audit trail keeps: enough to know it again, no copy of what people write."""
    return text if len(text) <= _BRIEF else f"{text[: _BRIEF - 1]}…"
