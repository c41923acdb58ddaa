"""The mode `thread`, as members see it: translations gathered beside the conversation."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.town import Town
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

HELLO, WORDS, ASKED = "hello my dear friends", "this is a sentence", "现在有人翻译这个了"


@pytest_asyncio.fixture
async def gathering(quiet: Town) -> AsyncIterator[Town]:
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        yield quiet


def threads(place: Town) -> list[Any]:
    return [thread for thread in place.guild.threads if thread.parent is place.general]


def gathered(place: Town) -> list[str]:
    """What the bot says in the channel's newest thread."""
    return [content for name, content in place.talk(threads(place)[-1]) if name == "RedBridge"]


async def test_translations_go_to_one_thread_with_author_and_link(gathering: Town) -> None:
    first = gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    second = gathering.yu.say(gathering.general, ASKED)
    await gathering.idle()
    assert len(threads(gathering)) == 1
    posts = gathered(gathering)
    assert len(posts) == 2
    for post, message, name, text in zip(posts, (first, second), ("Amy", "小雨"), (zh(HELLO), en(ASKED)), strict=True):
        assert f"/channels/{gathering.guild.id}/{gathering.general.id}/{message.id}" in post
        assert name in post
        assert text in post
    said = [message for message in gathering.general.messages if message.author is not gathering.sandbox.bot]
    assert said == [first, second]


async def test_two_messages_at_once_share_the_thread(gathering: Town) -> None:
    gathering.amy.say(gathering.general, HELLO)
    gathering.yu.say(gathering.general, ASKED)
    await gathering.idle()
    assert len(threads(gathering)) == 1
    together = "\n".join(gathered(gathering))
    assert together.index(zh(HELLO)) < together.index(en(ASKED))


async def test_edits_and_deletions_are_followed_there(gathering: Town) -> None:
    message = gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    gathering.amy.edit(message, WORDS)
    await gathering.idle()
    assert zh(WORDS) in gathered(gathering)[0]
    assert zh(HELLO) not in gathered(gathering)[0]
    gathering.amy.delete(message)
    await gathering.idle()
    assert gathered(gathering) == []


async def test_the_same_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel(mode="thread")
        message = quiet.amy.say(quiet.general, HELLO)
        await quiet.idle()
    async with quiet.bot():
        quiet.amy.edit(message, WORDS)
        quiet.amy.say(quiet.general, "good night")
        await quiet.idle()
        assert len(threads(quiet)) == 1
        assert [text in post for post, text in zip(gathered(quiet), (zh(WORDS), zh("good night")), strict=True)] == [
            True,
            True,
        ]


async def test_an_archived_thread_wakes_for_the_next_translation(gathering: Town) -> None:
    gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    threads(gathering)[0].archive()
    await gathering.idle()
    gathering.amy.say(gathering.general, WORDS)
    await gathering.idle()
    assert len(threads(gathering)) == 1
    assert not threads(gathering)[0].thread.archived
    assert len(gathered(gathering)) == 2


@pytest.mark.parametrize("change", ["edit", "delete"])
async def test_what_changes_later_is_followed_in_an_archived_thread(gathering: Town, change: str) -> None:
    message = gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    threads(gathering)[0].archive()
    await gathering.idle()
    if change == "edit":
        gathering.amy.edit(message, WORDS)
    else:
        gathering.amy.delete(message)
    await gathering.idle()
    assert [zh(WORDS) in post for post in gathered(gathering)] == ([True] if change == "edit" else [])


@pytest.mark.parametrize("end", ["delete", "lock"])
async def test_a_thread_that_was_deleted_or_locked_gets_a_successor(gathering: Town, end: str) -> None:
    gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    old = threads(gathering)[0]
    getattr(old, end)()
    await gathering.idle()
    gathering.amy.say(gathering.general, WORDS)
    await gathering.idle()
    assert threads(gathering)[-1] is not old
    assert [zh(WORDS) in post for post in gathered(gathering)] == [True]


async def test_who_writes_in_a_thread_is_answered_there(gathering: Town) -> None:
    gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    thread = threads(gathering)[0]
    gathering.amy.say(thread, WORDS)
    await gathering.idle()
    assert threads(gathering) == [thread]
    post = thread.messages[-1]
    assert (post.content, post.author) == (zh(WORDS), gathering.sandbox.bot)
    assert post.reference is thread.messages[-2]


async def test_after_the_permission_is_gone_nothing_is_posted_until_it_is_back(
    gathering: Town, caplog: pytest.LogCaptureFixture
) -> None:
    gathering.sandbox.faults.deny("create_public_threads", gathering.general)
    await gathering.idle()
    gathering.amy.say(gathering.general, HELLO)
    await gathering.idle()
    assert gathering.talk() == [("Amy", HELLO)]
    assert "create_public_threads missing" in caplog.text
    gathering.sandbox.faults.allow("create_public_threads", gathering.general)
    await gathering.idle()
    gathering.amy.say(gathering.general, WORDS)
    await gathering.idle()
    # What was heard meanwhile follows.
    said = "".join(gathered(gathering))
    assert (said.count(zh(WORDS)), said.count(zh(HELLO))) == (1, 1)


async def test_many_who_write_at_once_in_many_channels_have_a_thread_each(gathering: Town) -> None:
    channels = [gathering.guild.add_channel(f"table-{number}") for number in range(3)]
    await gathering.idle()
    await asyncio.gather(*(gathering.translate_channel(channel, "thread") for channel in channels))
    for channel in channels:
        gathering.amy.say(channel, HELLO)
        gathering.amy.say(channel, WORDS)
    await gathering.idle()
    found = [[thread for thread in gathering.guild.threads if thread.parent is channel] for channel in channels]
    assert [len(each) for each in found] == [1, 1, 1]
    assert all(zh(WORDS) in "".join(text for _, text in gathering.talk(each[0])) for each in found)
