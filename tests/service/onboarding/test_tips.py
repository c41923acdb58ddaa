"""Weeks of tips on a real database: once for each member and server, whatever process looks."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.due.agenda import Agenda
from bot.errors import StoreError
from bot.members.privacy import Privacy
from bot.onboarding.tips import KEPT_DAYS, TIP, Tips
from bot.store import due, members, tip_weeks
from bot.store.database import Database
from bot.store.due import Due
from bot.store.members import MemberPreference
from bot.store.tip_weeks import TipWeek
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, AMY, YU = 2**60, 2**61, 2**62
# 20:00 in Shanghai; the first tip is due on the next day there at 19:00.
FIRST = datetime(2025, 1, 15, 11, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def agenda(database: Database, clock: ManualClock) -> Agenda:
    return Agenda(database, clock)


@pytest.fixture
def tips(database: Database, clock: ManualClock, agenda: Agenda) -> Tips:
    return Tips(database, clock, agenda, lambda guild_id: 1)


async def taken(database: Database) -> Due:
    found = await database.read(due.get, TIP, GUILD, YU)
    assert found
    return found


async def go_to(clock: ManualClock, at: datetime) -> None:
    clock.advance((at - clock.now()).total_seconds())


async def test_a_week_begins_on_the_next_day_and_wakes_the_worker(tips: Tips, agenda: Agenda) -> None:
    agenda.call(TIP).clear()
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    assert await agenda.when(TIP, GUILD, YU) == FIRST
    assert agenda.call(TIP).is_set()


async def test_nothing_begins_where_a_server_wants_none_or_somebody_is_left_out(
    database: Database, clock: ManualClock, agenda: Agenda, tips: Tips
) -> None:
    await Tips(database, clock, agenda, lambda guild_id: 0).began(GUILD, YU, "rednote", "zh-CN")
    await database.write(members.change, AMY, 0, opted_out=True)
    await tips.began(GUILD, AMY, "refugee", "en-US")
    assert [await tips.count(who) for who in (YU, AMY)] == [0, 0]
    assert await agenda.when(TIP, GUILD, YU) is None


async def test_a_tip_that_came_is_not_sent_again_though_it_is_still_due(
    tips: Tips, database: Database, clock: ManualClock
) -> None:
    """As when a process dies between the note that it came and the note of when the next one is due."""
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    await go_to(clock, FIRST)
    item = await taken(database)
    found = await tips.look(item)
    assert isinstance(found, tuple)
    assert await tips.came(*found, 0) == FIRST + timedelta(days=1)
    clock.advance(200)
    assert await tips.look(item) == FIRST + timedelta(days=1)


async def test_a_week_that_ends_while_its_tip_is_sent_stays_ended(
    tips: Tips, database: Database, agenda: Agenda, clock: ManualClock
) -> None:
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    await go_to(clock, FIRST)
    (item,) = await agenda.take(TIP, 1, lambda each: True)
    found = await tips.look(item)
    assert isinstance(found, tuple)
    assert await tips.end(GUILD, YU)
    await agenda.finish(item, await tips.came(*found, 0))
    assert await agenda.when(TIP, GUILD, YU) is None
    assert not await tips.end(GUILD, YU)


async def test_the_last_day_ends_it(tips: Tips, database: Database, clock: ManualClock) -> None:
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    await go_to(clock, FIRST + timedelta(days=6))
    await tips.heard(GUILD, YU)
    week = await database.read(tip_weeks.get, GUILD, YU)
    assert week
    assert await tips.came(week, MemberPreference(YU), 6) is None
    ended = await database.read(tip_weeks.get, GUILD, YU)
    assert ended
    assert (ended.sent, ended.stopped_at is None) == (7, False)


async def test_who_speaks_is_written_down_once_a_day_and_nobody_else_at_all(
    tips: Tips, database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    written: list[object] = []
    really = database.write

    async def write(unit, *args, **kwargs):
        written.append(unit)
        return await really(unit, *args, **kwargs)

    monkeypatch.setattr(database, "write", write)
    await tips.heard(GUILD, YU)
    assert written == []
    clock.advance(86_400)
    for _ in range(5):
        await tips.heard(GUILD, YU)
        await tips.heard(GUILD, AMY)
        await tips.heard(GUILD + 1, YU)
    assert written == [tip_weeks.heard]
    monkeypatch.undo()
    # The same goes for a process that was started since.
    again = Tips(database, clock, Agenda(database, clock), lambda guild_id: 1)
    await again.load()
    monkeypatch.setattr(database, "write", write)
    await again.heard(GUILD, YU)
    assert written == [tip_weeks.heard]
    week = await database.read(tip_weeks.get, GUILD, YU)
    assert week
    assert week.heard_at == int(datetime(2025, 1, 15, tzinfo=UTC).timestamp() * 1000)


async def test_what_could_not_be_written_down_is_with_the_next_word(
    tips: Tips, database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    clock.advance(86_400)

    async def locked(*_: object) -> None:
        raise StoreError("held by another program")

    with monkeypatch.context() as patched:
        patched.setattr(database, "write", locked)
        with pytest.raises(StoreError):
            await tips.heard(GUILD, YU)
    await tips.heard(GUILD, YU)
    week = await database.read(tip_weeks.get, GUILD, YU)
    assert week
    assert week.heard_at


async def test_what_is_heard_in_private_counts_for_all_servers(
    tips: Tips, database: Database, clock: ManualClock
) -> None:
    for guild_id in (GUILD, GUILD + 1):
        await tips.began(guild_id, YU, "rednote", "zh-CN")
    clock.advance(86_400)
    await tips.heard(None, YU)
    weeks = [await database.read(tip_weeks.get, guild_id, YU) for guild_id in (GUILD, GUILD + 1)]
    assert [week is not None and week.heard_at is not None for week in weeks] == [True, True]


async def test_a_member_is_forgotten_with_what_is_due(
    tips: Tips, agenda: Agenda, database: Database, clock: ManualClock
) -> None:
    await tips.began(GUILD, YU, "rednote", "zh-CN")
    await tips.began(GUILD, AMY, "refugee", "en-US")
    await Privacy(database, clock, [tips]).erase(YU)
    assert await tips.count(YU) == 0
    assert await agenda.when(TIP, GUILD, YU) is None
    assert await tips.count(AMY) == 1
    assert await agenda.when(TIP, GUILD, AMY)


async def test_weeks_of_over_a_year_ago_are_forgotten(tips: Tips, database: Database, clock: ManualClock) -> None:
    await database.write(tip_weeks.save, TipWeek(GUILD, YU, "rednote", 0, "UTC", stopped_at=1))
    await tips.began(GUILD, AMY, "refugee", "en-US")
    clock.advance((KEPT_DAYS - 1) * 86_400)
    await tips.prune()
    assert [await tips.count(who) for who in (YU, AMY)] == [0, 1]
    clock.advance(2 * 86_400)
    await tips.prune()
    assert await tips.count(AMY) == 0
