"""Where newcomers stand, on a real database."""

import pytest

from bot.errors import UserError
from bot.i18n import catalogue_folder
from bot.onboarding.journeys import KEPT_DAYS, Journeys
from bot.onboarding.pack import Pack
from bot.store import persons
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, AMY, YU = 2**60, 2**61, 2**62
FACTS = {"server": "Hotpot Club"}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def journeys(database: Database, clock: ManualClock) -> Journeys:
    return Journeys(database, clock, Pack.load(catalogue_folder()))


async def test_members_stand_where_they_left_off_each_in_each_server(journeys: Journeys) -> None:
    assert await journeys.where(GUILD, AMY) is None
    await journeys.stand(GUILD, AMY, "refugee", 3)
    await journeys.stand(GUILD + 1, AMY, "refugee", 1)
    await journeys.stand(GUILD, YU, "rednote", 2)
    stood = [await journeys.where(*who) for who in ((GUILD, AMY), (GUILD + 1, AMY), (GUILD, YU))]
    assert [(each.journey, each.step) for each in stood if each] == [("refugee", 3), ("refugee", 1), ("rednote", 2)]


async def test_another_journey_begins_anew_and_the_same_one_does_not(journeys: Journeys, clock: ManualClock) -> None:
    await journeys.stand(GUILD, AMY, "refugee", 0)
    first = await journeys.where(GUILD, AMY)
    clock.advance(60)
    await journeys.stand(GUILD, AMY, "refugee", 1)
    second = await journeys.where(GUILD, AMY)
    await journeys.stand(GUILD, AMY, "looking", 0)
    third = await journeys.where(GUILD, AMY)
    assert first
    assert second
    assert third
    assert (second.began_at, second.updated_at) == (first.began_at, first.began_at + 60_000)
    assert third.began_at == second.updated_at


async def test_the_end_is_reached_once(journeys: Journeys) -> None:
    await journeys.stand(GUILD, AMY, "looking", 1)
    assert await journeys.finish(GUILD, AMY, "looking", 1)
    assert not await journeys.finish(GUILD, AMY, "looking", 1)
    await journeys.stand(GUILD, AMY, "looking", 0)
    known = await journeys.where(GUILD, AMY)
    assert known
    assert known.finished_at is not None


async def test_steps_that_need_what_a_server_lacks_are_left_out(journeys: Journeys) -> None:
    bare = [(await journeys.card(GUILD, "en", "refugee", number, FACTS)).step.key for number in range(6)]
    assert bare == ["here", "rednote", "words", "manners", "times", "safety"]
    with_rules = await journeys.card(GUILD, "en", "refugee", 4, FACTS | {"rules": "<#7>"})
    assert (with_rules.step.key, with_rules.count) == ("rules", 7)
    assert "<#7>" in with_rules.step.text
    assert "Hotpot Club" in (await journeys.card(GUILD, "zh-TW", "refugee", 0, FACTS)).step.text


async def test_a_step_beyond_the_last_one_is_the_last_one(journeys: Journeys) -> None:
    """A button of last year, when there were more."""
    card = await journeys.card(GUILD, "zh-CN", "looking", 99, FACTS)
    assert (card.step.key, card.number, card.is_last) == ("manners", 1, True)
    with pytest.raises(UserError, match="changed since"):
        await journeys.card(GUILD, "en", "pirate", 0, FACTS)


async def test_who_does_not_move_for_a_year_is_forgotten(journeys: Journeys, clock: ManualClock) -> None:
    await journeys.stand(GUILD, AMY, "refugee", 3)
    clock.advance(KEPT_DAYS * 86_400 - 1)
    await journeys.stand(GUILD, YU, "refugee", 3)
    await journeys.prune()
    assert await journeys.where(GUILD, AMY)
    clock.advance(2)
    await journeys.prune()
    assert await journeys.where(GUILD, AMY) is None
    assert await journeys.where(GUILD, YU)


async def test_a_member_is_forgotten_in_all_servers(journeys: Journeys, database: Database) -> None:
    for guild_id in (GUILD, GUILD + 1):
        await journeys.stand(guild_id, AMY, "refugee", 3)
    await journeys.stand(GUILD, YU, "refugee", 3)
    assert [await journeys.count(AMY), await journeys.count(YU)] == [2, 1]
    await database.write(persons.erase, AMY)
    assert [await journeys.count(AMY), await journeys.count(YU)] == [0, 1]
    assert [await journeys.where(guild_id, AMY) for guild_id in (GUILD, GUILD + 1)] == [None, None]
    assert await journeys.where(GUILD, YU)
