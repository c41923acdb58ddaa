"""Which channels were told that no engine answers, on a real database."""

import pytest

from bot.store import outages
from bot.store.database import Database
from bot.store.outages import Notice

pytestmark = pytest.mark.asyncio


async def test_an_outage_is_news_once_and_counts_from_its_first_message(database: Database) -> None:
    assert await database.write(outages.begin, Notice(10, 1, 500))
    for since in (600, 400, 450):
        assert not await database.write(outages.begin, Notice(10, 1, since))
    await database.write(outages.shown, 10, 77)
    assert await database.read(outages.every) == [Notice(10, 1, 400, 77)]


async def test_each_channel_has_its_own(database: Database) -> None:
    await database.write(outages.begin, Notice(10, 1, 500))
    await database.write(outages.begin, Notice(11, 1, 300))
    assert [notice.channel_id for notice in await database.read(outages.every)] == [11, 10]
    assert await database.write(outages.end, 11)
    assert not await database.write(outages.end, 11)
    assert [notice.channel_id for notice in await database.read(outages.every)] == [10]


async def test_the_last_day_on_which_nothing_more_might_be_spent_is_kept(database: Database) -> None:
    await database.write(outages.begin, Notice(10, 1, 500))
    await database.write(outages.begin, Notice(11, 1, 500))
    for day in ("2025-01-14", "2025-01-15", None):
        assert not await database.write(outages.begin, Notice(10, 1, 600, spent_on=day))
    assert await database.read(outages.every) == [Notice(10, 1, 500, spent_on="2025-01-15"), Notice(11, 1, 500)]
