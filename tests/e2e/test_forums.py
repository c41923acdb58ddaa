"""Posts of forums: title and first message are translated, and what is written below them too."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

TITLE, TEXT = "a hotpot evening", "come and eat with us"


@pytest_asyncio.fixture
async def market(quiet: Town) -> AsyncIterator[tuple[Town, Any]]:
    """A town with a forum that is translated."""
    async with quiet.bot():
        forum = quiet.guild.add_channel("market", "forum")
        await quiet.idle()
        await quiet.translate_channel(forum)
        yield quiet, forum


def answers(place: Town, thread: Any) -> list[str]:
    return [content for name, content in place.talk(thread) if name == "RedBridge"]


async def test_a_new_post_gets_its_title_and_first_message_translated(market: tuple[Town, Any]) -> None:
    place, forum = market
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    assert answers(place, thread) == [f"**{zh(TITLE)}**\n{zh(TEXT)}"]
    post = thread.messages[-1]
    assert post.reference is thread.messages[0]
    place.amy.say(thread, "this is a sentence")
    await place.idle()
    assert answers(place, thread)[1:] == [zh("this is a sentence")]


async def test_a_post_of_pictures_alone_gets_its_title_translated(market: tuple[Town, Any]) -> None:
    place, forum = market
    thread = place.amy.start_post(forum, TITLE, attachments=[("pot.png", b"png")])
    await place.idle()
    assert answers(place, thread) == [f"**{zh(TITLE)}**"]


async def test_an_edit_of_the_first_message_keeps_the_title(market: tuple[Town, Any]) -> None:
    place, forum = market
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    place.amy.edit(thread.messages[0], "this is for everybody here")
    await place.idle()
    assert answers(place, thread) == [f"**{zh(TITLE)}**\n{zh('this is for everybody here')}"]


async def test_a_new_title_is_translated_too(market: tuple[Town, Any]) -> None:
    place, forum = market
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    thread.rename("a quiet evening")
    await place.idle()
    assert answers(place, thread) == [f"**{zh('a quiet evening')}**\n{zh(TEXT)}"]
    place.amy.edit(thread.messages[0], "this is for everybody here")
    await place.idle()
    assert answers(place, thread) == [f"**{zh('a quiet evening')}**\n{zh('this is for everybody here')}"]


async def test_a_new_title_of_a_post_that_is_not_translated_asks_nothing(market: tuple[Town, Any]) -> None:
    place, forum = market
    await place.translate_channel(forum, "on-demand")
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    asked = len(place.sandbox.traffic)
    thread.rename("a quiet evening")
    await place.idle()
    assert len(place.sandbox.traffic) == asked
    assert place.google.texts == []


async def test_a_new_title_over_a_deleted_message_changes_nothing(
    market: tuple[Town, Any], caplog: pytest.LogCaptureFixture
) -> None:
    place, forum = market
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    place.sandbox.faults.http(404, "GET /channels/*/messages/*")
    thread.rename("a quiet evening")
    await place.idle()
    assert answers(place, thread) == [f"**{zh(TITLE)}**\n{zh(TEXT)}"]
    assert "unexpected error" not in caplog.text


@pytest.mark.parametrize("mode", ["off", "on-demand"])
async def test_a_forum_that_is_not_translated_stays_silent(market: tuple[Town, Any], mode: str) -> None:
    place, forum = market
    await place.translate_channel(forum, mode)
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    assert answers(place, thread) == []
    assert place.google.texts == []


async def test_guidelines_can_silence_a_forum(market: tuple[Town, Any]) -> None:
    place, forum = market
    forum.topic = "Be kind. [no-translation]"
    forum.update()
    await place.idle()
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    assert answers(place, thread) == []


async def test_in_the_mode_thread_a_post_is_answered_in_place(market: tuple[Town, Any]) -> None:
    place, forum = market
    await place.translate_channel(forum, "thread")
    thread = place.amy.start_post(forum, TITLE, TEXT)
    await place.idle()
    assert answers(place, thread) == [f"**{zh(TITLE)}**\n{zh(TEXT)}"]
    assert place.guild.threads == [thread]


async def test_a_post_written_while_nobody_listened_is_answered_with_its_title(quiet: Town) -> None:
    forum = quiet.guild.add_channel("market", "forum")
    async with quiet.bot():
        await quiet.translate_channel(forum)
    thread = quiet.amy.start_post(forum, TITLE, TEXT)
    async with quiet.bot():
        assert answers(quiet, thread) == [f"**{zh(TITLE)}**\n{zh(TEXT)}"]


async def test_a_thread_begun_from_a_message_has_no_title_of_its_own(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        message = quiet.amy.say(quiet.general, TEXT)
        thread = quiet.amy.start_thread(quiet.general, TITLE, message)
        await quiet.idle()
        assert quiet.talk()[-1] == ("RedBridge", zh(TEXT))
        assert answers(quiet, thread) == []
