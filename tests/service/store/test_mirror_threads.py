"""Threads that are one conversation, in the store."""

import pytest

from bot.store import mirror_threads
from bot.store.database import Database
from bot.store.mirror_threads import MirrorThread

pytestmark = pytest.mark.asyncio

ENGLISH, CHINESE, FORMOSA = 10, 11, 12


def thread(thread_id: int, channel_id: int, source: int = 1) -> MirrorThread:
    return MirrorThread(thread_id, source, channel_id, 5, 7, 100)


async def kin(database: Database, thread_id: int) -> list[tuple[int, int]]:
    found = await database.read(mirror_threads.kin, thread_id)
    return [(each.thread_id, each.source_thread_id) for each in found]


async def test_threads_of_one_conversation_find_each_other(database: Database) -> None:
    await database.write(mirror_threads.join, thread(1, ENGLISH), thread(2, CHINESE))
    # From a copy on: it joins the same conversation.
    await database.write(mirror_threads.join, thread(2, CHINESE, 2), thread(3, FORMOSA, 2))
    for each in (1, 2, 3):
        assert await kin(database, each) == [(1, 1), (2, 1), (3, 1)]
    assert await kin(database, 4) == []


async def test_a_new_thread_takes_the_place_of_another(database: Database) -> None:
    await database.write(mirror_threads.join, thread(1, ENGLISH), thread(2, CHINESE))
    await database.write(mirror_threads.join, thread(1, ENGLISH), thread(4, CHINESE))
    assert await kin(database, 1) == [(1, 1), (4, 1)]
    # One that was part of another conversation before.
    await database.write(mirror_threads.join, thread(9, ENGLISH, 9), thread(4, CHINESE, 9))
    assert await kin(database, 4) == [(9, 9), (4, 9)]


async def test_a_deleted_copy_is_remembered_and_a_deleted_source_is_not(database: Database) -> None:
    await database.write(mirror_threads.join, thread(1, ENGLISH), thread(2, CHINESE))
    await database.write(mirror_threads.bury, 2)
    found = await database.read(mirror_threads.kin, 1)
    assert [each.is_gone for each in found] == [False, True]
    assert await kin(database, 2) == []
    await database.write(mirror_threads.forget, 1)
    assert await kin(database, 1) == []
