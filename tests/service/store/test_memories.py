"""Approved translations in the store."""

from dataclasses import replace

import pytest

from bot.store import memories
from bot.store.database import Database
from bot.store.memories import MemoryEntry

pytestmark = pytest.mark.asyncio

SNOWFLAKE = 2**63 - 1
ENTRY = MemoryEntry(SNOWFLAKE, "en", "zh-CN", "cat tax", "Cat tax!", "交猫税 🐱", 5, 1_700_000_000_000)


async def test_entries_come_back_oldest_first(database: Database) -> None:
    later = replace(ENTRY, target_locale="zh-TW", approved_at=ENTRY.approved_at + 1)
    for entry in (later, ENTRY):
        assert await database.write(memories.approve, entry, 10) is True
    assert await database.read(memories.all_entries) == [ENTRY, later]


async def test_what_is_approved_again_replaces_what_was(database: Database) -> None:
    """Also where the source was in the other Chinese."""
    first = MemoryEntry(1, "zh-CN", "en", "你好", "你好", "Hi", 5, 1)
    second = replace(first, source_locale="zh-TW", rendering="Hello", approved_at=2)
    await database.write(memories.approve, first, 10)
    await database.write(memories.approve, second, 10)
    assert await database.read(memories.all_entries) == [second]


async def test_there_are_at_most_so_many_a_server(database: Database) -> None:
    assert await database.write(memories.approve, ENTRY, 1) is True
    assert await database.write(memories.approve, replace(ENTRY, key="dog tax"), 1) is False
    assert await database.write(memories.approve, replace(ENTRY, rendering="猫税"), 1) is True
    assert await database.write(memories.approve, replace(ENTRY, guild_id=1), 1) is True
    kept = await database.read(memories.all_entries)
    assert {(one.guild_id, one.key, one.rendering) for one in kept} == {
        (SNOWFLAKE, "cat tax", "猫税"),
        (1, "cat tax", "交猫税 🐱"),
    }


async def test_forgetting(database: Database) -> None:
    entries = [ENTRY, replace(ENTRY, key="dog tax"), replace(ENTRY, guild_id=1)]
    for entry in entries:
        await database.write(memories.approve, entry, 10)
    assert await database.write(memories.forget, SNOWFLAKE, "zh-TW", "cat tax") == 0
    assert await database.write(memories.forget, SNOWFLAKE, "zh-CN", "cat tax") == 1
    assert await database.write(memories.forget_guild, SNOWFLAKE) == 1
    assert await database.read(memories.all_entries) == [entries[2]]
