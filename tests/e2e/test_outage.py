"""When no engine answers: one notice, and what was missed is made up for."""

import asyncio
import sqlite3
from typing import Any

import pytest

from bot.client.replying.outages import MOST
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

POSTS = "POST /channels/*/messages"
RETRY = "🔄"


def of_bot(place: Town, channel: Any = None) -> list[Any]:
    return [each for each in (channel or place.general).messages if each.author is place.sandbox.bot]


def notices(place: Town, channel: Any = None) -> list[Any]:
    return [each for each in of_bot(place, channel) if each.content.startswith("⚠️")]


def answers(place: Town, channel: Any = None) -> list[str]:
    found = [each.content for each in of_bot(place, channel) if not each.content.startswith("⚠️")]
    return [line for content in found for line in content.split("\n") if not line.startswith("-# ↩")]


def number(count: int) -> str:
    return f"sentence number {count} of mine"


async def rested(place: Town) -> None:
    """An engine that failed is left alone for a minute."""
    place.clock.advance(61)
    place.sandbox.clock.advance(61)
    await place.idle()


def rows(place: Town) -> list[Any]:
    with sqlite3.connect(place.folder / "redbridge.db") as database:
        found = database.execute("SELECT channel_id FROM outage_notice").fetchall()
    database.close()
    return found


async def test_the_channel_is_told_once_in_both_languages(lively: Town) -> None:
    lively.google.fail("500")
    for count in range(3):
        lively.amy.say(lively.general, number(count))
    await lively.idle()
    lively.yu.say(lively.general, "有人在听吗")
    await lively.idle()
    (notice,) = notices(lively)
    assert "翻译服务" in notice.content
    assert "No translation service" in notice.content
    assert notice.flags & (1 << 12)
    assert [user.name for user in notice.reactions[RETRY]] == ["RedBridge"]
    assert answers(lively) == []


async def test_what_was_missed_is_translated_in_order_and_the_notice_goes(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.fail("500")
    said = [lively.amy.say(lively.general, number(count)) for count in range(4)]
    await lively.idle()
    assert len(notices(lively)) == 1
    lively.amy.delete(said[1])
    lively.google.recover()
    await rested(lively)
    assert notices(lively) == []
    assert answers(lively) == [zh(number(count)) for count in (0, 2, 3)]
    assert rows(lively) == []
    # From then on all is as before; another outage is told of again.
    lively.clock.advance(10)
    lively.google.fail("500")
    lively.amy.say(lively.general, number(5))
    lively.amy.say(lively.general, number(6))
    await lively.idle()
    assert len(notices(lively)) == 1


async def test_the_first_answer_in_the_channel_ends_it_too(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.fail("500", times=2)
    lively.amy.say(lively.general, number(1))
    lively.amy.say(lively.general, number(2))
    await lively.idle()
    assert len(notices(lively)) <= 1
    lively.clock.advance(59)
    lively.sandbox.clock.advance(61)
    lively.clock.advance(2)
    lively.amy.say(lively.general, number(3))
    await lively.idle()
    assert notices(lively) == []
    assert sorted(answers(lively)) == sorted(zh(number(count)) for count in (1, 2, 3))


async def test_a_restart_in_between_loses_nothing_and_doubles_nothing(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.google.fail("500")
        quiet.amy.say(quiet.general, number(1))
        quiet.amy.say(quiet.general, number(2))
        await quiet.idle()
        assert len(notices(quiet)) == 1
    async with quiet.bot():
        quiet.amy.say(quiet.general, number(3))
        await quiet.idle()
        assert len(notices(quiet)) == 1
    quiet.google.recover()
    async with quiet.bot():
        await quiet.idle()
        assert notices(quiet) == []
        assert answers(quiet) == [zh(number(count)) for count in (1, 2, 3)]


async def test_a_notice_of_which_the_process_never_heard_goes_as_well(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        quiet.google.fail("500")
        quiet.amy.say(quiet.general, number(1))
        await quiet.idle()
    with sqlite3.connect(quiet.folder / "redbridge.db") as database:
        database.execute("UPDATE outage_notice SET post_id = NULL")
    database.close()
    quiet.google.recover()
    async with quiet.bot():
        await quiet.idle()
        assert notices(quiet) == []
        assert answers(quiet) == [zh(number(1))]


async def test_who_may_not_post_asks_nobody_and_says_nothing(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    lively.google.fail("500")
    lively.sandbox.faults.deny("send_messages", lively.general)
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    lively.amy.say(lively.general, number(2))
    await lively.idle()
    assert of_bot(lively) == []
    assert lively.google.asked == []
    assert caplog.text.count("send_messages missing") == 2
    lively.sandbox.faults.allow("send_messages", lively.general)
    lively.google.recover()
    lively.amy.say(lively.general, number(3))
    await lively.idle()
    # What was heard meanwhile is made up for, once the bot sees that it may post again.
    assert sorted(answers(lively)) == [zh(number(count)) for count in (1, 2, 3)]


async def test_a_channel_that_goes_while_nobody_answers_is_forgotten(lively: Town) -> None:
    lively.google.fail("500")
    other = lively.guild.add_channel("other")
    await lively.translate_channel(other)
    lively.amy.say(other, number(1))
    await lively.idle()
    assert len(rows(lively)) == 1
    other.delete()
    lively.google.recover()
    await rested(lively)
    assert rows(lively) == []


async def test_a_channel_that_is_switched_off_meanwhile_is_left_alone(lively: Town) -> None:
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    await lively.translate_channel(mode="off")
    lively.google.recover()
    await rested(lively)
    assert of_bot(lively) == []


async def test_the_notice_stays_while_there_is_nothing_to_try_it_with(lively: Town) -> None:
    lively.google.fail("500")
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    lively.amy.delete(message)
    await rested(lively)
    lively.google.recover()
    await rested(lively)
    await rested(lively)
    assert notices(lively) == []


async def test_a_member_can_try_at_once_but_not_all_the_time(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.fail("500")
    lively.amy.say(lively.general, number(1))
    await lively.idle()
    replies = lively.running.client.replies
    assert not await replies.retry_channel(lively.general.id)
    lively.google.recover()
    lively.clock.advance(4)
    assert not await replies.retry_channel(lively.general.id)
    lively.clock.advance(60)
    await lively.idle()
    assert await replies.retry_channel(lively.general.id)
    assert notices(lively) == []
    assert answers(lively) == [zh(number(1))]


async def test_at_most_the_last_fifty_are_made_up_for(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.fail("500")
    for count in range(MOST + 10):
        lively.amy.say(lively.general, number(count))
    await lively.idle()
    lively.google.recover()
    await rested(lively)
    assert answers(lively) == [zh(number(count)) for count in range(10, MOST + 10)]


async def test_channels_that_fail_at_once_have_a_notice_each(lively: Town) -> None:
    other = lively.guild.add_channel("other")
    await lively.translate_channel(other)
    lively.google.fail("500")
    for place in (lively.general, other) * 3:
        lively.amy.say(place, number(1))
    await lively.idle()
    assert (len(notices(lively)), len(notices(lively, other))) == (1, 1)
    lively.google.recover()
    await rested(lively)
    assert (notices(lively), notices(lively, other)) == ([], [])


async def test_retry_answers_one_message_after_a_failure(lively: Town) -> None:
    lively.google.fail("500")
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    client = lively.running.client
    found = await client.posts.message(lively.general.id, message.id)
    assert found is not None
    lively.google.recover()
    lively.clock.advance(61)
    results = await asyncio.gather(*(client.replies.retry(found) for _ in range(3)))
    await lively.idle()
    assert sum(results) <= 1
    assert answers(lively) == [zh(number(1))]
