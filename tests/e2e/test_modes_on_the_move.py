"""Modes while everything moves: categories, topics and threads change between one message and the next."""

from typing import Any

import pytest

from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

HELLO, AGAIN = "hello my dear friends", "this is for everybody here"


async def answers(town: Town, channel: Any, text: str = HELLO) -> list[str]:
    """What the bot has posted in a channel after Amy wrote there."""
    town.amy.say(channel, text)
    await town.idle()
    return [content for name, content in town.talk(channel) if name == "RedBridge"]


async def move(town: Town, channel: Any, parent: Any) -> None:
    """A moderator drags a channel into another category, or out of all."""
    channel.parent = parent
    channel.update()
    await town.idle()


async def rewrite(town: Town, channel: Any, topic: str) -> None:
    channel.topic = topic
    channel.update()
    await town.idle()


async def held(town: Town, text: str) -> None:
    """Amy writes, and an engine thinks about it until it is let go on."""
    known = len(town.google.asked)
    town.google.open.clear()
    town.amy.say(town.general, text)
    await town.google.reached(known + 1)


async def test_a_channel_that_is_moved_follows_its_new_category_at_once(quiet: Town) -> None:
    async with quiet.bot():
        on, off = (quiet.guild.add_channel(name, "category") for name in ("on", "off"))
        channel = quiet.guild.add_channel("kitchen", parent=off)
        thread = quiet.amy.start_thread(channel, "soup")
        await quiet.idle()
        await quiet.translate_channel(on, "reply")
        await quiet.translate_channel(off, "off")
        assert await answers(quiet, channel) == []
        await move(quiet, channel, on)
        assert await answers(quiet, channel) == [zh(HELLO)]
        assert await answers(quiet, thread) == [zh(HELLO)]
        await move(quiet, channel, None)
        assert await answers(quiet, channel, AGAIN) == [zh(HELLO)]
        assert await answers(quiet, thread, AGAIN) == [zh(HELLO)]


async def test_a_category_that_is_deleted_leaves_its_channels_to_the_server(quiet: Town) -> None:
    async with quiet.bot():
        category = quiet.guild.add_channel("home", "category")
        channel = quiet.guild.add_channel("kitchen", parent=category)
        await quiet.idle()
        await quiet.translate_channel(category, "reply")
        assert await answers(quiet, channel) == [zh(HELLO)]
        category.delete()
        await quiet.idle()
        assert await answers(quiet, channel, AGAIN) == [zh(HELLO)]


@pytest.mark.parametrize("kind", ["text", "announcement", "voice", "stage"])
async def test_a_topic_silences_and_frees_while_the_bot_runs(quiet: Town, kind: str) -> None:
    async with quiet.bot():
        channel = quiet.guild.add_channel("kitchen", kind)
        await quiet.idle()
        for mode, expected in (("reply", [zh(HELLO)]), ("off", [zh(HELLO)]), ("on-demand", [zh(HELLO)])):
            await quiet.translate_channel(channel, mode)
            assert await answers(quiet, channel) == expected
        await quiet.translate_channel(channel, "reply")
        if kind in ("text", "announcement"):
            await rewrite(quiet, channel, "soup [No-Translation]")
            assert await answers(quiet, channel, AGAIN) == [zh(HELLO)]
            await rewrite(quiet, channel, "soup")
        assert await answers(quiet, channel, AGAIN) == [zh(HELLO), zh(AGAIN)]


async def test_a_forums_mode_and_guidelines_change_under_its_posts(quiet: Town) -> None:
    async with quiet.bot():
        forum = quiet.guild.add_channel("questions", kind="forum")
        await quiet.idle()
        post = quiet.amy.start_post(forum, HELLO, HELLO)
        await quiet.idle()
        assert await answers(quiet, post) == []
        await quiet.translate_channel(forum, "reply")
        assert await answers(quiet, post) == [zh(HELLO)]
        await rewrite(quiet, forum, "be kind [no-translation]")
        assert await answers(quiet, post, AGAIN) == [zh(HELLO)]
        await rewrite(quiet, forum, "be kind")
        await quiet.translate_channel(forum, "off")
        assert await answers(quiet, post, AGAIN) == [zh(HELLO)]
        await quiet.translate_channel(post, "reply")
        assert await answers(quiet, post, AGAIN) == [zh(HELLO), zh(AGAIN)]


async def test_a_mode_that_changes_while_an_engine_thinks_counts_for_the_next_message(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        await held(quiet, HELLO)
        changed = quiet.lin.slash(quiet.general, "redbridge channel", mode="thread")
        await changed.answered()
        quiet.google.open.set()
        await quiet.idle()
        assert quiet.talk()[0] == ("Amy", HELLO)
        posted = [m.content for place in (quiet.general, *quiet.guild.threads) for m in place.messages]
        assert len([content for content in posted if zh(HELLO) in content]) == 1


async def test_a_bulk_deletion_in_a_gathering_channel_takes_their_translations_and_no_other(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        messages = [quiet.amy.say(quiet.general, text) for text in (HELLO, AGAIN, "good night")]
        await quiet.idle()
        (thread,) = quiet.guild.threads
        quiet.guild.bulk_delete(messages[:2])
        await quiet.idle()
        left = "\n".join(message.content for message in thread.messages)
        assert zh("good night") in left
        assert zh(HELLO) not in left
        assert zh(AGAIN) not in left


@pytest.mark.parametrize("end", ["delete", "lock", "archive"])
async def test_a_thread_that_ends_while_an_engine_thinks(quiet: Town, end: str) -> None:
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        quiet.amy.say(quiet.general, HELLO)
        await quiet.idle()
        (thread,) = quiet.guild.threads
        await held(quiet, AGAIN)
        getattr(thread, end)()
        quiet.google.open.set()
        await quiet.idle()
        standing = [m.content for place in quiet.guild.threads for m in place.messages]
        assert len([content for content in standing if zh(AGAIN) in content]) == 1


async def test_an_opt_out_while_an_engine_thinks(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.translate_channel()
        await held(quiet, HELLO)
        await app.services.members.opt_out(quiet.amy.id, out=True)
        quiet.google.open.set()
        await quiet.idle()
        assert quiet.talk() == [("Amy", HELLO)]


async def test_an_opt_out_while_posts_wait_for_their_turn(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.translate_channel()
        await held(quiet, HELLO)
        quiet.yu.say(quiet.general, "晚安")
        await quiet.google.reached(len(quiet.google.asked) + 1)
        await app.services.members.opt_out(quiet.amy.id, out=True)
        quiet.google.open.set()
        await quiet.idle()
        assert quiet.talk() == [("Amy", HELLO), ("小雨", "晚安"), ("RedBridge", "Good night")]


async def test_members_who_press_and_choose_as_moderators_change_nothing(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await quiet.lin.slash(quiet.general, "redbridge channel").answered()
        quiet.lin.take(*quiet.guild.roles.values())
        await quiet.idle()
        refused = await quiet.lin.choose(panel.message, ["reply"]).answered()
        assert "Manage Server" in refused.text or "管理服务器" in refused.text
        assert app.services.preferences.default_mode(quiet.guild.id).value == "off"
        assert await answers(quiet, quiet.general) == []


async def test_a_post_that_is_renamed_again_and_again_ends_with_its_last_title(quiet: Town) -> None:
    async with quiet.bot():
        forum = quiet.guild.add_channel("questions", kind="forum")
        await quiet.idle()
        await quiet.translate_channel(forum)
        post = quiet.amy.start_post(forum, HELLO, AGAIN)
        await quiet.idle()
        for title in ("good night", "my cat is lovely", "look at this cute cat"):
            post.rename(title)
        await quiet.idle()
        (answer,) = [content for name, content in quiet.talk(post) if name == "RedBridge"]
        assert answer == f"**{zh('look at this cute cat')}**\n{zh(AGAIN)}"
        quiet.amy.delete(post.messages[0])
        await quiet.idle()
        post.rename("good night")
        await quiet.idle()
        assert [name for name, _ in quiet.talk(post) if name == "RedBridge"] == []
