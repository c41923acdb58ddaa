"""What is kept about a member: every table that names one is accounted for, shown, and erased or rightly kept."""

import json
import sqlite3
from typing import Any

import pytest
from sqlalchemy import BigInteger, Connection

from bot.members.privacy import Privacy
from bot.store import members, persons
from bot.store.database import Database
from bot.store.schema import DUE_ITEM, MEMBER_PREFERENCE, SPENT
from tests.fakes.clock import ManualClock
from tests.service.members.rows import PERSONS, TABLES, counts, fill, holding

pytestmark = pytest.mark.asyncio

HOTPOT, NOODLE = 1_500_000_000_000_000_001, 1_500_000_000_000_000_002
AMY, YU = 1_600_000_000_000_000_001, 1_600_000_000_000_000_002
# How ids of people are named; a column of such a name that nobody accounted for is found here.
NAMES = ("member", "author", "user", "newcomer", "volunteer", "other", "moderator")


def privacy(database: Database) -> Privacy:
    return Privacy(database, ManualClock(), ())


async def test_every_column_that_names_a_member_is_accounted_for() -> None:
    known = {*PERSONS, MEMBER_PREFERENCE.c.member_id}
    for table in TABLES:
        for column in table.c:
            is_person = column.name == "by" or column.name.endswith("_by") or column.name.startswith(NAMES)
            if is_person and isinstance(column.type, BigInteger):
                assert column in known, f"{table.name}.{column.name}: say in bot/store/persons.py what becomes of it"


async def test_a_member_is_shown_every_row_that_names_them_and_nobody_else(database: Database) -> None:
    for number, (guild, member) in enumerate(((HOTPOT, AMY), (NOODLE, YU)), 1):
        await database.write(fill, guild, member, number)
    found = await privacy(database).export(AMY)
    named = await database.read(holding, "member", AMY)
    assert set(found["tables"]) == named | {"member_preference", "spent"}
    text = json.dumps(found)
    assert str(AMY) in text
    assert str(YU) not in text
    assert all(len(rows) == 1 for rows in found["tables"].values())
    assert found["tables"]["cat_tax"][0]["paid_at"] == "2025-01-14T12:00:00+00:00"
    assert found["member_id"] == str(AMY), "JavaScript would round a number of this size"


async def test_whom_else_it_was_about_is_not_told(database: Database) -> None:
    """A volunteer who said no must not be found out, nor whose message somebody would translate better."""

    def pair(connection: Connection) -> None:
        fill(connection, HOTPOT, AMY, 1)
        for column in (c for c in PERSONS if c.table.name in {"buddy_pair", "buddy_news", "suggestion"}):
            if column.name in {"volunteer_id", "other_id", "author_id", "decided_by"}:
                connection.execute(column.table.update().values({column.name: YU}))

    await database.write(pair)
    found = await privacy(database).export(AMY)
    assert {"buddy_pair", "buddy_news", "suggestion"} <= set(found["tables"])
    assert str(YU) not in json.dumps(found)


async def test_a_member_is_erased_and_others_are_not(database: Database) -> None:
    await database.write(fill, HOTPOT, AMY, 1)
    await database.write(fill, NOODLE, YU, 2)
    before = await database.read(holding, "member", YU)
    erased = await privacy(database).erase(AMY)
    kept = {table.name for table in persons.KEPT} - {table.name for table in persons.ERASED}
    assert await database.read(holding, "member", AMY) == kept
    assert await database.read(holding, "member", YU) == before
    assert not erased.preference.locale
    assert await database.read(_rows_of, AMY) == (0, 0, 0)
    assert [each.member_id for each in erased.suggestions] == [AMY]


def _rows_of(connection: Connection, member_id: int) -> tuple[int, ...]:
    """How much of what is not found by its column is left: choices, what is due, characters of former days."""
    wanted: Any = (
        MEMBER_PREFERENCE.c.member_id == member_id,
        DUE_ITEM.c.subject_id == member_id,
        SPENT.c.name == str(member_id),
    )
    return tuple(len(connection.execute(each.left.table.select().where(each)).all()) for each in wanted)


async def test_today_is_still_counted_for_the_limits(database: Database) -> None:
    day = ManualClock().now().date().isoformat()
    for each in ("2025-01-01", day):
        row = {"day": each, "scope": "member", "name": str(AMY), "characters": 5}
        await database.write(lambda connection, row=row: connection.execute(SPENT.insert().values(row)))
    await privacy(database).erase(AMY)
    assert [row["day"] for row in (await privacy(database).export(AMY))["tables"]["spent"]] == [day]


async def test_who_is_left_out_stays_left_out(database: Database) -> None:
    await database.write(members.change, AMY, 1, locale="zh-TW", confirmed=True, opted_out=True, zone="Asia/Taipei")
    left = (await privacy(database).erase(AMY)).preference
    assert (left.locale, left.zone, left.opted_out) == (None, None, True)


async def test_it_is_all_or_nothing(database: Database) -> None:
    """Whatever stops it in the middle, even a bug in who has to do more than erase rows."""
    await database.write(fill, HOTPOT, AMY, 1)
    before = await database.read(counts)

    class Broken:
        def forgetting(self, connection: Connection, member_id: int) -> None:
            persons.erase(connection, member_id)
            raise sqlite3.OperationalError("killed here")

        def forgotten(self, member_id: int) -> None:
            raise AssertionError("it was not")

    with pytest.raises(sqlite3.OperationalError):
        await Privacy(database, ManualClock(), [Broken()]).erase(AMY)
    assert await database.read(counts) == before
