"""Crowds that change their minds: names, edits and deletions while posts wait."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.client.replying import parts
from tests.e2e.test_delivery import crowded, fill, last, lines, number, of_bot
from tests.e2e.town import Town, town
from tests.fakes.clock import QuickClock
from tests.fakes.phrases import LONG, LONG_ANSWER, zh

pytestmark = pytest.mark.asyncio

_SPEED = 10.0
_BURST = 200
NAMES = [
    "**bold** __under__ ~~gone~~ ||secret||",
    "](https://evil.example) [x",
    "<@123> <#456> <@&789> @everyone @here",
    "\u202eevil\u2066\u200f rtl",
    "\u200b\u200d\u2060",
    "مرحبا שלום",
    "# head\n> quote\n- list",
    "`code` ```block``` <:e:123> :smile: \\",
]


@pytest.mark.parametrize("name", NAMES)
async def test_whatever_somebody_is_called_the_part_stays_theirs(lively: Town, name: str) -> None:
    lively.amy.nick = name
    said = await crowded(lively, number(1), number(2))
    post = last(lively)
    assert parts.sources(post.content) == [message.id for message in said]
    assert not post.pinged.everyone
    assert not post.pinged.users
    assert not post.pinged.roles
    heads = [line for line in post.content.split("\n") if line.startswith("-# ↩")]
    assert len(heads) == len(post.content.split("\n")) // 2 == 2
    assert all(head.count("](") == 1 and "https://evil" not in head for head in heads)
    assert not any(mark in heads[0] for mark in "\u202e\u2066\u200f")
    lively.amy.edit(said[0], number(3))
    lively.amy.delete(said[1])
    await lively.idle()
    assert parts.sources(post.content) == [said[0].id]
    assert lines(lively)[-1] == zh(number(3))


async def test_a_burst_in_the_middle_of_which_people_edit_and_delete(tmp_path: Path) -> None:
    """Some are posted, some wait, some are being translated.

    The bot may be answering what is deleted this very moment; what Discord says to that is not held against anybody.
    """
    # Asyncio's debug mode makes each write to the store several times as slow, and a crowd of this size writes a lot.
    asyncio.get_running_loop().set_debug(False)
    async with town(tmp_path) as place:
        place.clock = QuickClock(_SPEED)  # type: ignore[assignment]
        place.sandbox.limits.scale = 1 / _SPEED
        async with place.bot():
            await place.translate_channel()
            said = [place.amy.say(place.general, number(count)) for count in range(_BURST)]
            await place.google.reached(_BURST // 3)
            for count in range(0, _BURST, 10):
                place.amy.edit(said[count], number(1000 + count))
                place.amy.delete(said[count + 5])
            place.guild.bulk_delete([said[count] for count in range(7, _BURST, 10)])
            await place.idle()
        left = [count for count in range(_BURST) if count % 10 not in (5, 7)]
        expected = [zh(number(count if count % 10 else 1000 + count)) for count in left]
        assert sorted(lines(place)) == sorted(expected)
        assert 429 not in [exchange.status for exchange in place.sandbox.traffic]


async def test_bulk_deletions_one_after_the_other_leave_nothing(lively: Town) -> None:
    said = await crowded(lively, *(number(count) for count in range(30)))
    before = [post for post in of_bot(lively) if post.reference]
    for begin in range(0, 30, 6):
        lively.guild.bulk_delete(said[begin : begin + 6])
    await lively.idle()
    assert of_bot(lively) == before


async def test_four_thousand_characters_grow_shrink_and_go(lively: Town) -> None:
    lively.sandbox.limits.scale = 0.01
    lively.google.answers[LONG] = LONG_ANSWER
    message = lively.amy.say(lively.general, LONG)
    await lively.idle()
    posts = of_bot(lively)
    assert [post.reference for post in posts] == [message] * 3
    assert "".join(post.content for post in posts) == LONG_ANSWER
    lively.amy.edit(message, number(1))
    await lively.idle()
    assert of_bot(lively) == posts[:1]
    assert lines(lively) == [zh(number(1))]
    lively.sandbox.clock.advance(1)
    lively.amy.edit(message, LONG)
    await lively.idle()
    assert "".join(post.content for post in of_bot(lively)) == LONG_ANSWER
    lively.amy.delete(message)
    await lively.idle()
    assert of_bot(lively) == []


async def test_long_ones_of_several_people_do_not_mix(lively: Town) -> None:
    lively.google.answers[LONG] = LONG_ANSWER
    await fill(lively)
    said = [who.say(lively.general, LONG) for who in (lively.amy, lively.lin)]
    await lively.idle()
    shown = [post.reference for post in of_bot(lively)[5:]]
    assert shown == [said[0]] * 3 + [said[1]] * 3


async def test_a_channel_that_is_deleted_while_posts_wait_takes_them_along(
    lively: Town, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = lively.guild.add_channel("elsewhere")
    await lively.translate_channel(elsewhere)
    for count in range(30):
        lively.amy.say(lively.general, number(count))
    await lively.google.reached(10)
    lively.general.delete()
    await lively.idle()
    said = lively.amy.say(elsewhere, number(1))
    await lively.idle()
    assert [message.content for message in elsewhere.messages] == [said.content, zh(number(1))]
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
