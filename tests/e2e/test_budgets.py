"""When what may be translated in a day is used up: by one member, by the server, or by everybody."""

from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from tests.e2e.bridged import Square
from tests.e2e.test_outage import RETRY, answers, notices, number, of_bot, rested, rows
from tests.e2e.town import Town
from tests.fakes.clock import ManualClock
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

HALF_A_DAY = 12 * 60 * 60
# Enough for two sentences, and not for three.
ENOUGH = str(2 * len(number(1)) + 5)
SPENT = [zh(number(1)), zh(number(2))]


@pytest_asyncio.fixture(name="quiet")
async def at_noon(quiet: Town) -> Town:
    """The bot's clock tells the same time as Discord's: noon, so that what was said a day ago is old to both."""
    quiet.clock = ManualClock(datetime.now(UTC))
    noon = quiet.clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    wait(quiet, (noon - quiet.clock.now()).total_seconds())
    return quiet


def wait(place: Town, seconds: float) -> None:
    for clock in (place.clock, place.sandbox.clock):
        clock.advance(seconds)


async def tomorrow(place: Town) -> None:
    wait(place, HALF_A_DAY)
    await place.idle()


async def spend(place: Town) -> None:
    """Amy uses up what may be translated."""
    for count in (1, 2):
        place.amy.say(place.general, number(count))
        await place.idle()
    assert answers(place) == SPENT


async def test_a_member_who_has_used_up_theirs_is_nobody_elses_business(quiet: Town) -> None:
    async with quiet.bot(BUDGET_MEMBER=ENOUGH):
        await quiet.translate_channel()
        await spend(quiet)
        quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        assert notices(quiet) == []
        quiet.yu.say(quiet.general, "有人在听吗")
        await quiet.idle()
        assert notices(quiet) == []
        assert rows(quiet) == []
        assert answers(quiet) == [*SPENT, en("有人在听吗")]
        await tomorrow(quiet)
        quiet.amy.say(quiet.general, number(4))
        await quiet.idle()
        assert answers(quiet)[3:] == [zh(number(4))]


async def test_an_edit_by_who_has_used_up_theirs_opens_no_notice(quiet: Town) -> None:
    async with quiet.bot(BUDGET_MEMBER=ENOUGH):
        await quiet.translate_channel()
        message = quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        quiet.amy.edit(message, number(4))
        await quiet.idle()
        quiet.amy.edit(message, number(5))
        await quiet.idle()
        assert notices(quiet) == []
        assert answers(quiet) == [zh(number(4))]


async def test_an_outage_ends_though_a_member_has_used_up_theirs(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot(BUDGET_MEMBER=ENOUGH):
        await quiet.translate_channel()
        await spend(quiet)
        quiet.google.fail("500")
        quiet.yu.say(quiet.general, "有人在听吗")
        await quiet.idle()
        assert len(notices(quiet)) == 1
        # Said between others, while nobody could tell that it is used up.
        quiet.amy.say(quiet.general, number(3))
        quiet.yu.say(quiet.general, "大家看看我的猫")
        await quiet.idle()
        quiet.google.recover()
        await rested(quiet)
        assert notices(quiet) == []
        assert answers(quiet) == [*SPENT, en("有人在听吗"), en("大家看看我的猫")]
        asked = len(quiet.google.asked)
        await rested(quiet)
        assert len(quiet.google.asked) == asked


@pytest.mark.parametrize("budget", ["BUDGET_GUILD", "BUDGET_ENGINE"])
async def test_what_the_server_has_used_up_is_told_once_in_both_languages_until_it_begins_anew(
    quiet: Town, budget: str
) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot(**{budget: ENOUGH}):
        await quiet.translate_channel()
        other = quiet.guild.add_channel("other")
        await quiet.translate_channel(other)
        await spend(quiet)
        for count in (3, 4):
            quiet.amy.say(quiet.general, number(count))
            quiet.amy.say(other, number(count))
            await quiet.idle()
        for channel in (quiet.general, other):
            (notice,) = notices(quiet, channel)
            assert "used up" in notice.content
            assert "midnight UTC" in notice.content
            assert "额度用完了" in notice.content
            # Trying at once would not help.
            assert RETRY not in notice.reactions
        await rested(quiet)
        assert len(notices(quiet)) == len(notices(quiet, other)) == 1
        await tomorrow(quiet)
        await rested(quiet)
        assert notices(quiet) == notices(quiet, other) == []
        assert rows(quiet) == []
        # What was said half a day ago stays as it is.
        assert answers(quiet) == SPENT
        quiet.amy.say(quiet.general, number(5))
        await quiet.idle()
        assert answers(quiet) == [*SPENT, zh(number(5))]


async def test_the_notice_stays_till_midnight_though_nothing_waits_any_more(quiet: Town) -> None:
    async with quiet.bot(BUDGET_GUILD=ENOUGH):
        await quiet.translate_channel()
        await spend(quiet)
        message = quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        quiet.amy.delete(message)
        await rested(quiet)
        assert len(notices(quiet)) == 1
        await tomorrow(quiet)
        assert notices(quiet) == []


async def test_the_notice_stays_till_midnight_though_another_process_finds_nothing_that_waits(quiet: Town) -> None:
    async with quiet.bot(BUDGET_GUILD=ENOUGH):
        await quiet.translate_channel()
        await spend(quiet)
        message = quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        quiet.amy.delete(message)
        (notice,) = notices(quiet)
    async with quiet.bot(BUDGET_GUILD=ENOUGH):
        await rested(quiet)
        assert notices(quiet) == [notice]
        await tomorrow(quiet)
        await rested(quiet)
        assert notices(quiet) == []


async def test_what_was_said_just_before_midnight_is_made_up_for(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot(BUDGET_GUILD=ENOUGH):
        await quiet.translate_channel()
        await spend(quiet)
        wait(quiet, HALF_A_DAY - 120)
        quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        assert len(notices(quiet)) == 1
        await rested(quiet)
        await rested(quiet)
        assert notices(quiet) == []
        assert answers(quiet) == [*SPENT, zh(number(3))]


async def test_a_used_up_budget_is_still_known_after_a_restart(quiet: Town) -> None:
    async with quiet.bot(BUDGET_GUILD=ENOUGH):
        await quiet.translate_channel()
        await spend(quiet)
        quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        (notice,) = notices(quiet)
    async with quiet.bot(BUDGET_GUILD=ENOUGH):
        quiet.amy.say(quiet.general, number(4))
        await quiet.idle()
        assert notices(quiet) == [notice]
        await tomorrow(quiet)
        await rested(quiet)
        assert notices(quiet) == []


@pytest.mark.parametrize(
    ("budget", "said"), [("BUDGET_MEMBER", "may be translated for you"), ("BUDGET_GUILD", "may be translated today")]
)
async def test_who_asks_is_told_that_it_is_used_up_and_when_to_try_again(quiet: Town, budget: str, said: str) -> None:
    async with quiet.bot(**{budget: ENOUGH}):
        for count in (1, 2):
            answer = await quiet.amy.slash(quiet.general, "translate", text=number(count)).answered()
            assert zh(number(count)) in answer.text
        for asked in (
            quiet.amy.slash(quiet.general, "translate", text=number(3)),
            quiet.amy.menu("Translate", quiet.yu.say(quiet.general, "大家看看我的猫大家看看我的猫")),
        ):
            await quiet.idle()
            text = (await asked.answered()).text
            assert said in text
            assert "midnight UTC" in text
        assert of_bot(quiet) == []


async def test_across_a_bridge_whose_budget_is_used_up_is_read_in_their_own_words(quiet: Town) -> None:
    """Nobody waits behind them: what others say is translated, and theirs is final."""
    square = Square(quiet, quiet.guild.add_channel("english"), quiet.guild.add_channel("中文"))
    async with quiet.bot(BUDGET_MEMBER=ENOUGH):
        await square.span()
        for count in (1, 2, 3):
            await square.hear(quiet.amy, square.english, number(count))
        await square.hear(quiet.yu, square.chinese, "有人在听吗")
        assert square.copies(square.chinese) == [*SPENT, number(3)]
        assert square.copies(square.english) == [en("有人在听吗")]
