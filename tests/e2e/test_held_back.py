"""What is said while the bot may not post, and what is asked for there."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.e2e.test_outage import answers, notices, number, of_bot, rested
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


async def shut(place: Town, *texts: str) -> list[Any]:
    """Take the permission to post away, and say these."""
    place.sandbox.limits.scale = 0.01
    place.sandbox.faults.deny("send_messages", place.general)
    said = [place.amy.say(place.general, text) for text in texts]
    await place.idle()
    return said


async def open_again(place: Town, text: str = number(9)) -> None:
    place.sandbox.faults.allow("send_messages", place.general)
    place.yu.say(place.general, text)
    await place.idle()


async def test_it_is_made_up_for_with_the_next_message_as_it_reads_then(lively: Town) -> None:
    said = await shut(lively, *(number(count) for count in range(4)))
    assert lively.google.asked == []
    lively.amy.edit(said[1], number(11))
    lively.amy.delete(said[2])
    await lively.idle()
    await open_again(lively)
    assert sorted(answers(lively)) == sorted(zh(number(count)) for count in (0, 3, 9, 11))
    # Each once.
    lively.yu.say(lively.general, number(8))
    await lively.idle()
    assert len(answers(lively)) == 5


async def test_a_quarter_of_an_hour_later_it_is_left_alone(lively: Town) -> None:
    await shut(lively, number(1))
    # The tests' clock begins in the past.
    lively.clock.advance((datetime.now(UTC) - lively.clock.now()).total_seconds() + 16 * 60)
    await open_again(lively)
    assert answers(lively) == [zh(number(9))]


async def test_what_the_bot_might_not_even_read_stays_unread(lively: Town) -> None:
    await shut(lively, number(1))
    lively.sandbox.faults.deny("view_channel", lively.general)
    lively.amy.say(lively.general, number(2))
    await lively.idle()
    lively.sandbox.faults.allow("view_channel", lively.general)
    await open_again(lively)
    assert sorted(answers(lively)) == [zh(number(1)), zh(number(9))]
    assert number(2) not in lively.google.texts


async def test_who_was_asked_for_meanwhile_is_not_answered_twice(lively: Town) -> None:
    (message,) = await shut(lively, number(1))
    lively.sandbox.faults.allow("send_messages", lively.general)
    lively.yu.react(message, "🇨🇳")
    lively.yu.say(lively.general, number(9))
    await lively.idle()
    assert sorted(answers(lively)) == [zh(number(1)), zh(number(9))]


async def test_no_engine_answers_when_the_permission_is_back(lively: Town) -> None:
    await shut(lively, number(1))
    lively.google.fail("500", times=2)
    await open_again(lively)
    assert len(notices(lively)) == 1
    lively.google.recover()
    await rested(lively)
    assert notices(lively) == []
    assert answers(lively) == [zh(number(9))]
    lively.yu.say(lively.general, number(8))
    await lively.idle()
    assert sorted(answers(lively)) == [zh(number(count)) for count in (1, 8, 9)]


async def test_asking_where_the_bot_may_not_post_asks_no_engine(lively: Town) -> None:
    client = lively.running.client
    (message,) = await shut(lively, number(1))
    found = await client.posts.message(lively.general.id, message.id)
    assert found is not None
    assert not await client.replies.ask(found, "zh-CN")
    assert not await client.replies.retry(found)
    await lively.translate_channel(mode="on-demand")
    assert not await client.replies.retry(found)
    lively.yu.react(message, "🇨🇳")
    lively.yu.react(message, "🌐")
    await lively.idle()
    assert lively.google.asked == []
    assert of_bot(lively) == []
    lively.sandbox.faults.allow("send_messages", lively.general)
    await lively.idle()
    assert await client.replies.ask(found, "zh-CN")


async def test_asking_where_discord_has_just_refused_asks_no_engine(lively: Town) -> None:
    client = lively.running.client
    lively.sandbox.faults.http(status=403, route="POST /channels/*/messages", times=1)
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    found = await client.posts.message(lively.general.id, message.id)
    assert found is not None
    posted = sum(each.method == "POST" for each in lively.sandbox.traffic)
    assert not await client.replies.ask(found, "zh-TW")
    assert sum(each.method == "POST" for each in lively.sandbox.traffic) == posted
    lively.clock.advance(61)
    assert await client.replies.ask(found, "zh-TW")
