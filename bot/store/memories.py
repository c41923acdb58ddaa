"""Translations that a server has approved."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select

from bot.store.schema import MEMORY_ENTRY
from bot.store.statements import put

_ENTRY = MEMORY_ENTRY.c


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """One text and how a server says it in another locale.

    key: what the text is recognised by. approved_by: a member's id. approved_at: milliseconds UTC.
    """

    guild_id: int
    source_locale: str
    target_locale: str
    key: str
    source_text: str
    rendering: str
    approved_by: int
    approved_at: int


def all_entries(connection: Connection) -> list[MemoryEntry]:
    """What all servers have approved, the oldest first."""
    found = connection.execute(select(MEMORY_ENTRY).order_by(_ENTRY.approved_at, _ENTRY.guild_id, _ENTRY.key))
    return [MemoryEntry(**row) for row in found.mappings()]


def approve(connection: Connection, entry: MemoryEntry, most: int) -> bool:
    """Keep an entry instead of the one with its key and target, whatever locale that came from.

    False, and nothing is kept, if the server has `most` others already.
    """
    forget(connection, entry.guild_id, entry.target_locale, entry.key)
    of_guild = select(func.count()).select_from(MEMORY_ENTRY).where(_ENTRY.guild_id == entry.guild_id)
    if connection.execute(of_guild).scalar_one() >= most:
        return False
    row: Mapping[str, Any] = asdict(entry)
    put(connection, MEMORY_ENTRY, row)
    return True


def forget(connection: Connection, guild_id: int, target_locale: str, key: str) -> int:
    """Remove what a server approved for a key and a target; the number of entries removed."""
    of_key = (_ENTRY.guild_id == guild_id) & (_ENTRY.target_locale == target_locale) & (_ENTRY.key == key)
    return connection.execute(delete(MEMORY_ENTRY).where(of_key)).rowcount


def forget_guild(connection: Connection, guild_id: int) -> int:
    """Remove everything a server approved; the number of entries removed."""
    return connection.execute(delete(MEMORY_ENTRY).where(_ENTRY.guild_id == guild_id)).rowcount
