"""What people said and did in bridged channels while no process ran, or in the first moments of one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import App
from bot.bridges.mirrors import LATE
from bot.sandbox.world import pins
from bot.sandbox.world.draft import Draft
from tests.e2e.bridged import bridged
from tests.e2e.test_bridge_reactions import allow_pins, marks
from tests.e2e.test_bridge_recovery import claim
from tests.e2e.town import Town
from tests.fakes.clock import ManualClock
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

A_DAY = 86_400


@asynccontextmanager
async def at_ready(town: Town, act: Callable[[], Any]) -> AsyncIterator[App]:
    """Start the bot, and do something as soon as its session begins."""

    async def wait() -> None:
        await town.sandbox.ready()
        act()

    acting = asyncio.create_task(wait())
    async with town.bot() as app:
        await acting
        await town.idle()
        yield app


def when_asked(town: Town, route: str, act: Callable[[], Any]) -> None:
    """Do something as soon as Discord has found the answer to this question of the bot, which has yet to get it."""
    town.sandbox.faults.slow(0.3, route=route, served=True)

    def heard(event: Any) -> None:
        if event.kind == "fault":
            end()
            act()

    end = town.sandbox.subscribe(heard)


async def test_a_copy_that_was_not_translated_is_put_right_after_a_restart(quiet: Town) -> None:
    async with bridged(quiet) as square:
        quiet.google.fail("500")
        await square.hear(square.amy, square.english, "one line")
        assert square.copies(square.chinese)[0].startswith("one line\n-# ⏳ ")
    quiet.google.recover()
    async with quiet.bot() as app:
        assert square.copies(square.chinese) == [zh("one line")]
        assert await app.services.mirrors.pending(quiet.guild.id) == []


async def test_an_edit_that_was_not_translated_is_put_right_after_a_restart(quiet: Town) -> None:
    async with bridged(quiet) as square:
        message = await square.hear(square.amy, square.english, "one line")
        quiet.google.fail("500")
        square.amy.edit(message, "these are words")
        await square.idle()
        assert square.copies(square.chinese)[0].startswith("these are words\n-# ⏳ ")
    quiet.google.recover()
    async with quiet.bot():
        assert square.copies(square.chinese) == [zh("these are words")]


async def test_a_copy_waits_for_its_translation_through_several_restarts(quiet: Town) -> None:
    async with bridged(quiet) as square:
        quiet.google.fail("500")
        await square.hear(square.amy, square.english, "one line")
    async with quiet.bot():
        assert "⏳" in square.copies(square.chinese)[0]
        quiet.google.recover()
        await square.hear(square.amy, square.english, "these are words")
        assert square.copies(square.chinese) == [zh("one line"), zh("these are words")]


async def test_a_copy_that_was_not_translated_long_ago_stays_as_it_is(quiet: Town) -> None:
    async with bridged(quiet) as square:
        quiet.google.fail("500")
        await square.hear(square.amy, square.english, "one line")
    quiet.google.recover()
    quiet.clock.advance(LATE.total_seconds() + 1)
    async with quiet.bot():
        assert "⏳" in square.copies(square.chinese)[0]


async def test_what_is_said_just_when_a_session_begins_comes_after_what_was_missed(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "good night")
    square.amy.say(square.english, "one line")
    square.town.lin.say(square.english, "these are words")
    async with at_ready(quiet, lambda: square.amy.say(square.english, "a quiet evening")):
        texts = ("good night", "one line", "these are words", "a quiet evening")
        assert square.copies(square.chinese) == [zh(text) for text in texts]


async def test_what_is_said_while_the_bot_reads_what_was_missed_comes_after_it(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "good night")
    square.amy.say(square.english, "one line")
    route = f"GET /channels/{square.english.id}/messages"
    when_asked(quiet, route, lambda: square.amy.say(square.english, "these are words"))
    async with quiet.bot():
        assert square.copies(square.chinese) == [zh(text) for text in ("good night", "one line", "these are words")]


async def test_what_becomes_of_a_message_while_the_bot_reads_it_is_followed(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "good night")
    edited, deleted, reacted = [square.amy.say(square.english, text) for text in ("one line", "ha", "a quiet evening")]

    def happen() -> None:
        square.amy.edit(edited, "these are words")
        square.amy.delete(deleted)
        square.yu.react(reacted, "🐱")

    when_asked(quiet, f"GET /channels/{square.english.id}/messages", happen)
    async with quiet.bot():
        texts = ("good night", "these are words", "a quiet evening")
        assert square.copies(square.chinese) == [zh(text) for text in texts]
        assert marks(square.chinese.messages[-1]) == {"🐱": {"RedBridge"}}


async def test_a_post_of_this_moment_is_not_taken_for_one_that_was_lost(quiet: Town) -> None:
    """The dead process was about to post the first one; the second one is by the same author."""
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "good night")
    await claim(square, square.amy.say(square.english, "one line"), webhook_id=square.hooks(square.chinese)[0].id)
    route = f"GET /channels/{square.chinese.id}/messages"
    when_asked(quiet, route, lambda: square.amy.say(square.english, "these are words"))
    async with quiet.bot():
        assert square.copies(square.chinese) == [zh(text) for text in ("good night", "one line", "these are words")]


async def test_a_post_that_is_not_noted_yet_is_not_taken_for_one_that_was_lost(quiet: Town) -> None:
    """A session begins anew in a running process, while a post of it stands and Discord's answer is on its way."""
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "good night")
        await square.command("pause", bridge="plaza")
        lost = await square.hear(square.amy, square.english, "one line")
        await square.command("resume", bridge="plaza")
        (hook,) = square.hooks(square.chinese)
        await claim(square, lost, webhook_id=hook.id)
        quiet.sandbox.faults.slow(0.3, f"POST /webhooks/{hook.id}/*", served=True)
        posted = asyncio.Event()
        end = quiet.sandbox.subscribe(lambda event: posted.set() if event.kind == "fault" else None)
        square.amy.say(square.english, "these are words")
        await asyncio.wait_for(posted.wait(), 10)
        end()
        bridging = quiet.running.client.bridging
        bridging.beginnings.interrupted(quiet.guild.id)
        await bridging.turn(quiet.guild.id)
        await square.idle()
        assert square.copies(square.chinese) == [zh(text) for text in ("good night", "these are words", "one line")]


async def test_an_answer_of_the_bot_is_not_taken_for_a_copy_that_was_lost(quiet: Town) -> None:
    async with bridged(quiet) as square:
        quiet.sandbox.faults.deny("manage_webhooks", square.chinese)
        await square.hear(square.amy, square.english, "good night")
    message = square.amy.say(square.english, "one line")
    square.chinese.post(quiet.sandbox.bot, Draft("an answer to somebody"))
    await claim(square, message, webhook_id=0)
    async with quiet.bot():
        assert square.read(square.chinese)[2:] == [("RedBridge", f"**Amy**\n{zh('one line')}")]


async def test_what_was_mirrored_yesterday_is_followed_after_a_restart(quiet: Town) -> None:
    quiet.clock = ManualClock(quiet.sandbox.clock.now())
    async with bridged(quiet) as square:
        texts = ("one line", "these are words", "good night", "a quiet evening", "a hotpot evening")
        edited, deleted, *bulk, reacted = [await square.hear(square.amy, square.english, text) for text in texts]
        copy = square.chinese.messages[-1]
        square.yu.react(copy, "🐱")
        await square.idle()
    quiet.clock.advance(A_DAY)
    quiet.sandbox.clock.advance(A_DAY)
    async with quiet.bot():
        square.amy.edit(edited, "a sentence without a typo")
        square.amy.delete(deleted)
        quiet.guild.bulk_delete(bulk)
        square.yu.unreact(copy, "🐱")
        square.amy.react(reacted, "🎉")
        await square.idle()
        assert square.copies(square.chinese) == [zh("a sentence without a typo"), zh("a hotpot evening")]
        assert (marks(reacted), marks(copy)) == ({"🎉": {"Amy"}}, {"🎉": {"RedBridge"}})


async def test_what_is_deleted_while_no_process_runs_goes_and_stays_gone(quiet: Town) -> None:
    async with bridged(quiet) as square:
        texts = ("one line", "these are words", "good night", "a quiet evening", "a hotpot evening")
        first, second, third, fourth, last = [await square.hear(square.amy, square.english, text) for text in texts]
        removed = next(each for each in square.chinese.messages if each.content == zh("a quiet evening"))
    square.amy.delete(first)
    quiet.guild.bulk_delete([second, third])
    quiet.guild.bulk_delete([removed])
    async with quiet.bot():
        assert square.copies(square.chinese) == [zh("a hotpot evening")]
        square.amy.edit(fourth, "a sentence without a typo")
        square.amy.edit(last, "my cat is lovely")
        await square.idle()
        assert square.copies(square.chinese) == [zh("my cat is lovely")]
        assert [each for each in square.english.messages if each.webhook_id] == []


async def test_nothing_is_taken_for_deleted_where_the_bot_may_not_read_what_was_written_before(quiet: Town) -> None:
    async with bridged(quiet) as square:
        await square.hear(square.amy, square.english, "one line")
    quiet.sandbox.faults.deny("read_message_history", square.english)
    async with quiet.bot():
        assert square.copies(square.chinese) == [zh("one line")]


async def test_what_is_edited_while_no_process_runs_is_followed_and_once(quiet: Town) -> None:
    async with bridged(quiet) as square:
        message = await square.hear(square.amy, square.english, "a sentnce with a typo")
    square.amy.edit(message, "a sentence without a typo")
    async with quiet.bot():
        assert square.copies(square.chinese) == [zh("a sentence without a typo")]
    seen = len(quiet.sandbox.traffic)
    async with quiet.bot():
        assert [each for each in list(quiet.sandbox.traffic)[seen:] if each.method == "PATCH"] == []


async def test_reactions_that_were_made_and_taken_back_while_no_process_ran_are_caught_up(quiet: Town) -> None:
    async with bridged(quiet) as square:
        message = await square.hear(square.amy, square.english, "one line")
        copy = square.chinese.messages[-1]
        square.yu.react(copy, "🐱")
        await square.idle()
    square.yu.unreact(copy, "🐱")
    square.amy.react(message, "🎉")
    square.amy.react(message, "🌐")
    robot = quiet.guild.add_member("NewsFeed", bot=True)
    robot.react(copy, "🤖")
    missed = square.amy.say(square.english, "these are words")
    square.yu.react(missed, "👍")
    async with quiet.bot():
        assert marks(message) == {"🎉": {"Amy"}, "🌐": {"Amy"}}
        assert marks(copy) == {"🎉": {"RedBridge"}, "🤖": {"NewsFeed"}}
        assert marks(square.chinese.messages[-1]) == {"👍": {"RedBridge"}}


async def test_pins_that_were_changed_while_no_process_ran_are_caught_up(quiet: Town) -> None:
    pinner = quiet.guild.members[quiet.guild.owner.id]
    async with bridged(quiet) as square:
        allow_pins(quiet)
        await square.command("pins", bridge="plaza", shown=True)
        first = await square.hear(square.amy, square.english, "one line")
        second = await square.hear(square.amy, square.english, "these are words")
        copies = [each for each in square.chinese.messages if each.webhook_id]
        pinner.pin(first)
        await square.idle()
        assert [bool(each.pinned) for each in copies] == [True, False]
    pins.unpin(copies[0])
    pinner.pin(copies[1])
    async with quiet.bot():
        assert [bool(each.pinned) for each in (first, second, *copies)] == [False, True, False, True]
