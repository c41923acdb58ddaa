"""Bridges after a restart, a crash, a lost session and a pause; and what authors and moderators keep out of them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.bridges.mirrors import Mirror
from bot.store import mirrors
from bot.store.database import Database
from tests.e2e.bridged import Square, bridged, unspanned
from tests.e2e.town import Town
from tests.fakes.clock import ManualClock
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def square(quiet: Town) -> AsyncIterator[Square]:
    async with bridged(quiet) as built:
        yield built


@pytest_asyncio.fixture
async def left(quiet: Town) -> Square:
    """A bridge that was made, with a webhook in each channel, and no process that serves it."""
    async with bridged(quiet) as built:
        await built.hear(built.amy, built.english, "good night")
    return built


async def claim(square: Square, message: Any, *, webhook_id: int | None = None, parts: int = 1) -> None:
    """Leave behind what a process does that dies while it mirrors a message to #中文."""
    town = square.town
    database = await Database.open(f"sqlite+aiosqlite:///{town.folder / 'redbridge.db'}")
    now = int(town.clock.now().timestamp() * 1000)
    head = Mirror(
        message.id, square.chinese.id, 0, 1, town.guild.id, message.channel.id, message.author.id, square.chinese.id,
        None, None, now,
    )  # fmt: skip
    assert await database.write(mirrors.claim, [head]) == [square.chinese.id]
    if webhook_id is not None:
        posted = [replace(head, part=part, webhook_id=None if part else webhook_id) for part in range(parts)]
        await database.write(mirrors.begin, posted)
    await database.close()


async def test_edits_deletions_and_replies_are_followed_after_a_restart(quiet: Town) -> None:
    async with bridged(quiet) as square:
        first = await square.hear(square.amy, square.english, "a sentnce with a typo")
        second = await square.hear(square.amy, square.english, "one line")
    async with quiet.bot():
        square.amy.edit(first, "a sentence without a typo")
        await square.idle()
        assert square.copies(square.chinese) == [zh("a sentence without a typo"), zh("one line")]
        quiet.guild.bulk_delete([first, second])
        await square.idle()
        assert square.copies(square.chinese) == []


async def test_what_was_claimed_and_not_posted_is_posted_after_a_crash(left: Square) -> None:
    message = left.amy.say(left.english, "the power goes out while I am translated")
    await claim(left, message)
    async with left.town.bot():
        assert left.read(left.chinese)[1:] == [("Amy", zh("the power goes out while I am translated"))]
        left.amy.delete(message)
        await left.idle()
        assert len(left.copies(left.chinese)) == 1


async def test_what_was_posted_and_not_noted_is_not_posted_again_after_a_crash(left: Square) -> None:
    message = left.amy.say(left.english, "one line")
    hook = left.hooks(left.chinese)[0]
    hook.say(zh("one line"), "Amy")
    await claim(left, message, webhook_id=hook.id)
    async with left.town.bot():
        assert left.copies(left.chinese)[1:] == [zh("one line")]
        left.amy.edit(message, "these are words")
        await left.idle()
        assert left.copies(left.chinese)[1:] == [zh("these are words")]


async def test_what_was_about_to_be_posted_and_was_not_is_posted_after_a_crash(left: Square) -> None:
    message = left.amy.say(left.english, "one line")
    hook = left.hooks(left.chinese)[0]
    left.yu.say(left.chinese, "哈哈哈")
    hook.say("somebody else's", "Lin")
    await claim(left, message, webhook_id=hook.id)
    async with left.town.bot():
        assert left.copies(left.chinese)[2:] == [zh("one line")]


async def test_a_message_that_is_gone_after_a_crash_is_forgotten(left: Square) -> None:
    message = left.amy.say(left.english, "one line")
    await claim(left, message)
    left.amy.delete(message)
    async with left.town.bot() as app:
        assert len(left.copies(left.chinese)) == 1
        assert await app.services.mirrors.of(message.id) == []


async def test_what_was_said_while_no_process_ran_is_mirrored_in_order_and_once(left: Square) -> None:
    left.amy.nick = "Amy of Chengdu"
    left.amy.say(left.english, "one line")
    left.yu.say(left.chinese, "晚安")
    left.town.lin.say(left.english, "these are words")
    async with left.town.bot():
        assert left.read(left.chinese)[1:] == [
            ("小雨", "晚安"),
            ("Amy of Chengdu", zh("one line")),
            ("Lin", zh("these are words")),
        ]
        assert left.copies(left.english) == ["Good night"]


async def test_what_was_said_while_the_session_was_lost_is_mirrored_once(square: Square) -> None:
    await square.hear(square.amy, square.english, "this was heard at once")
    square.town.sandbox.faults.drop_gateway(resumable=False)
    square.amy.say(square.english, "and this is said while nobody listens")
    await square.town.sandbox.ready()
    await square.idle()
    assert square.copies(square.chinese) == [
        zh("this was heard at once"),
        zh("and this is said while nobody listens"),
    ]


async def test_what_was_said_before_the_bridge_was_made_stays_where_it_is(quiet: Town) -> None:
    quiet.clock = ManualClock(quiet.sandbox.clock.now())
    square = unspanned(quiet)
    square.amy.say(square.english, "one line")
    quiet.clock.advance(60)
    async with quiet.bot():
        await square.span()
    async with quiet.bot():
        assert square.read(square.chinese) == []


async def test_what_was_said_during_a_pause_stays_where_it_is(quiet: Town) -> None:
    quiet.clock = ManualClock(quiet.sandbox.clock.now() - timedelta(minutes=1))
    async with bridged(quiet) as square:
        await square.command("pause", bridge="plaza")
        await square.hear(square.amy, square.english, "one line")
        quiet.clock.advance(180)
        await square.command("resume", bridge="plaza")
    async with quiet.bot():
        assert square.read(square.chinese) == []


async def test_a_paused_bridge_mirrors_nothing_and_still_follows(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "a sentnce with a typo")
    second = await square.hear(square.amy, square.english, "one line")
    await square.command("pause", bridge="plaza")
    await square.hear(square.amy, square.english, "these are words")
    square.amy.edit(message, "a sentence without a typo")
    square.amy.delete(second)
    await square.idle()
    assert square.copies(square.chinese) == [zh("a sentence without a typo")]
    await square.command("resume", bridge="plaza")
    await square.hear(square.amy, square.english, "good night")
    assert square.copies(square.chinese) == [zh("a sentence without a typo"), zh("good night")]


async def test_an_author_who_opted_out_is_not_mirrored_and_an_edit_takes_the_copies_away(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "one line")
    await square.town.running.services.members.opt_out(square.amy.id, out=True)
    await square.hear(square.amy, square.english, "these are words")
    assert square.copies(square.chinese) == [zh("one line")]
    square.amy.edit(message, "good night")
    await square.idle()
    assert square.read(square.chinese) == []


@pytest.mark.parametrize("text", ["these are words !i", "||these are words||"])
async def test_what_is_to_be_left_alone_appears_as_it_is(square: Square, text: str) -> None:
    await square.hear(square.amy, square.english, text)
    assert square.copies(square.chinese) == [text]
    assert not square.town.google.asked


async def test_a_channel_that_asks_for_no_translation_keeps_to_itself(square: Square) -> None:
    square.english.topic = "quiet please [no-translation]"
    square.english.update()
    await square.idle()
    await square.hear(square.amy, square.english, "one line")
    assert square.read(square.chinese) == []


async def test_a_bridged_channel_is_not_answered_whatever_its_mode(square: Square) -> None:
    await square.town.translate_channel(square.english)
    await square.hear(square.amy, square.english, "one line")
    assert square.read(square.english) == [("Amy", "one line")]
    assert square.copies(square.chinese) == [zh("one line")]


async def test_a_locked_database_does_not_stop_the_conversation(square: Square) -> None:
    await square.hear(square.amy, square.english, "one line")
    await square.town.running.services.database.close()
    await square.hear(square.amy, square.english, "good night")
    assert square.copies(square.chinese) == [zh("one line")]
