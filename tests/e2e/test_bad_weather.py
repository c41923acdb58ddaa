"""What goes wrong between a message and its translation; docs/trouble.md has a sentence for each."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import App, build
from bot.client.replying import parts
from bot.language.convert import to_traditional
from bot.sandbox.world.draft import Draft
from tests.e2e.test_delivery import crowded, fill, last, lines, number, of_bot
from tests.e2e.test_recovery import claim
from tests.e2e.town import Town
from tests.fakes.library import opened
from tests.fakes.phrases import LONG, LONG_ANSWER, en, zh

pytestmark = pytest.mark.asyncio

POSTS = "POST /channels/*/messages"


@asynccontextmanager
async def another(place: Town) -> AsyncIterator[App]:
    """A second process by mistake: same token, same shard, same database."""
    async with build(place.settings(), clock=place.clock, library=await opened()) as app:
        connection = asyncio.create_task(app.connect())
        try:
            while not app.client.is_ready():
                await place.sandbox.ready()
            yield app
            await app.shut_down()
        finally:
            connection.cancel()


async def while_translated(place: Town, channel: Any = None, text: str = number(1)) -> Any:
    """A message that the engine has and has not answered."""
    place.google.open.clear()
    message = place.amy.say(channel or place.general, text)
    await place.google.reached(len(place.google.asked) + 1)
    return message


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelno >= logging.ERROR and record.name != "asyncio"]


async def test_a_permission_taken_in_the_middle_of_work(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    await while_translated(lively)
    lively.sandbox.faults.deny("send_messages", lively.general)
    lively.google.open.set()
    await lively.idle()
    assert of_bot(lively) == []
    assert "could not be posted: 403" in caplog.text
    lively.sandbox.faults.allow("send_messages", lively.general)
    lively.amy.say(lively.general, number(2))
    await lively.idle()
    assert lines(lively) == [zh(number(2))]
    assert errors(caplog) == []


async def test_a_channel_deleted_in_the_middle_of_work(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    other = lively.guild.add_channel("other")
    await lively.translate_channel(other)
    await while_translated(lively, other)
    other.delete()
    lively.google.open.set()
    await lively.idle()
    lively.amy.say(lively.general, number(2))
    await lively.idle()
    assert lines(lively) == [zh(number(2))]
    assert errors(caplog) == []


async def test_a_thread_archived_in_the_middle_of_work_is_answered_and_followed(lively: Town) -> None:
    thread = lively.general.add_thread("cats")
    message = await while_translated(lively, thread)
    thread.archive()
    lively.google.open.set()
    await lively.idle()
    assert lines(lively, thread) == [zh(number(1))]
    lively.amy.edit(message, number(2))
    thread.archive()
    await lively.idle()
    assert lines(lively, thread) == [zh(number(2))]


async def test_a_locked_thread_is_left_alone(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    thread = lively.general.add_thread("cats")
    lively.sandbox.faults.deny("manage_threads", lively.general)
    await while_translated(lively, thread)
    thread.lock()
    lively.google.open.set()
    await lively.idle()
    assert of_bot(lively, thread) == []
    assert errors(caplog) == []


async def test_a_message_deleted_before_its_gathered_post_is_left_out(lively: Town) -> None:
    await fill(lively)
    lively.google.open.clear()
    said = [lively.amy.say(lively.general, number(count)) for count in range(3)]
    await lively.google.reached(6)
    lively.amy.delete(said[1])
    await lively.sandbox.ready()
    lively.google.open.set()
    await lively.idle()
    assert lines(lively)[-2:] == [zh(number(0)), zh(number(2))]
    # Nor was it ever there, to be taken away again.
    posted = [str(exchange.body) for exchange in lively.sandbox.traffic if exchange.method == "POST"]
    assert not any(zh(number(1)) in body for body in posted)


async def test_a_deletion_of_which_the_bot_hears_before_it_begins(lively: Town) -> None:
    message = lively.amy.say(lively.general, number(1))
    lively.amy.delete(message)
    await lively.idle()
    assert lively.general.messages == []


async def test_files_stay_where_they_are_and_their_words_are_translated(lively: Town) -> None:
    lively.amy.say(lively.general, number(1), attachments=[("cat.png", b"a picture")])
    await lively.idle()
    assert lines(lively) == [zh(number(1))]
    assert last(lively).attachments == ()


async def test_three_times_as_long_as_the_message_in_a_thread_too(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        quiet.google.answers[LONG] = LONG_ANSWER
        message = quiet.amy.say(quiet.general, LONG)
        await quiet.idle()
        (thread,) = quiet.guild.threads
        posts = of_bot(quiet, thread)
        assert all(len(post.content) <= 2000 for post in posts)
        assert "".join(lines(quiet, thread)) == LONG_ANSWER
        assert parts.sources(posts[0].content) == [message.id]
        quiet.amy.edit(message, number(1))
        await quiet.idle()
        assert lines(quiet, thread) == [zh(number(1))]
        quiet.amy.delete(message)
        await quiet.idle()
        assert of_bot(quiet, thread) == []


async def test_a_thread_gathers_and_follows_as_a_channel_does(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        await fill(quiet)
        said = [quiet.amy.say(quiet.general, number(count)) for count in range(3)]
        await quiet.idle()
        (thread,) = quiet.guild.threads
        gathered = of_bot(quiet, thread)[-1]
        assert parts.sources(gathered.content) == [message.id for message in said]
        assert [post.content for post in of_bot(quiet)] == [thread.name]  # Discord's own line about the thread
        thread.archive()
    async with quiet.bot():
        quiet.amy.edit(said[0], number(10))
        quiet.amy.delete(said[1])
        await quiet.idle()
        assert lines(quiet, thread)[-2:] == [zh(number(10)), zh(number(2))]


async def test_a_reply_that_two_processes_would_give_is_given_once(quiet: Town) -> None:
    quiet.sandbox.limits.scale = 0.01
    async with quiet.bot():
        await quiet.translate_channel()
        async with another(quiet):
            said = [quiet.amy.say(quiet.general, number(count)) for count in range(3)]
            await quiet.idle()
            assert sorted(lines(quiet)) == sorted(zh(number(count)) for count in range(3))
            quiet.google.answers[LONG] = LONG_ANSWER
            quiet.amy.edit(said[0], LONG)
            quiet.amy.delete(said[1])
            await quiet.idle()
            assert "".join(lines(quiet)).count(LONG_ANSWER[:13]) == LONG_ANSWER.count(LONG_ANSWER[:13])
            quiet.google.fail("500")
            quiet.clock.advance(30)
            for count in (7, 8):
                quiet.amy.say(quiet.general, number(count))
            await quiet.idle()
            assert sum(post.content.startswith("⚠️") for post in of_bot(quiet)) == 1


async def test_a_process_that_takes_over_leaves_the_old_one_nothing_to_post(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        await while_translated(quiet)
        async with another(quiet):
            await quiet.google.reached(2)
            quiet.google.open.set()
            await quiet.idle()
            assert lines(quiet) == [zh(number(1))]


async def test_what_a_dead_process_gathered_is_found_and_not_given_again(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
    said = [quiet.amy.say(quiet.general, number(count)) for count in range(2)]
    for count in range(60):
        quiet.yu.say(quiet.general, "😂" * (count + 1))
    content = "\n".join(
        f"-# ↩ [Amy](https://discord.com/channels/{quiet.guild.id}/{quiet.general.id}/{message.id})\n{zh(message.content)}"
        for message in said
    )
    quiet.general.post(quiet.sandbox.bot, Draft(content))
    await claim(quiet, *said)
    async with quiet.bot():
        await quiet.idle()
        assert [post.content for post in of_bot(quiet)] == [content]
        quiet.amy.delete(said[0])
        await quiet.idle()
        assert parts.sources(last(quiet).content) == [said[1].id]


async def test_asking_gives_each_locale_one_post_whoever_asks(lively: Town) -> None:
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    client = lively.running.client
    found = await client.posts.message(lively.general.id, message.id)
    assert found is not None
    asked = [client.replies.ask(found, target) for target in ("zh-CN", "zh-TW", "zh-TW", "en")]
    assert sum(await asyncio.gather(*asked)) == 1
    assert len(of_bot(lively)) == 2
    lively.amy.edit(message, number(2))
    await lively.idle()
    assert lines(lively) == [zh(number(2)), to_traditional(zh(number(2)))]
    lively.amy.delete(message)
    await lively.idle()
    assert of_bot(lively) == []


async def test_asking_about_the_bots_own_reply_means_its_message(lively: Town) -> None:
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    client = lively.running.client
    found = await client.posts.message(lively.general.id, last(lively).id)
    assert found is not None
    assert found.id == message.id
    assert await client.replies.ask(found, "zh-TW")
    assert last(lively).reference is message
    gathered = await crowded(lively, number(5), number(6))
    assert await client.posts.message(lively.general.id, last(lively).id) is None
    assert len(gathered) == 2


async def test_a_gathered_translation_is_never_translated_itself(lively: Town) -> None:
    await crowded(lively, number(1), number(2))
    asked = len(lively.google.asked)
    await lively.idle()
    assert len(lively.google.asked) == asked


async def test_asking_in_a_channel_that_is_not_translated_and_one_that_is_silenced(lively: Town) -> None:
    client = lively.running.client
    other = lively.guild.add_channel("other")
    silent = lively.guild.add_channel("silent", topic="[no-translation]")
    await lively.idle()
    for channel, expected in ((other, True), (silent, False)):
        message = lively.amy.say(channel, number(1))
        found = await client.posts.message(channel.id, message.id)
        assert found is not None
        assert await client.replies.ask(found, "zh-CN") is expected
    assert of_bot(lively, silent) == []


async def test_a_correction_reaches_the_post(lively: Town) -> None:
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    services, client = lively.running.services, lively.running.client
    await services.translation.memory.approve(lively.guild.id, number(1), "en", "zh-CN", "我说的第一句", lively.lin.id)
    found = await client.posts.message(lively.general.id, message.id)
    assert found is not None
    await client.replies.refresh(found)
    assert lines(lively) == ["我说的第一句"]


async def test_a_message_that_turns_to_the_other_language_keeps_its_post(lively: Town) -> None:
    message = lively.amy.say(lively.general, "is anybody listening")
    await lively.idle()
    post = last(lively)
    lively.amy.edit(message, "大家看看我的猫")
    await lively.idle()
    assert last(lively) is post
    assert lines(lively) == [en("大家看看我的猫")]


async def test_what_was_explained_under_a_post_that_never_came_is_explained_again(lively: Town) -> None:
    lively.google.answers["你家猫真是⟦0⟧"] = "Your cat really is ⟦0⟧"
    lively.sandbox.faults.http(status=403, route=POSTS, times=1)
    lively.yu.say(lively.general, "你家猫真是yyds")
    await lively.idle()
    assert of_bot(lively) == []
    lively.clock.advance(61)
    lively.yu.say(lively.general, "你家猫真是yyds")
    await lively.idle()
    lively.yu.say(lively.general, "你家猫真是yyds")
    await lively.idle()
    assert ["-# yyds" in post.content for post in of_bot(lively)] == [True, False]


async def test_a_channel_in_which_only_reading_was_taken_away(lively: Town, caplog: pytest.LogCaptureFixture) -> None:
    message = lively.amy.say(lively.general, number(1))
    await lively.idle()
    lively.sandbox.faults.deny("read_message_history", lively.general)
    lively.amy.edit(message, number(2))
    lively.amy.say(lively.general, number(3))
    await lively.idle()
    assert errors(caplog) == []


async def test_initials_that_nobody_explains_carry_a_mark(lively: Town) -> None:
    lively.google.answers["真是zxcvb啊我的猫"] = "My cat is really zxcvb"
    lively.yu.say(lively.general, "真是zxcvb啊我的猫")
    await lively.idle()
    assert lines(lively) == ["My cat is really zxcvb", "-# 🤔 zxcvb: short for something that isn't in my word list"]


async def test_a_long_message_deleted_between_its_own_posts_leaves_none(lively: Town) -> None:
    lively.google.answers[LONG] = LONG_ANSWER
    message = lively.amy.say(lively.general, LONG)

    def deleted_meanwhile(event: Any) -> None:
        if event.kind == "message_created" and not message.deleted:
            asyncio.get_running_loop().call_soon(lambda: message.deleted or lively.amy.delete(message))

    lively.sandbox.subscribe(deleted_meanwhile)
    await lively.idle()
    posts = [each for each in lively.sandbox.traffic if each.method == "POST" and each.path.endswith("/messages")]
    assert len(posts) >= 2
    assert lively.general.messages == []
