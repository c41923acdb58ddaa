"""What members chose, and who changed what."""

import pytest

from bot.store import audit, members
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.members import MemberPreference

pytestmark = pytest.mark.asyncio

AMY, YU = 7, 8


async def test_a_member_who_chose_nothing_has_the_defaults(database: Database) -> None:
    assert await database.read(members.get, AMY) == MemberPreference(AMY)
    assert not await database.read(members.has_opted_out, AMY)


async def test_one_choice_leaves_the_others(database: Database) -> None:
    await database.write(members.change, AMY, 1, locale="zh-TW", confirmed=True)
    await database.write(members.change, AMY, 2, opted_out=True)
    assert await database.read(members.get, AMY) == MemberPreference(AMY, "zh-TW", True, False, True, 2)
    assert await database.read(members.has_opted_out, AMY)
    assert not await database.read(members.has_opted_out, YU)


async def test_a_forgotten_member_has_the_defaults_again(database: Database) -> None:
    await database.write(members.change, AMY, 1, pinyin=True)
    assert await database.write(members.forget, AMY)
    assert not await database.write(members.forget, AMY)
    assert await database.read(members.get, AMY) == MemberPreference(AMY)


async def test_changes_are_listed_newest_first_and_by_kind(database: Database) -> None:
    changes = [Change(1, at, AMY, action, "10", "off", "reply") for at, action in ((1, "mode"), (2, "glossary.add"))]
    for change in (*changes, Change(2, 3, YU, "mode", "20")):
        await database.write(audit.add, change)
    assert await database.read(audit.latest, 1, 10) == changes[::-1]
    assert await database.read(audit.latest, 1, 10, "glossary") == changes[1:]
    assert await database.read(audit.latest, 1, 1) == changes[1:]
    assert await database.write(audit.prune, 2) == 1
    assert await database.read(audit.latest, 1, 10) == changes[1:]
