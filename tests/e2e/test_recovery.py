"""What is left half done, and how it is put right."""

import asyncio
import sqlite3
from typing import Any

import pytest

from bot.sandbox.world.draft import Draft
from bot.sandbox.world.overwrite import Overwrite
from bot.store import links
from bot.store.database import Database
from bot.translation.types import Where
from tests.e2e.locking import locked
from tests.e2e.town import Town
from tests.fakes.phrases import LONG, LONG_ANSWER, en, zh

pytestmark = pytest.mark.asyncio

POSTS = "POST /channels/*/messages"
REMOVALS = "DELETE /channels/*/messages/*"


async def claim(place: Town, *messages: Any) -> None:
    """Leave behind what a process does that dies while it translates these messages."""
    database = await Database.open(f"sqlite+aiosqlite:///{place.folder / 'redbridge.db'}")
    now = int(place.clock.now().timestamp() * 1000)
    for message in messages:
        origin = links.Origin(message.id, "zh-CN", place.guild.id, place.general.id, place.amy.id, now)
        assert await database.write(links.claim, origin)
    await database.close()


def answers(place: Town) -> list[str]:
    return [content for name, content in place.talk() if name == "RedBridge"]


async def test_commands_answer_in_time_while_the_database_is_locked(lively: Town) -> None:
    other = await locked(lively)
    try:
        asyncio.get_running_loop().call_later(3.5, other.execute, "COMMIT")
        answer = await lively.lin.slash(lively.general, "redbridge chinese", variant="zh-TW").answered(timeout=8)
        assert "好了" in answer.text
    finally:
        other.close()


async def test_a_translation_posted_in_part_is_still_removed_with_its_message(lively: Town) -> None:
    lively.google.answers[LONG] = LONG_ANSWER
    message = lively.amy.say(lively.general, LONG)
    end = lively.sandbox.subscribe(
        lambda event: (
            lively.sandbox.faults.http(status=403, route=POSTS, times=1)
            if event.kind == "message_created" and event.author is lively.sandbox.bot
            else None
        )
    )
    await lively.idle()
    end()
    lively.sandbox.faults.clear()
    assert len(answers(lively)) == 1
    lively.amy.delete(message)
    await lively.idle()
    assert lively.general.messages == []


async def test_a_longer_edit_that_meets_trouble_leaves_nothing_stale(lively: Town) -> None:
    message = lively.amy.say(lively.general, "first words of a sentence")
    await lively.idle()
    lively.google.answers[LONG] = LONG_ANSWER
    lively.sandbox.faults.http(status=403, route=POSTS, times=1)
    lively.amy.edit(message, LONG)
    await lively.idle()
    assert len(answers(lively)) == 1
    assert LONG_ANSWER.startswith(answers(lively)[0])
    lively.amy.edit(message, "never mind what I said")
    await lively.idle()
    assert answers(lively) == [zh("never mind what I said")]


async def test_one_removal_that_fails_does_not_keep_the_others(lively: Town) -> None:
    said = [lively.amy.say(lively.general, f"sentence number {number} of mine") for number in range(3)]
    await lively.idle()
    lively.sandbox.faults.http(status=400, route=REMOVALS, times=1)
    lively.guild.bulk_delete(said)
    await lively.idle()
    assert len(answers(lively)) == 1


async def test_deletions_where_nothing_is_translated_write_nothing(lively: Town) -> None:
    other = lively.guild.add_channel("offtopic")
    said = [lively.amy.say(other, f"sentence number {number} of mine") for number in range(5)]
    with sqlite3.connect(lively.folder / "redbridge.db") as watcher:
        before = watcher.execute("PRAGMA data_version").fetchone()
        lively.guild.bulk_delete(said)
        await lively.idle()
        assert watcher.execute("PRAGMA data_version").fetchone() == before
    watcher.close()


async def test_an_edit_while_no_engine_answers_keeps_the_answer(lively: Town) -> None:
    message = lively.amy.say(lively.general, "a sentnce with a typo")
    await lively.idle()
    lively.google.fail("500")
    lively.amy.edit(message, "a sentence with a typo")
    await lively.idle()
    assert answers(lively)[0] == zh("a sentnce with a typo")
    lively.google.recover()
    lively.clock.advance(61)
    lively.sandbox.clock.advance(61)
    lively.amy.edit(message, "a sentence without a typo")
    await lively.idle()
    assert answers(lively) == [zh("a sentence without a typo")]


async def test_catching_up_goes_on_after_a_message_that_cannot_be_fetched(quiet: Town) -> None:
    first = quiet.amy.say(quiet.general, "this one cannot be fetched")
    second = quiet.amy.say(quiet.general, "this one can be fetched")
    async with quiet.bot():
        await quiet.translate_channel()
    await claim(quiet, first, second)
    quiet.sandbox.faults.http(status=400, route="GET /channels/*/messages/*", times=1)
    async with quiet.bot():
        assert answers(quiet) == [zh("this one can be fetched")]


async def test_an_answer_of_long_ago_is_found_and_not_given_again(quiet: Town) -> None:
    """Discord remembers a nonce for minutes only."""
    async with quiet.bot():
        await quiet.translate_channel()
    message = quiet.amy.say(quiet.general, "was I answered before the power went out")
    quiet.general.post(quiet.sandbox.bot, Draft("有人回答我了吗", reference=message))
    await claim(quiet, message)
    async with quiet.bot():
        assert answers(quiet) == [zh("was I answered before the power went out")]


async def test_an_answer_that_is_wanted_again_is_a_new_post(lively: Town) -> None:
    message = lively.amy.say(lively.general, "these are words")
    await lively.idle()
    for text in ("😂", "these are words"):
        lively.sandbox.clock.advance(1)
        lively.amy.edit(message, text)
        await lively.idle()
    nonces = [
        exchange.body["nonce"]
        for exchange in lively.sandbox.traffic
        if exchange.method == "POST" and exchange.path.endswith("/messages")
    ]
    assert len(nonces) == len(set(nonces)) == 2
    assert all(len(nonce) <= 25 for nonce in nonces)


async def test_a_pin_is_no_edit(lively: Town) -> None:
    message = lively.amy.say(lively.general, "frist words of mine")
    await lively.idle()
    lively.amy.edit(message, "first words of mine")
    await lively.idle()
    asked = len(lively.google.asked)
    owner = lively.guild.members[lively.guild.owner.id]
    owner.pin(message)
    await lively.idle()
    assert len(lively.google.asked) == asked


async def test_after_off_nothing_goes_to_an_engine_any_more(lively: Town) -> None:
    message = lively.amy.say(lively.general, "this is for everybody here")
    await lively.idle()
    await lively.translate_channel(mode="off")
    lively.amy.edit(message, "this is private what I say now")
    await lively.idle()
    assert "this is private what I say now" not in lively.google.texts
    assert answers(lively) == []


async def test_commands_are_turned_away_while_the_bot_stops(lively: Town) -> None:
    lively.google.open.clear()
    lively.amy.say(lively.general, "please finish this one first")
    await lively.google.reached(1)
    stopping = asyncio.create_task(lively.running.client.drain(5))
    await asyncio.sleep(0)
    answer = await lively.lin.slash(lively.general, "redbridge channel", mode="off").answered()
    lively.google.open.set()
    await stopping
    assert "RedBridge is restarting" in answer.text
    assert lively.running.services.preferences.mode(Where(lively.guild.id, lively.general.id)).value == "reply"


async def test_a_thread_that_the_bot_does_not_see_is_explained(quiet: Town) -> None:
    me = quiet.guild.members[quiet.sandbox.bot.id]
    hidden = quiet.guild.add_channel("hidden", overwrites=(Overwrite(me, deny=("view_channel",)),))
    thread = hidden.add_thread("long ago")
    thread.thread.archived = True
    async with quiet.bot():
        text = await quiet.translate_channel(thread)
        assert "RedBridge can't see the channel you chose" in text


async def test_a_thread_in_the_archive_is_chosen_like_any_other(quiet: Town) -> None:
    thread = quiet.general.add_thread("long ago")
    thread.thread.archived = True
    async with quiet.bot():
        assert "好了" in await quiet.translate_channel(thread)


@pytest.mark.parametrize(("denied", "allowed"), [("send_messages_in_threads", False), ("send_messages", True)])
async def test_a_forum_needs_the_permission_to_write_in_threads(quiet: Town, denied: str, allowed: bool) -> None:
    async with quiet.bot():
        everyone = quiet.guild.roles[quiet.guild.id]
        forum = quiet.guild.add_channel("forum", kind="forum", overwrites=(Overwrite(everyone, deny=(denied,)),))
        await quiet.idle()
        text = await quiet.translate_channel(forum)
        assert ("好了" in text) is allowed


async def test_posts_of_a_forum_are_translated(quiet: Town) -> None:
    async with quiet.bot():
        forum = quiet.guild.add_channel("forum", kind="forum")
        await quiet.idle()
        await quiet.translate_channel(forum)
        thread = forum.add_thread("my cat")
        quiet.amy.say(thread, "look at my cat, everybody")
        await quiet.idle()
        assert quiet.talk(thread)[-1] == ("RedBridge", zh("look at my cat, everybody"))


async def test_what_was_written_while_no_process_ran_is_answered(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        thread = quiet.general.add_thread("cats")
        quiet.amy.say(quiet.general, "this was heard at once")
        await quiet.idle()
    quiet.amy.say(quiet.general, "is anybody listening to me")
    quiet.yu.say(thread, "有人在听吗")
    quiet.amy.say(quiet.general, "lol")
    async with quiet.bot():
        assert answers(quiet) == [zh("this was heard at once"), zh("is anybody listening to me")]
        assert quiet.talk(thread)[-1] == ("RedBridge", en("有人在听吗"))


async def test_what_was_written_after_discord_forgot_the_session_is_answered(lively: Town) -> None:
    lively.amy.say(lively.general, "this was heard at once")
    await lively.idle()
    lively.sandbox.faults.drop_gateway(resumable=False)
    lively.amy.say(lively.general, "is anybody listening to me")
    await lively.sandbox.ready()
    await lively.idle()
    assert answers(lively) == [zh("this was heard at once"), zh("is anybody listening to me")]
