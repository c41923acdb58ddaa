"""Bridges: what is written in one channel appears in the others, and stays true to what was written."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.bridged import Square, bridged
from tests.e2e.town import Town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def square(quiet: Town) -> AsyncIterator[Square]:
    async with bridged(quiet) as built:
        yield built


async def test_a_message_appears_translated_under_its_authors_name_and_picture(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "look at this cute cat")
    assert square.read(square.chinese) == [("Amy", zh("look at this cute cat"))]
    assert square.read(square.english) == [("Amy", "look at this cute cat")]
    copy = square.chinese.messages[0]
    assert copy.webhook_id
    assert copy.author.avatar_url.startswith(square.town.sandbox.cdn_base)
    answer = await square.hear(square.yu, square.chinese, "晚安")
    assert square.read(square.english)[-1] == ("小雨", "Good night")
    assert message.reactions == answer.reactions == {}


async def test_edits_are_followed(square: Square) -> None:
    message = await square.hear(square.amy, square.english, "a sentnce with a typo")
    square.amy.edit(message, "a sentence without a typo")
    await square.idle()
    assert square.copies(square.chinese) == [zh("a sentence without a typo")]


async def test_deletions_are_followed_single_and_bulk(square: Square) -> None:
    first = await square.hear(square.amy, square.english, "good night")
    rest = [await square.hear(square.amy, square.english, text) for text in ("one line", "these are words")]
    square.amy.delete(first)
    await square.idle()
    assert square.copies(square.chinese) == [zh("one line"), zh("these are words")]
    square.town.guild.bulk_delete(rest)
    await square.idle()
    assert square.copies(square.chinese) == []
