"""What servers approved, in the database."""

from bot.store import memories
from bot.store.database import Database
from bot.store.memories import MemoryEntry


class Approvals:
    """The rows behind a memory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[MemoryEntry]:
        """Every server's entries. Raises StoreError."""
        return await self._database.read(memories.all_entries)

    async def put(self, entry: MemoryEntry, most: int) -> bool:
        """Keep an entry; False if its server has `most` others already. Raises StoreError."""
        return await self._database.write(memories.approve, entry, most)

    async def remove(self, guild_id: int, target_locale: str, key: str) -> int:
        """Remove an entry; how many there were. Raises StoreError."""
        return await self._database.write(memories.forget, guild_id, target_locale, key)

    async def remove_guild(self, guild_id: int) -> int:
        """Remove a server's entries; how many there were. Raises StoreError."""
        return await self._database.write(memories.forget_guild, guild_id)
