"""Roles that are entrusted with a part of RedBridge are kept, replaced and written down."""

import pytest

from bot.access.access import MOST, Access, Area
from bot.audit.trail import Trail
from bot.errors import UserError
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio

CLUB, OTHER, LIN = 1, 2, 9


async def test_a_role_opens_its_own_part_and_no_other_and_one_for_everything_opens_all(database: Database) -> None:
    access = Access(database, ManualClock())
    await access.entrust(CLUB, Area.RULES, [30], LIN)
    await access.entrust(CLUB, Area.ALL, [40], LIN)
    assert access.opening(CLUB, Area.RULES) == {30, 40}
    assert access.opening(CLUB, Area.TRANSLATION) == {40}
    assert access.opening(CLUB, Area.ALL) == {40}
    assert access.opening(OTHER, Area.RULES) == set()


async def test_the_roles_of_a_part_are_replaced_and_still_known_after_a_restart(database: Database) -> None:
    access = Access(database, ManualClock())
    await access.entrust(CLUB, Area.RULES, [30, 20], LIN)
    await access.entrust(CLUB, Area.ONBOARDING, [20], LIN)
    await access.entrust(CLUB, Area.RULES, [50], LIN)
    again = Access(database, ManualClock())
    await again.load()
    for each in (access, again):
        assert list(each.roles(CLUB, Area.RULES)) == [50]
        assert list(each.roles(CLUB, Area.ONBOARDING)) == [20]
        assert list(each.roles(CLUB, Area.TRANSLATION)) == []


async def test_each_change_is_written_down_and_none_where_nothing_changes(database: Database) -> None:
    access, trail = Access(database, ManualClock()), Trail(database, ManualClock())
    await access.entrust(CLUB, Area.RULES, [30, 20], LIN)
    await access.entrust(CLUB, Area.RULES, [20, 30, 30], LIN)
    await access.entrust(CLUB, Area.RULES, [], LIN)
    changes = (await trail.page(CLUB, 0)).changes
    assert [(change.action, change.before, change.after, change.member_id) for change in changes] == [
        ("access-rules", "20 30", None, LIN),
        ("access-rules", None, "20 30", LIN),
    ]


async def test_too_many_roles_are_refused_and_nothing_changes(database: Database) -> None:
    access = Access(database, ManualClock())
    await access.entrust(CLUB, Area.RULES, [30], LIN)
    with pytest.raises(UserError):
        await access.entrust(CLUB, Area.RULES, list(range(1, MOST + 2)), LIN)
    assert list(access.roles(CLUB, Area.RULES)) == [30]
