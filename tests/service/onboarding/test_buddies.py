"""Who is asked to be whose buddy, on a real database."""

import itertools

import pytest

from bot.due.agenda import Agenda
from bot.errors import UserError
from bot.members.privacy import Privacy
from bot.onboarding import buddies as module
from bot.onboarding.buddies import MOST_CHARGES, NEWS, SEARCH, Answer, Buddies, Question
from bot.store import members, welcomes
from bot.store.database import Database
from bot.store.due import Due
from bot.store.welcomes import Welcome
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, AMY, LEO, YU, MEI, LAN = (2**60 + number for number in range(6))
DAY = 86_400


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def agenda(database: Database, clock: ManualClock) -> Agenda:
    return Agenda(database, clock)


async def begin(database: Database, clock: ManualClock, agenda: Agenda) -> Buddies:
    """On a server that has them."""
    await database.write(welcomes.decide, Welcome(GUILD, has_buddies=True))
    return Buddies(database, clock, agenda)


async def asked(buddies: Buddies, newcomer: int) -> int | None:
    """Who is asked for a newcomer, and has the question."""
    found = await buddies.search(Due(SEARCH, GUILD, newcomer, 0))
    if not isinstance(found, Question):
        return None
    await buddies.reached(found)
    return found.volunteer_id


async def pair_up(buddies: Buddies, newcomer: int) -> int:
    """Find a newcomer a buddy who reads English."""
    await buddies.wish(GUILD, newcomer, "zh-CN")
    helper = await asked(buddies, newcomer)
    assert helper
    assert await buddies.answer(GUILD, newcomer, helper, accepts=True) is Answer.TOGETHER
    return helper


async def test_only_the_other_language_will_do(database: Database, clock: ManualClock, agenda: Agenda) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, YU, "zh-TW")
    await buddies.offer(GUILD, LEO, "en")
    await buddies.wish(GUILD, MEI, "zh-CN")
    assert await asked(buddies, MEI) == LEO
    await buddies.wish(GUILD, AMY, "en")
    assert await asked(buddies, AMY) == YU
    await buddies.step_down(GUILD, LEO)
    assert await asked(buddies, MEI) is None
    assert [news.what for news in await buddies.untold(GUILD, MEI)] == ["nobody"]


async def test_nobody_is_asked_for_themselves_nor_in_another_server(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    await database.write(welcomes.decide, Welcome(GUILD + 1, has_buddies=True))
    await buddies.offer(GUILD, AMY, "zh-CN")
    await buddies.offer(GUILD + 1, YU, "zh-CN")
    await buddies.wish(GUILD, AMY, "en")
    assert await asked(buddies, AMY) is None


async def test_who_is_left_out_is_not_asked_and_what_they_read_by_now_counts(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    for who in (YU, MEI, LAN):
        await buddies.offer(GUILD, who, "zh-CN")
    await database.write(members.change, YU, 0, opted_out=True)
    await database.write(members.change, MEI, 0, locale="en", confirmed=True)
    # What their Discord says counts for nothing beside what they said themselves.
    await database.write(members.change, LAN, 0, locale="en")
    await buddies.wish(GUILD, AMY, "en")
    assert await asked(buddies, AMY) == LAN


async def test_volunteers_take_turns_and_who_has_fewest_comes_first(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    for who in (AMY, LEO):
        await buddies.offer(GUILD, who, "en")
        clock.advance(1)
    helpers = []
    for newcomer in range(1, 1 + 2 * MOST_CHARGES):
        helpers.append(await pair_up(buddies, newcomer))
        clock.advance(1)
    assert helpers == [AMY, LEO] * MOST_CHARGES
    await buddies.wish(GUILD, 99, "zh-CN")
    assert await asked(buddies, 99) is None
    await buddies.end(GUILD, 4, LEO)
    await buddies.wish(GUILD, 99, "zh-CN")
    assert await asked(buddies, 99) == LEO


async def test_of_those_with_as_many_the_one_who_was_not_asked_for_longest(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    for who in (AMY, LEO):
        await buddies.offer(GUILD, who, "en")
        clock.advance(1)
    order = []
    for newcomer in (1, 2, 3, 4):
        await buddies.wish(GUILD, newcomer, "zh-CN")
        helper = await asked(buddies, newcomer)
        assert helper
        await buddies.give_up(GUILD, newcomer)
        order.append(helper)
        clock.advance(1)
    assert order == [AMY, LEO, AMY, LEO]


async def test_places_are_kept_for_those_about_whom_somebody_is_asked(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    for newcomer in range(1, MOST_CHARGES + 2):
        await buddies.wish(GUILD, newcomer, "zh-CN")
    assert [await asked(buddies, newcomer) for newcomer in range(1, MOST_CHARGES + 2)] == [AMY] * MOST_CHARGES + [None]


async def test_nobody_gets_more_than_their_share_even_if_they_accept_it(
    database: Database, clock: ManualClock, agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a later version lowers the number while questions are out."""
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    for newcomer in (1, 2):
        await buddies.wish(GUILD, newcomer, "zh-CN")
        await asked(buddies, newcomer)
    clock.advance(1)
    monkeypatch.setattr("bot.onboarding.matching.MOST_CHARGES", 1)
    assert await buddies.answer(GUILD, 1, AMY, accepts=True) is Answer.TOGETHER
    assert await buddies.answer(GUILD, 2, AMY, accepts=True) is Answer.FULL
    assert await agenda.when(SEARCH, GUILD, 2) == clock.now()


async def test_a_second_press_changes_nothing(database: Database, clock: ManualClock, agenda: Agenda) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    await pair_up(buddies, YU)
    assert await buddies.answer(GUILD, YU, AMY, accepts=True) is Answer.TOGETHER
    assert await buddies.answer(GUILD, YU, AMY, accepts=False) is Answer.PASSED
    standing = await buddies.look(GUILD, YU)
    assert standing.helper
    assert standing.helper.member_id == AMY
    with pytest.raises(UserError):
        await buddies.wish(GUILD, YU, "zh-CN")


async def test_a_wish_that_is_open_is_not_counted_again(database: Database, clock: ManualClock, agenda: Agenda) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    for _ in range(5):
        await buddies.wish(GUILD, YU, "zh-CN")
    numbers = await buddies.numbers(GUILD)
    assert (numbers.offers, numbers.looking, numbers.together) == ({"en": 1}, 1, 0)


async def test_a_question_that_never_came_may_be_asked_later(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    await buddies.wish(GUILD, YU, "zh-CN")
    item = Due(SEARCH, GUILD, YU, 0)
    first = await buddies.search(item)
    assert isinstance(first, Question)
    assert await buddies.search(item) == first
    clock.advance(3 * DAY)
    again = await buddies.search(item)
    assert isinstance(again, Question)
    assert (again.volunteer_id, again.chosen_at > first.chosen_at) == (AMY, True)


async def test_a_server_has_so_many_volunteers(
    database: Database, clock: ManualClock, agenda: Agenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_VOLUNTEERS", 2)
    buddies = await begin(database, clock, agenda)
    for who in (AMY, LEO, AMY):
        await buddies.offer(GUILD, who, "en")
    with pytest.raises(UserError):
        await buddies.offer(GUILD, YU, "zh-CN")


async def test_all_that_names_a_member_is_counted_and_forgotten(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    assert await buddies.count(AMY) == 0
    await buddies.offer(GUILD, AMY, "en")
    assert await buddies.count(AMY) == 1
    await pair_up(buddies, YU)
    assert await buddies.count(YU) > 0
    await Privacy(database, clock, [buddies]).erase(AMY)
    assert await buddies.count(AMY) == 0
    told = await buddies.untold(GUILD, YU)
    assert [(news.what, news.other_id) for news in told] == [("ended", 0)]
    await Privacy(database, clock, [buddies]).erase(YU)
    assert await buddies.count(YU) == 0
    assert [await agenda.when(kind, GUILD, who) for kind, who in itertools.product((SEARCH, NEWS), (AMY, YU))] == [
        None
    ] * 4


async def test_what_others_were_not_told_yet_is_forgotten_with_whom_it_is_about(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    await pair_up(buddies, YU)
    await buddies.end(GUILD, AMY, YU)
    assert [news.other_id for news in await buddies.untold(GUILD, YU)] == [AMY]
    await Privacy(database, clock, [buddies]).erase(AMY)
    assert await buddies.untold(GUILD, YU) == []


async def test_after_a_year_it_is_forgotten_and_not_before(
    database: Database, clock: ManualClock, agenda: Agenda
) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    await pair_up(buddies, YU)
    clock.advance(364 * DAY)
    await buddies.prune()
    assert (await buddies.numbers(GUILD)).together == 1
    assert len(await buddies.untold(GUILD, YU)) == 1
    clock.advance(2 * DAY)
    await buddies.prune()
    assert [await buddies.count(who) for who in (AMY, YU)] == [0, 0]


async def test_nobody_is_asked_for_a_wish_of_long_ago(database: Database, clock: ManualClock, agenda: Agenda) -> None:
    buddies = await begin(database, clock, agenda)
    await buddies.offer(GUILD, AMY, "en")
    await buddies.wish(GUILD, YU, "zh-CN")
    clock.advance(31 * DAY)
    assert await asked(buddies, YU) is None
    assert [news.what for news in await buddies.untold(GUILD, YU)] == ["nobody"]
