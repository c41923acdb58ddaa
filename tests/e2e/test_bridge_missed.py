"""What bridges miss while nobody listens, and what is deleted before they know it."""

import asyncio
from typing import Any

import pytest

from tests.e2e.bridged import bridged
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


def silence(channel: Any) -> None:
    channel.topic = "quiet please [no-translation]"
    channel.update()


async def test_what_is_heard_while_the_bot_catches_up_comes_after_what_was_missed(quiet: Town) -> None:
    async with bridged(quiet) as square:
        quiet.sandbox.faults.drop_gateway(resumable=False)
        square.amy.say(square.english, "and this is said while nobody listens")
        resume = asyncio.Event()
        read = quiet.running.services.mirrors.unfinished

        async def slowly(guild_id: int) -> Any:
            await resume.wait()
            return await read(guild_id)

        quiet.running.services.mirrors.unfinished = slowly
        await quiet.sandbox.ready()
        square.amy.say(square.english, "one line")
        await quiet.sandbox.ready()
        assert square.copies(square.chinese) == []
        resume.set()
        await square.idle()
        assert square.copies(square.chinese) == [zh("and this is said while nobody listens"), zh("one line")]


async def test_what_was_said_in_a_thread_while_nobody_listened_is_mirrored(quiet: Town) -> None:
    async with bridged(quiet) as square:
        root = await square.hear(square.amy, square.english, "a hotpot evening")
        thread = square.amy.start_thread(square.english, "good night", root)
        await square.hear(square.amy, thread, "one line")
    square.amy.say(thread, "these are words")
    square.amy.say(thread, "good night")
    async with quiet.bot():
        (mirrored,) = [each for each in quiet.guild.threads if each.parent is square.chinese]
        assert [m.content for m in mirrored.messages if m.webhook_id] == [
            zh("one line"),
            zh("these are words"),
            zh("good night"),
        ]


async def test_a_message_that_is_deleted_while_it_is_claimed_does_not_appear(quiet: Town) -> None:
    async with bridged(quiet) as square:
        services, asked, go_on = quiet.running.services, asyncio.Event(), asyncio.Event()
        claim = services.mirrors.claim

        async def slowly(*details: Any) -> Any:
            asked.set()
            await go_on.wait()
            return await claim(*details)

        services.mirrors.claim = slowly
        message = square.amy.say(square.english, "one line")
        await asyncio.wait_for(asked.wait(), 5)
        square.amy.delete(message)
        square.amy.say(quiet.general, "one line")
        await asyncio.sleep(0.1)
        go_on.set()
        await square.idle()
        assert square.read(square.chinese) == []


async def test_copies_appear_as_they_were_written_where_no_translation_is_wanted(quiet: Town) -> None:
    async with bridged(quiet) as square:
        silence(square.chinese)
        await square.idle()
        message = await square.hear(square.amy, square.english, "one line")
        assert square.copies(square.chinese) == ["one line"]
        square.amy.edit(message, "good night")
        await square.idle()
        square.amy.poll(square.english, "these are words", ["one line"])
        await square.idle()
        assert square.copies(square.chinese)[0] == "good night"
        assert "**these are words**" in square.copies(square.chinese)[1]
        assert not quiet.google.asked
