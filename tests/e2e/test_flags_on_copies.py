"""Flags under what a bridge copied: the message behind it, for whoever asks, and nothing goes round in circles."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.bridged import Square, bridged, unspanned
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio

TEXT = "my cat is lovely"


@pytest_asyncio.fixture
async def square(quiet: Town) -> AsyncIterator[Square]:
    async with bridged(quiet) as built:
        yield built


async def flag(square: Square, message: Any, emoji: str) -> None:
    square.town.lin.react(message, emoji)
    await square.idle()


async def test_a_flag_under_a_copy_translates_the_message_that_it_mirrors(square: Square) -> None:
    await square.hear(square.amy, square.english, TEXT)
    (copy,) = square.chinese.messages
    await flag(square, copy, "🇹🇼")
    _, answer = square.chinese.messages
    assert (answer.author.name, answer.content) == ("RedBridge", "我的貓很可愛")
    assert answer.reference is copy
    assert not answer.pinged.users
    assert len(square.english.messages) == 1
    await flag(square, answer, "🇹🇼")
    await flag(square, copy, "🇨🇳")
    assert [message.content for message in square.chinese.messages[2:]] == [zh(TEXT)]
    assert len(square.english.messages) == 1


async def test_in_its_own_language_a_copy_shows_the_authors_own_words(square: Square) -> None:
    await square.hear(square.yu, square.chinese, "我的猫很可爱")
    (copy,) = square.english.messages
    asked = list(square.town.google.texts)
    await flag(square, copy, "🇨🇳")
    assert [message.content for message in square.english.messages] == [TEXT, "我的猫很可爱"]
    assert square.town.google.texts == asked
    assert len(square.chinese.messages) == 1


async def test_what_was_asked_for_under_a_copy_follows_the_message(square: Square) -> None:
    source = await square.hear(square.amy, square.english, TEXT)
    (copy,) = square.chinese.messages
    await flag(square, copy, "🇹🇼")
    square.amy.edit(source, "good night")
    await square.idle()
    assert [message.content for message in square.chinese.messages] == ["晚安", "晚安"]
    square.amy.delete(source)
    await square.idle()
    assert square.chinese.messages == []


async def test_the_author_of_a_copied_message_may_have_opted_out(square: Square) -> None:
    await square.hear(square.amy, square.english, TEXT)
    await square.town.running.services.members.opt_out(square.amy.id, out=True)
    (copy,) = square.chinese.messages
    await flag(square, copy, "🇹🇼")
    await flag(square, copy, "🇺🇸")
    assert square.chinese.messages == [copy]


async def test_a_flag_under_a_plain_post_of_a_bridge_without_webhooks(quiet: Town) -> None:
    square = unspanned(quiet)
    for channel in (square.english, square.chinese):
        quiet.sandbox.faults.deny("manage_webhooks", channel)
    async with quiet.bot():
        await square.span()
        await square.hear(square.amy, square.english, TEXT)
        (copy,) = square.chinese.messages
        assert not copy.webhook_id
        await flag(square, copy, "🇹🇼")
        assert square.chinese.messages[-1].content == "我的貓很可愛"
        assert len(square.english.messages) == 1


async def test_another_try_under_a_copy_is_for_those_who_asked(square: Square) -> None:
    await square.hear(square.amy, square.english, TEXT)
    (copy,) = square.chinese.messages
    square.town.google.fail("500")
    await flag(square, copy, "🇹🇼")
    await flag(square, copy, "🔄")
    assert square.chinese.messages == [copy]
    square.town.google.recover()
    square.town.clock.advance(11)
    square.amy.react(copy, "🔄")
    await square.idle()
    assert [message.content for message in square.chinese.messages[1:]] == ["我的貓很可愛"]


async def test_another_try_gives_the_language_that_was_asked_for(quiet: Town) -> None:
    quiet.google.fail("500")
    async with quiet.bot():
        message = quiet.amy.say(quiet.general, TEXT)
        quiet.yu.react(message, "🇹🇼")
        await quiet.idle()
        quiet.google.recover()
        quiet.lin.react(message, "🔄")
        await quiet.idle()
        assert [content for name, content in quiet.talk() if name == "RedBridge"] == ["我的貓很可愛"]
