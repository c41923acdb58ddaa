"""The books of the cat tax, on a real database."""

import asyncio

import pytest

from bot.members.privacy import Privacy
from bot.onboarding.cats import Cats
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, AMY, YU, LIN = 2**60, 2**61, 2**62, 7


@pytest.fixture
def cats(database: Database) -> Cats:
    return Cats(database, ManualClock())


async def test_each_member_pays_once_in_each_server(cats: Cats) -> None:
    paid = [await cats.pay(guild, member, 5, 6) for guild in (GUILD, GUILD + 1) for member in (AMY, YU, AMY)]
    assert [tax and tax.number for tax in paid] == [1, 2, None, 1, 2, None]


async def test_two_pictures_at_once_are_one_tax_and_no_number_is_given_twice(database: Database) -> None:
    books = [Cats(database, ManualClock()) for _ in range(2)]
    same = await asyncio.gather(*(each.pay(GUILD, AMY, 5, number) for number, each in enumerate(books)))
    assert sorted(tax is None for tax in same) == [False, True]
    others = await asyncio.gather(*(books[number % 2].pay(GUILD, 100 + number, 5, number) for number in range(9)))
    assert sorted(tax.number for tax in others if tax) == list(range(2, 11))


async def test_what_is_given_back_can_be_paid_anew_and_what_is_forgotten_too(cats: Cats, database: Database) -> None:
    for member in (AMY, YU):
        await cats.pay(GUILD, member, 5, 6)
    assert await cats.undo(GUILD, AMY, LIN)
    assert not await cats.undo(GUILD, AMY, LIN)
    again = await cats.pay(GUILD, AMY, 5, 7)
    assert again
    assert again.number == 3
    await Privacy(database, ManualClock(), ()).erase(YU)
    assert await cats.of(GUILD, YU) == (None, 1)
    assert await cats.of(GUILD, AMY) == (again, 1)
