"""How newcomers are counted, on a real database: each at most once a step, and never fewer than none."""

import asyncio
from datetime import date

import pytest

from bot.onboarding.cats import Cats
from bot.onboarding.numbers import CHOSE, KEPT_WEEKS, STEPS, Counting, Numbers
from bot.store import arrivals, members, newcomers, onboarding_counts, persons
from bot.store.arrivals import WAITING, Arrival
from bot.store.database import Database
from bot.store.newcomers import Newcomer
from bot.store.onboarding_counts import A_WEEK, DAY, TOO_LATE, What
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, AMY, YU, LIN = 2**60, 2**61, 2**62, 7
# The Monday of the clock's first week.
MONDAY = date(2025, 1, 13)


class Desk:
    """What happens to newcomers, said in short."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock()
        self.counting = Counting(database, self.clock)
        self.cats = Cats(database, self.clock)

    @property
    def now(self) -> int:
        return int(self.clock.now().timestamp() * 1000)

    async def join(self, *people: int) -> None:
        for member_id in people:
            await self.database.write(arrivals.arrive, Arrival(GUILD, member_id, self.now, WAITING))

    async def tour(
        self, member_id: int, journey: str = "refugee", *, began: int | None = None, done: bool = False
    ) -> None:
        finished = self.now if done else None
        newcomer = Newcomer(GUILD, member_id, journey, 1, self.now if began is None else began, finished, self.now)
        await self.database.write(newcomers.save, newcomer)

    async def leave(self, member_id: int) -> None:
        await self.database.write(arrivals.leave, GUILD, member_id, self.now)

    async def ask(self, *here: int) -> list[int]:
        asked = await self.counting.to_ask(GUILD)
        await self.counting.answered(GUILD, asked, here)
        return [each.member_id for each in asked]

    async def numbers(self, weeks: int = 8) -> Numbers:
        return await self.counting.of(GUILD, weeks)

    async def row(self, locale: str | None = None) -> list[int]:
        numbers = await self.numbers()
        return [numbers.of(step, locale=locale) for step in STEPS]

    def days(self, count: float) -> None:
        self.clock.advance(count * DAY / 1000)


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


async def test_each_step_counts_once_for_each_in_the_week_in_which_they_joined(desk: Desk) -> None:
    await desk.join(AMY, YU)
    desk.days(7)
    await desk.join(LIN)
    for _ in range(2):
        await desk.counting.chose(GUILD, AMY, "en")
        await desk.tour(AMY)
        await desk.tour(AMY, done=True)
        await desk.tour(AMY, "rednote")
        await desk.tour(AMY, "rednote", done=True)
        await desk.cats.pay(GUILD, AMY, 1, 2)
    numbers = await desk.numbers(3)
    assert [week.isoformat() for week in numbers.weeks] == ["2025-01-06", "2025-01-13", "2025-01-20"]
    assert [[numbers.of(step, week=week) for step in STEPS] for week in numbers.weeks] == [
        [0] * 6,
        [2, 1, 1, 1, 1, 0],
        [1, 0, 0, 0, 0, 0],
    ]
    assert await desk.row("en") == [1, 1, 1, 1, 1, 0]
    assert await desk.row("") == [2, 0, 0, 0, 0, 0]


async def test_whoever_chooses_a_language_takes_along_what_was_counted_and_keeps_the_first_one(desk: Desk) -> None:
    await desk.join(AMY)
    await desk.tour(AMY)
    assert await desk.row("") == [1, 0, 1, 0, 0, 0]
    await desk.counting.chose(GUILD, AMY, "zh-TW")
    await desk.counting.chose(GUILD, AMY, "en")
    assert (await desk.row(""), await desk.row("en")) == ([0] * 6, [0] * 6)
    assert await desk.row("zh-TW") == [1, 1, 1, 0, 0, 0]


async def test_a_language_that_was_known_before_counts_at_once_and_others_servers_do_not_mix(desk: Desk) -> None:
    await desk.database.write(members.change, AMY, 0, locale="zh-CN", confirmed=True)
    await desk.join(AMY, YU)
    await desk.counting.chose(GUILD + 1, YU, "en")
    assert await desk.row("zh-CN") == [1, 1, 0, 0, 0, 0]
    assert await desk.row("") == [1, 0, 0, 0, 0, 0]
    assert (await desk.counting.of(GUILD + 1, 8)).is_empty


async def test_what_somebody_did_whose_arrival_is_not_known_does_not_count(desk: Desk) -> None:
    before = desk.now
    await desk.tour(AMY, done=True)
    await desk.cats.pay(GUILD, AMY, 1, 2)
    desk.days(14)
    await desk.join(AMY)
    await desk.tour(AMY, began=before)
    assert await desk.row() == [1, 0, 0, 0, 0, 0]
    await desk.cats.undo(GUILD, AMY, LIN)
    assert await desk.row() == [1, 0, 0, 0, 0, 0]
    await desk.cats.pay(GUILD, AMY, 1, 3)
    assert await desk.row() == [1, 0, 0, 0, 1, 0]


async def test_a_tax_that_is_given_back_counts_no_more_and_the_next_one_does(desk: Desk) -> None:
    await desk.join(AMY)
    await desk.cats.pay(GUILD, AMY, 1, 2)
    await desk.cats.undo(GUILD, AMY, LIN)
    await desk.cats.undo(GUILD, AMY, LIN)
    assert await desk.row() == [1, 0, 0, 0, 0, 0]
    await desk.cats.pay(GUILD, AMY, 1, 3)
    assert await desk.row() == [1, 0, 0, 0, 1, 0]


async def test_who_comes_back_within_a_year_is_no_second_one_and_later_is(desk: Desk) -> None:
    await desk.join(AMY)
    await desk.counting.chose(GUILD, AMY, "en")
    await desk.leave(AMY)
    desk.days(300)
    await desk.join(AMY)
    assert (await desk.numbers()).is_empty
    await desk.leave(AMY)
    desk.days(70)
    await desk.join(AMY)
    assert await desk.row("") == [1, 0, 0, 0, 0, 0]
    desk.days(7 * 54)
    assert (await desk.numbers()).is_empty


async def test_erasing_and_forgetting_leave_the_counts(desk: Desk) -> None:
    await desk.join(AMY)
    await desk.cats.pay(GUILD, AMY, 1, 2)
    await desk.database.write(persons.erase, AMY)
    await desk.cats.pay(GUILD, AMY, 1, 3)
    await desk.cats.undo(GUILD, AMY, LIN)
    assert await desk.row() == [1, 0, 0, 0, 1, 0]


async def test_who_is_still_there_after_a_week_stayed(desk: Desk) -> None:
    await desk.join(AMY, YU)
    desk.days(6.9)
    await desk.join(LIN)
    assert await desk.counting.guilds_to_ask() == []
    desk.days(0.2)
    assert await desk.counting.guilds_to_ask() == [GUILD]
    assert await desk.ask(AMY, LIN) == [AMY, YU]
    assert (await desk.row())[-1] == 1
    assert await desk.ask() == []
    desk.days(7)
    assert await desk.ask(LIN) == [LIN]
    assert (await desk.row())[-1] == 2


async def test_who_left_is_decided_by_when_they_did_whenever_somebody_asks(desk: Desk) -> None:
    await desk.join(AMY, YU)
    desk.days(3)
    await desk.leave(AMY)
    desk.days(5)
    await desk.leave(YU)
    desk.days(20)
    assert await desk.ask() == []
    assert (await desk.row())[-1] == 1
    assert (await desk.numbers()).of(What.UNKNOWN) == 0


async def test_nobody_is_said_to_have_left_early_who_is_asked_about_too_late(desk: Desk) -> None:
    await desk.join(AMY, YU)
    desk.clock.advance((A_WEEK + TOO_LATE) / 1000)
    await desk.ask(AMY)
    numbers = await desk.numbers()
    assert (numbers.of(What.STAYED), numbers.of(What.UNKNOWN)) == (1, 1)
    await desk.join(YU)
    desk.days(7)
    await desk.ask(YU)
    numbers = await desk.numbers()
    assert (numbers.of(What.STAYED), numbers.of(What.UNKNOWN)) == (2, 0)


async def test_whoever_stayed_and_comes_back_stayed_once(desk: Desk) -> None:
    await desk.join(AMY)
    for _ in range(2):
        desk.days(8)
        await desk.ask(AMY)
        await desk.leave(AMY)
        await desk.join(AMY)
    assert await desk.row() == [1, 0, 0, 0, 0, 1]


async def test_a_hundred_are_asked_about_at_once_and_nobody_is_left_out(desk: Desk) -> None:
    await desk.join(*range(1, 251))
    desk.days(8)
    first = await desk.counting.to_ask(GUILD)
    second = await desk.counting.to_ask(GUILD, first[-1].member_id)
    third = await desk.counting.to_ask(GUILD, second[-1].member_id)
    assert [len(each) for each in (first, second, third)] == [100, 100, 50]


async def test_two_at_the_same_time_count_one_each(desk: Desk) -> None:
    await desk.join(*range(1, 21))
    await asyncio.gather(*(desk.tour(number % 20 + 1, done=number > 20) for number in range(40)))
    assert await desk.row() == [20, 0, 20, 19, 0, 0]


async def test_counts_of_two_years_ago_are_forgotten(desk: Desk) -> None:
    await desk.join(AMY)
    desk.days(7 * KEPT_WEEKS)
    await desk.counting.prune()
    assert len(await desk.database.read(onboarding_counts.since, GUILD, 0)) == 1
    desk.days(7)
    await desk.counting.prune()
    assert await desk.database.read(onboarding_counts.since, GUILD, 0) == []
    # Who is taken off a count that is gone already leaves no debt.
    await desk.database.write(onboarding_counts.take_back, GUILD, AMY, What.JOINED)
    assert await desk.database.read(onboarding_counts.since, GUILD, 0) == []


async def test_weeks_begin_on_monday_in_utc() -> None:
    midnight = 1736726400000
    assert [onboarding_counts.week_of(midnight + each) for each in (-1, 0, A_WEEK - 1, A_WEEK)] == [
        20094,
        20101,
        20101,
        20108,
    ]


async def test_weeks_are_ripe_when_their_last_newcomer_had_a_week(desk: Desk) -> None:
    await desk.join(AMY)
    numbers = await desk.numbers(3)
    assert numbers.ripening == [date(2025, 1, 6), MONDAY]
    desk.days(13)
    assert MONDAY not in (await desk.numbers(3)).ripening
    assert numbers.of(CHOSE) == 0
