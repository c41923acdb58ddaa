"""Sums and answers, as both databases keep them."""

import asyncio

import pytest

from bot.store import answers, meta, spending
from bot.store.answers import CachedAnswer
from bot.store.database import Database

pytestmark = pytest.mark.asyncio

DAY = ("2025-01-14", "engine", "deepl")
GUILD = ("2025-01-14", "guild", str(2**63 - 1))
OTHER_DAY = ("2024-11-01", "engine", "deepl")


def answer(number: int, created: int = 1, expires: int = 100) -> CachedAnswer:
    return CachedAnswer(number.to_bytes(32, "big"), f"译文 {number}", "google", "translation", created, expires)


async def test_sums_add_up(database: Database) -> None:
    await database.write(spending.add, {})
    await database.write(spending.add, {DAY: 5, GUILD: 10**12})
    await database.write(spending.add, {DAY: 7, GUILD: -(10**12), OTHER_DAY: 1})
    assert await database.read(spending.totals, [DAY, GUILD, ("2025-01-14", "engine", "google")]) == {DAY: 12, GUILD: 0}
    assert await database.read(spending.totals, []) == {}
    assert await database.write(spending.prune, "2025-01-01") == 1
    assert await database.read(spending.totals, [DAY, OTHER_DAY]) == {DAY: 12}


async def test_sums_of_many_at_once_are_not_lost(url: str, database: Database) -> None:
    others = [await Database.open(url) for _ in range(2)]
    databases = [database, *others] * 5
    await asyncio.gather(*(each.write(spending.add, {DAY: 1, GUILD: 2}) for each in databases))
    assert await database.read(spending.totals, [DAY, GUILD]) == {DAY: 15, GUILD: 30}
    for other in others:
        await other.close()


async def test_answers_come_back_until_they_expire(database: Database) -> None:
    await database.write(answers.put_all, [answer(1), answer(2)])
    await database.write(answers.put_all, [])
    replaced = CachedAnswer(answer(1).key, "neu 🐱", "deepl", "gloss", 2, 200)
    await database.write(answers.put_all, [replaced])
    assert await database.read(answers.find, answer(1).key, 199) == replaced
    assert await database.read(answers.find, answer(2).key, 99) == answer(2)
    assert await database.read(answers.find, answer(2).key, 100) is None
    assert await database.read(answers.find, answer(3).key, 0) is None


async def test_answers_that_are_old_or_too_many_go(database: Database) -> None:
    await database.write(answers.put_all, [answer(number, created=number) for number in range(10)])
    await database.write(answers.put_all, [answer(10, expires=50)])
    assert await database.write(answers.prune, 50, 4) == 7
    assert await database.read(answers.count) == 4
    found = [await database.read(answers.find, answer(number).key, 0) for number in (5, 6, 9, 10)]
    assert [bool(each) for each in found] == [False, True, True, False]
    assert await database.write(answers.prune, 50, 4) == 0


async def test_a_fact_that_is_kept_is_the_first(database: Database) -> None:
    assert await database.write(meta.keep, "secret", "first") == "first"
    assert await database.write(meta.keep, "secret", "second") == "first"
