"""Translations under load: at Discord's pace, in order, and followed in the posts that gather them."""

import asyncio
import itertools
from typing import Any

import pytest

from bot.client.replying import parts
from bot.client.replying.outbox import PATIENCE
from bot.language import Detection
from bot.translation.record import Record
from bot.translation.types import Outcome
from tests.e2e.town import Town
from tests.fakes.clock import QuickClock
from tests.fakes.phrases import LONG, LONG_ANSWER, zh

pytestmark = pytest.mark.asyncio

POSTS = "POST /channels/*/messages"
_SUPPRESSED = 1 << 2 | 1 << 12
_SPEED = 10.0


def of_bot(place: Town, channel: Any = None) -> list[Any]:
    return [each for each in (channel or place.general).messages if each.author is place.sandbox.bot]


def lines(place: Town, channel: Any = None) -> list[str]:
    """What the bot's posts say, without the lines that lead to messages."""
    said = [line for post in of_bot(place, channel) for line in post.content.split("\n")]
    return [line for line in said if not line.startswith("-# ↩")]


def number(count: int) -> str:
    return f"sentence number {count} of mine"


async def crowded(place: Town, *texts: str) -> list[Any]:
    """Let the window of #general be used up, and then say all this at once: it is gathered when one place is free."""
    await fill(place)
    said = [place.amy.say(place.general, text) for text in texts]
    await place.idle()
    return said


async def fill(place: Town) -> None:
    """Use up the window, a second between two posts, so that it opens for one after the other."""
    place.sandbox.limits.scale = 0.01
    place.clock.advance(5)
    for count in range(5):
        place.clock.advance(1)
        place.amy.say(place.general, number(900 + count))
        await place.idle()


def last(place: Town) -> Any:
    return of_bot(place)[-1]


async def test_two_hundred_at_once_are_all_there_in_order_and_without_a_429(quiet: Town) -> None:
    """Discord's real limits, on clocks that run ten times as fast."""
    quiet.clock = QuickClock(_SPEED)  # type: ignore[assignment]
    quiet.sandbox.limits.scale = 1 / _SPEED
    async with quiet.bot():
        await quiet.translate_channel()
        said = [quiet.amy.say(quiet.general, number(count)) for count in range(200)]
        began = quiet.clock.monotonic()
        await quiet.idle()
        took = quiet.clock.monotonic() - began
    posts = of_bot(quiet)
    assert 429 not in [exchange.status for exchange in quiet.sandbox.traffic]
    assert sorted(lines(quiet)) == sorted(zh(number(count)) for count in range(200))
    order = [
        source for post in posts for source in ([post.reference.id] if post.reference else parts.sources(post.content))
    ]
    assert order == [message.id for message in said]
    # Each window was used, and none more than Discord allows.
    assert len(posts) <= 5 * (1 + took / 5)
    assert len(posts) < 60


async def test_while_there_is_room_each_message_has_a_reply_of_its_own(lively: Town) -> None:
    said = [lively.amy.say(lively.general, number(count)) for count in range(4)]
    await lively.idle()
    assert [post.reference for post in of_bot(lively)] == said


async def test_what_waits_is_gathered_quietly_with_links(lively: Town) -> None:
    lively.amy.user.name = "Amy"
    said = await crowded(lively, number(1), f"<@{lively.yu.id}> {number(2)}", number(3))
    post = last(lively)
    assert post.reference is None
    assert parts.sources(post.content) == [message.id for message in said]
    assert [line for line in post.content.split("\n") if line.startswith("-# ↩")] == [
        f"-# ↩ [Amy](https://discord.com/channels/{lively.guild.id}/{lively.general.id}/{message.id})"
        for message in said
    ]
    assert zh(number(1)) in post.content
    assert not post.pinged.users
    assert post.flags & _SUPPRESSED == _SUPPRESSED


async def test_a_name_in_a_link_is_nothing_but_a_name(lively: Town) -> None:
    lively.amy.nick = "[x](https://evil.example) @everyone\n-# ↩ **b**"
    said = await crowded(lively, number(1), number(2))
    post = last(lively)
    assert parts.sources(post.content) == [message.id for message in said]
    assert "https://evil" not in post.content
    assert "**b**" not in post.content
    assert not post.pinged.everyone


async def test_a_line_that_looks_like_a_link_moves_nobodys_words(lively: Town) -> None:
    first = lively.amy.say(lively.general, number(50))
    await lively.idle()
    fake = f"-# ↩ [Amy](https://discord.com/channels/1/2/{first.id})"
    said = await crowded(lively, f"{number(1)}\n{fake}", number(2))
    assert parts.sources(last(lively).content) == [message.id for message in said]


async def test_an_edit_changes_only_its_part(lively: Town) -> None:
    said = await crowded(lively, number(1), number(2), number(3))
    post = last(lively)
    lively.amy.edit(said[1], number(22))
    await lively.idle()
    assert last(lively) is post
    assert lines(lively)[-3:] == [zh(number(1)), zh(number(22)), zh(number(3))]
    assert parts.sources(post.content) == [message.id for message in said]


async def test_a_deletion_cuts_only_its_part_and_the_last_takes_the_post_along(lively: Town) -> None:
    said = await crowded(lively, number(1), number(2), number(3))
    lively.amy.delete(said[0])
    await lively.idle()
    assert lines(lively)[-2:] == [zh(number(2)), zh(number(3))]
    posts = len(of_bot(lively))
    lively.guild.bulk_delete(said[1:])
    await lively.idle()
    assert len(of_bot(lively)) == posts - 1


async def test_many_changes_to_one_post_at_once_all_count(lively: Town) -> None:
    said = await crowded(lively, *(number(count) for count in range(8)))
    for count, message in enumerate(said[:4]):
        lively.amy.edit(message, number(100 + count))
    lively.amy.delete(said[4])
    lively.guild.bulk_delete(said[5:7])
    await lively.idle()
    expected = [*(zh(number(100 + count)) for count in range(4)), zh(number(7))]
    assert lines(lively)[-5:] == expected


async def test_parts_are_followed_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        said = await crowded(quiet, number(1), number(2), number(3))
    async with quiet.bot():
        quiet.amy.edit(said[0], number(11))
        quiet.amy.delete(said[1])
        await quiet.idle()
        assert lines(quiet)[-2:] == [zh(number(11)), zh(number(3))]
        quiet.amy.delete(said[0])
        await quiet.idle()
        # What is left alone in its post keeps its link.
        quiet.amy.edit(said[2], number(33))
        await quiet.idle()
        assert parts.sources(last(quiet).content) == [said[2].id]
        assert lines(quiet)[-1] == zh(number(33))


async def test_a_part_that_outgrows_its_post_moves_out(lively: Town) -> None:
    said = await crowded(lively, number(1), number(2))
    lively.google.answers[LONG] = LONG_ANSWER
    lively.amy.edit(said[0], LONG)
    await lively.idle()
    gathered = next(post for post in of_bot(lively) if parts.sources(post.content))
    assert parts.sources(gathered.content) == [said[1].id]
    moved = [post.content for post in of_bot(lively) if post.reference is said[0]]
    assert "".join(moved) == LONG_ANSWER
    assert len(moved) == 3


async def test_more_than_one_post_holds_is_gathered_in_several(lively: Town) -> None:
    texts = [LONG[: 44 * count - 1] for count in (29, 30, 31, 32)]
    for count, text in enumerate(texts):
        lively.google.answers[text] = LONG_ANSWER[: 13 * (50 + count)]
    await crowded(lively, *texts)
    shown = [post.content for post in of_bot(lively)[5:]]
    assert all(len(content) <= 2000 for content in shown)
    assert [len(parts.sources(content)) for content in shown] == [2, 2]
    assert lines(lively)[5:] == [LONG_ANSWER[: 13 * (50 + count)] for count in range(4)]


@pytest.mark.parametrize("spill", ["||", "**", "```"])
async def test_what_would_spill_into_the_next_part_stands_alone(lively: Town, spill: str) -> None:
    text = f"{spill} {number(1)}"
    lively.google.answers[text] = f"{spill} {zh(number(1))}"
    await fill(lively)
    said = [lively.amy.say(lively.general, each) for each in (text, number(2), number(3))]
    await lively.idle()
    lively.clock.advance(5)
    await lively.idle()
    assert spill in next(post.content for post in of_bot(lively) if post.reference is said[0])
    assert parts.sources(last(lively).content) == [message.id for message in said[1:]]
    # An edit that would spill moves out.
    lively.google.answers[f"{spill} {number(4)}"] = f"{spill} {zh(number(4))}"
    lively.amy.edit(said[1], f"{spill} {number(4)}")
    await lively.idle()
    gathered = next(post for post in of_bot(lively) if parts.sources(post.content))
    assert parts.sources(gathered.content) == [said[2].id]
    assert [spill in post.content for post in of_bot(lively) if post.reference is said[1]] == [True]


async def test_what_another_process_took_over_stays_its_own(lively: Town) -> None:
    message = lively.amy.say(lively.general, "😂")
    await lively.idle()
    found = await lively.running.client.posts.message(lively.general.id, message.id)
    assert found is not None
    record = lively.running.services.conversation.record
    other = Record(lively.running.services.database, lively.clock)
    assert await record.claim(found, "zh-CN")
    lively.clock.advance(1)
    assert await other.take_over(found, "zh-CN")
    await lively.running.services.conversation.unposted(found, "zh-CN")
    assert await other.still_mine([(found.id, "zh-CN")])
    assert await record.known([found.id]) == [found.id]


async def test_what_grows_shrinks_and_grows_again_is_posted_again(lively: Town) -> None:
    """Discord may give back the first post for a nonce that it knows, even if that post is gone."""
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    found = await lively.running.client.posts.message(lively.general.id, message.id)
    assert found is not None
    client, record = lively.running.client, lively.running.services.conversation.record
    long = Outcome(Detection("en"), "zh-CN", LONG_ANSWER)
    for outcome in (long, Outcome(Detection("en"), "zh-CN", "短"), long):
        lively.clock.advance(6)
        await client.replies._delivery.replace(found, outcome, await record.posts([found.id]))
    assert "".join(post.content for post in of_bot(lively)) == LONG_ANSWER
    posted = [each for each in lively.sandbox.traffic if each.method == "POST" and each.path.endswith("/messages")]
    assert len({each.body["nonce"] for each in posted}) == len(posted) == 1 + 2 * 2


async def test_a_slow_answer_holds_later_ones_up_for_a_while_only(lively: Town) -> None:
    first = await behind_a_slow_one(lively)
    assert len(of_bot(lively)) == 1
    await shown(lively, 2)
    assert lines(lively) == [zh(number(2)), zh(number(2))]
    lively.google.open.set()
    await lively.idle()
    assert last(lively).reference is first


async def test_order_is_that_of_the_messages_where_answers_come_soon(lively: Town) -> None:
    first = await behind_a_slow_one(lively)
    lively.google.open.set()
    await lively.idle()
    assert of_bot(lively)[1].reference is first
    assert lines(lively) == [zh(number(2)), zh(number(1)), zh(number(2))]


async def test_a_gathered_post_that_discord_refuses_can_be_answered_again(lively: Town) -> None:
    await fill(lively)
    lively.sandbox.faults.http(status=403, route=POSTS, times=1)
    said = [lively.amy.say(lively.general, number(count)) for count in range(3)]
    await lively.idle()
    assert len(of_bot(lively)) == 5
    client = lively.running.client
    found = [await client.posts.message(lively.general.id, message.id) for message in said]
    # What Discord refuses for no reason that can be seen is left alone for a minute.
    lively.clock.advance(61)
    assert await asyncio.gather(*(client.replies.retry(message) for message in found if message)) == [True] * 3
    assert lines(lively)[-3:] == [zh(number(count)) for count in range(3)]


async def behind_a_slow_one(place: Town) -> Any:
    """Somebody says what the engine is slow to translate, and then somebody what it knows already."""
    place.amy.say(place.general, number(2))
    await place.idle()
    place.google.open.clear()
    first = place.amy.say(place.general, number(1))
    await place.google.reached(2)
    place.yu.say(place.general, number(2))
    await settle(place)
    return first


async def settle(place: Town) -> None:
    """Let the bot do what it can without its engine."""
    for _ in range(3):
        await place.sandbox.ready()


async def shown(place: Town, count: int) -> None:
    """Let time go on until the bot has posted so much."""
    for _ in itertools.count():
        if len(of_bot(place)) >= count:
            return
        place.clock.advance(PATIENCE)
        await place.sandbox.ready()
