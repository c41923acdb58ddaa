"""Translations that a server has approved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select

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


def of_guild(connection: Connection, guild_id: int) -> list[MemoryEntry]:
    """What a server has approved, the oldest first."""
    chosen = select(MEMORY_ENTRY).where(_ENTRY.guild_id == guild_id)
    found = connection.execute(
        chosen.order_by(_ENTRY.approved_at, _ENTRY.key, _ENTRY.source_locale, _ENTRY.target_locale)
    )
    return [MemoryEntry(**row) for row in found.mappings()]


def get(connection: Connection, guild_id: int, target_locale: str, key: str) -> MemoryEntry | None:
    """What a server approved for a key and a target."""
    found = connection.execute(select(MEMORY_ENTRY).where(_of_key(guild_id, target_locale, key))).mappings().first()
    return MemoryEntry(**found) if found else None


def put_all(connection: Connection, entries: Sequence[MemoryEntry]) -> None:
    """Keep entries instead of those with their keys and targets; none of them has another one's."""
    keys = [{"guild": each.guild_id, "target": each.target_locale, "text": each.key} for each in entries]
    connection.execute(delete(MEMORY_ENTRY).where(_of_key(*map(bindparam, ("guild", "target", "text")))), keys)
    connection.execute(insert(MEMORY_ENTRY), [asdict(each) for each in entries])


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
    return connection.execute(delete(MEMORY_ENTRY).where(_of_key(guild_id, target_locale, key))).rowcount


def forget_guild(connection: Connection, guild_id: int) -> int:
    """Remove everything a server approved; the number of entries removed."""
    return connection.execute(delete(MEMORY_ENTRY).where(_ENTRY.guild_id == guild_id)).rowcount


def _of_key(guild_id: Any, target_locale: Any, key: Any) -> ColumnElement[bool]:
    return (_ENTRY.guild_id == guild_id) & (_ENTRY.target_locale == target_locale) & (_ENTRY.key == key)
