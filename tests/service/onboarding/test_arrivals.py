"""Who waits at the door, on a real database, where servers change their minds and people theirs."""

from datetime import UTC, datetime

import pytest

from bot.onboarding import arrivals as module
from bot.onboarding.arrivals import Arrivals
from bot.store import arrivals as rows
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, DOOR, HALL, LIN = 2**60, 2**59, 2**58, 7
MADE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def arrivals(database: Database) -> Arrivals:
    return Arrivals(database, ManualClock())


async def test_who_left_the_screening_while_the_welcome_was_off_is_not_waited_for_after_a_restart(
    arrivals: Arrivals, database: Database
) -> None:
    await arrivals.decide(GUILD, LIN, channel_id=DOOR)
    await arrivals.arrived(GUILD, 1, MADE, is_screened=True)
    await arrivals.arrived(GUILD, 2, MADE, is_screened=True)
    await arrivals.decide(GUILD, LIN, channel_id=None)
    await arrivals.left(GUILD, 1)
    assert [each.member_id for each in await database.read(rows.screening)] == [2]
    later = Arrivals(database, ManualClock())
    await later.load()
    assert [later.is_screened(GUILD, member) for member in (1, 2)] == [False, True]


async def test_those_in_the_screening_are_bounded_and_the_first_are_let_be(
    arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SCREENED", 3)
    await arrivals.decide(GUILD, LIN, channel_id=DOOR)
    for member in range(1, 6):
        await arrivals.arrived(GUILD, member, MADE, is_screened=True)
    assert [arrivals.is_screened(GUILD, member) for member in range(1, 6)] == [False, False, True, True, True]
    # Of the others only that is forgotten: they are greeted if Discord tells that they were let in.
    assert await arrivals.let_in(GUILD, 1)
