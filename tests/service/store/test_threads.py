"""Which thread gathers the translations of a channel: one, whoever made it."""

import asyncio

import pytest

from bot.store import threads
from bot.store.database import Database
from bot.store.threads import TranslationThread

pytestmark = pytest.mark.asyncio

GUILD, SOUP, NOODLES = 1, 10, 11


def thread(thread_id: int, channel_id: int = SOUP) -> TranslationThread:
    return TranslationThread(channel_id, GUILD, thread_id, 5)


async def test_a_thread_is_found_by_its_channel(database: Database) -> None:
    assert await database.read(threads.find, SOUP) is None
    assert await database.write(threads.remember, thread(20), None) == 20
    assert await database.read(threads.find, SOUP) == thread(20)
    assert await database.read(threads.find, NOODLES) is None


async def test_a_new_thread_takes_the_place_of_the_former_one(database: Database) -> None:
    await database.write(threads.remember, thread(20), None)
    assert await database.write(threads.remember, thread(21), 20) == 21
    assert await database.read(threads.find, SOUP) == thread(21)


@pytest.mark.parametrize("former", [None, 20])
async def test_of_two_that_were_made_at_once_one_stands(database: Database, former: int | None) -> None:
    if former:
        await database.write(threads.remember, thread(former), None)
    standing = await asyncio.gather(*(database.write(threads.remember, thread(each), former) for each in (30, 31)))
    assert len(set(standing)) == 1
    assert standing[0] in (30, 31)
    assert await database.read(threads.find, SOUP) == thread(standing[0])
