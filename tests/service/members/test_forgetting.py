"""Who has left is forgotten after a while, and a server that RedBridge was taken out of; all others are not."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.due.agenda import Agenda
from bot.members.forgetting import DEPARTED, LEAVER, Forgetting, Periods
from bot.store import members, persons
from bot.store.database import Database
from bot.store.due import Due
from bot.store.schema import METADATA
from tests.fakes.clock import ManualClock
from tests.service.members.rows import counts, fill, holding, value

pytestmark = pytest.mark.asyncio

HOTPOT, NOODLE = 1_500_000_000_000_000_001, 1_500_000_000_000_000_002
AMY, YU = 1_600_000_000_000_000_001, 1_600_000_000_000_000_002
PRESENT = lambda _: True  # noqa: E731
HAVE_GUILD = {table.name for table in METADATA.sorted_tables if "guild_id" in table.c}


class Held:
    """Remembers of which servers nothing is held any more."""

    def __init__(self) -> None:
        self.released: list[int] = []

    def release(self, guild_id: int) -> None:
        self.released.append(guild_id)


def forgetting(database: Database, *holders: Any) -> tuple[Forgetting, Agenda]:
    clock = ManualClock()
    agenda = Agenda(database, clock)
    return Forgetting(database, clock, agenda, Periods(members=30, servers=60), holders), agenda


async def test_a_server_is_forgotten_in_every_table_and_the_others_keep_everything(database: Database) -> None:
    await database.write(fill, HOTPOT, AMY, 1)
    await database.write(fill, NOODLE, YU, 2)
    of_noodle = await database.read(holding, "guild_id", NOODLE)
    assert of_noodle == HAVE_GUILD
    held = Held()
    await forgetting(database, held)[0].forget_server(HOTPOT)
    assert await database.read(holding, "guild_id", HOTPOT) == set()
    assert await database.read(holding, "guild_id", NOODLE) == of_noodle
    assert held.released == [HOTPOT]
    left = await database.read(counts)
    assert (left["bridge_channel"], left["member_preference"]) == (1, 1)
    assert await database.read(holding, "member_id", AMY) == set(), "nobody else knew them"


async def test_who_is_known_elsewhere_keeps_what_they_chose(database: Database) -> None:
    await database.write(fill, HOTPOT, AMY, 1)
    await database.write(members.change, AMY, 1, locale="zh-TW", confirmed=True)

    def also(connection: Any) -> None:
        table = METADATA.tables["cat_tax"]
        row = {"guild_id": NOODLE, "member_id": AMY, "channel_id": 1, "message_id": 2, "number": 1, "paid_at": 3}
        connection.execute(table.insert().values(row))

    await database.write(also)
    service, _ = forgetting(database)
    await service.forget_server(HOTPOT)
    assert (await database.read(members.get, AMY)).locale == "zh-TW"
    await service.forget_member(Due(LEAVER, NOODLE, AMY, 0))
    assert (await database.read(members.get, AMY)).locale is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.sampled_from([HOTPOT, NOODLE]), st.sampled_from([AMY, YU])), max_size=4, unique=True))
async def test_whoever_leaves_is_forgotten_there_and_nowhere_else(database: Database, rows: list[Any]) -> None:
    """Each table by itself, whatever else is in it."""

    def begin(connection: Any) -> None:
        for table in reversed(METADATA.sorted_tables):
            if table.name != "meta":
                connection.execute(table.delete())
        for guild_id, member_id in rows:
            for table in persons.ERASED:
                values = {"guild_id": guild_id, **{c.name: member_id for c in persons.ERASED[table]}}
                connection.execute(table.insert().values(**_row(table, guild_id, member_id), **values))

    await database.write(begin)
    await forgetting(database)[0].forget_member(Due(LEAVER, HOTPOT, AMY, 0))
    for guild_id, member_id in ((HOTPOT, AMY), (HOTPOT, YU), (NOODLE, AMY), (NOODLE, YU)):
        is_left = (guild_id, member_id) in rows and (guild_id, member_id) != (HOTPOT, AMY)
        assert await database.read(persons.is_known, member_id, guild_id) is is_left


def _row(table: Any, guild_id: int, member_id: int) -> dict[str, Any]:
    number = 10 * (guild_id % 10) + member_id % 10
    others = [c for c in table.c if c.name != "guild_id" and c not in persons.ERASED[table]]
    return {c.name: value(c, guild_id, member_id, number) for c in others}


async def test_a_member_who_comes_back_in_time_is_kept(database: Database) -> None:
    await database.write(members.change, AMY, 1, locale="zh-TW", confirmed=True)
    service, agenda = forgetting(database)
    await service.left(HOTPOT, AMY)
    due_at = await agenda.when(LEAVER, HOTPOT, AMY)
    assert due_at is not None
    assert (due_at - ManualClock().now()).days == 30
    await service.back(HOTPOT, AMY)
    assert await agenda.when(LEAVER, HOTPOT, AMY) is None


async def test_of_whom_nothing_is_known_nothing_is_noted(database: Database) -> None:
    service, agenda = forgetting(database)
    await service.left(HOTPOT, AMY)
    assert await agenda.when(LEAVER, HOTPOT, AMY) is None


async def test_servers_that_went_and_came_meanwhile_are_noted_by_the_process_that_serves_them(
    database: Database,
) -> None:
    await database.write(fill, HOTPOT, AMY, 1)
    await database.write(fill, NOODLE, YU, 2)
    service, agenda = forgetting(database)
    await service.compare({NOODLE}, lambda guild_id: guild_id == NOODLE)
    assert await agenda.when(DEPARTED, HOTPOT, 0) is None, "that is another process's"
    await service.compare({NOODLE}, PRESENT)
    due_at = await agenda.when(DEPARTED, HOTPOT, 0)
    assert due_at is not None
    assert await agenda.when(DEPARTED, NOODLE, 0) is None
    await service.compare({HOTPOT, NOODLE}, PRESENT)
    assert await agenda.when(DEPARTED, HOTPOT, 0) is None
