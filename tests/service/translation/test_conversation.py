"""Which messages are answered, and what is remembered of it, on a real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.engines.engine import Answer, Asker, Request, Traits
from bot.errors import NoEngineAnswered
from bot.store.database import Database
from bot.translation.conversation import KEPT, LATE, Conversation, Incoming
from bot.translation.preferences import Preferences
from bot.translation.types import Mode, Where
from tests.fakes.clock import ManualClock
from tests.fakes.knowledge import pipeline_of

pytestmark = pytest.mark.asyncio

GUILD, CHANNEL, MODERATOR = 1, 10, 5
HERE = Where(GUILD, CHANNEL)


class Marking:
    """An engine that answers at once and counts."""

    name = "marking"
    traits = Traits(answers_as="marking")

    def __init__(self) -> None:
        self.asked = 0
        self.requests: list[Request] = []

    async def reach(self) -> None: ...

    async def close(self) -> None: ...

    async def translate(self, request: Request) -> Answer:
        self.asked += 1
        self.requests.append(request)
        return Answer(f"[{request.target}] {request.text}", self.name)


class House:
    """A conversation on a database file, which can be left and entered again."""

    def __init__(self, file: Path, stack: AsyncExitStack) -> None:
        self.clock = ManualClock()
        self.engine = Marking()
        self._file = file
        self._stack = stack

    async def enter(self) -> Conversation:
        database = await Database.open(f"sqlite+aiosqlite:///{self._file}")
        self._stack.push_async_callback(database.close)
        self.preferences = Preferences(database, self.clock)
        await self.preferences.load()
        pipeline = pipeline_of([self.engine], self.clock)
        return Conversation(database, pipeline, self.preferences, self.clock)

    def message(self, number: int = 100, text: str = "this is a sentence") -> Incoming:
        return Incoming(number, HERE, 7, text, self.clock.now())


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        yield House(tmp_path / "house.db", stack)


async def test_what_moderators_decide_is_there_after_a_restart(house: House) -> None:
    conversation = await house.enter()
    assert not conversation.listens(HERE)
    await house.preferences.set_mode(GUILD, CHANNEL, Mode.REPLY, MODERATOR)
    await house.preferences.set_chinese(GUILD, "zh-TW", MODERATOR)
    assert conversation.listens(HERE)
    again = await house.enter()
    assert again.listens(HERE)
    assert house.preferences.chinese(GUILD) == "zh-TW"


async def test_a_thread_follows_its_parent_until_it_has_a_mode_of_its_own(house: House) -> None:
    conversation = await house.enter()
    await house.preferences.set_mode(GUILD, CHANNEL, Mode.REPLY, MODERATOR)
    assert conversation.listens(Where(GUILD, 11, CHANNEL))
    await house.preferences.set_mode(GUILD, 11, Mode.OFF, MODERATOR)
    assert not conversation.listens(Where(GUILD, 11, CHANNEL))


async def test_a_message_is_answered_once_however_often_it_comes(house: House) -> None:
    conversation, other = await house.enter(), await house.enter()
    answers = await asyncio.gather(
        *(each.answer(house.message()) for each in (conversation, other, conversation, other))
    )
    assert sum(answer is not None for answer in answers) == 1
    assert house.engine.asked == 1


async def test_what_needs_no_translation_leaves_no_trace(house: House) -> None:
    conversation = await house.enter()
    assert await conversation.answer(house.message(text="哈哈哈")) is None
    assert await conversation.record.unfinished() == []


async def test_posts_are_found_again_in_order_and_can_be_replaced(house: House) -> None:
    conversation = await house.enter()
    await conversation.answer(house.message())
    await conversation.record.posted(house.message(), "zh-CN", [201, 202])
    again = await house.enter()
    assert [link.post_id for link in await again.record.posts([100])] == [201, 202]
    await again.record.moved(house.message(), ("zh-CN", "en"), [201], None)
    assert [(link.post_id, link.target_locale) for link in await again.record.posts([100])] == [(201, "en")]
    await again.record.dropped(100, "en")
    assert await again.record.posts([100]) == []


async def test_what_was_begun_is_found_while_it_is_fresh(house: House) -> None:
    conversation = await house.enter()
    await conversation.answer(house.message(100))
    await conversation.answer(house.message(101))
    await conversation.record.posted(house.message(101), "zh-CN", [201])
    again = await house.enter()
    assert [link.source_id for link in await again.record.unfinished()] == [100]
    assert await again.resume(house.message(100), "zh-CN") is not None
    house.clock.advance(LATE.total_seconds() + 1)
    assert await again.record.unfinished() == []


async def test_a_message_is_fresh_for_a_while(house: House) -> None:
    conversation, message = await house.enter(), house.message()
    assert conversation.is_fresh(message)
    house.clock.advance((LATE + timedelta(seconds=1)).total_seconds())
    assert not conversation.is_fresh(message)


async def test_old_links_are_forgotten(house: House) -> None:
    conversation = await house.enter()
    await conversation.record.posted(house.message(100), "zh-CN", [201])
    house.clock.advance(KEPT.total_seconds() + 1)
    await conversation.record.posted(house.message(101), "zh-CN", [202])
    await conversation.record.prune()
    assert [link.source_id for link in await conversation.record.posts([100, 101])] == [101]


async def test_engines_are_told_who_asks_and_no_more(house: House) -> None:
    conversation = await house.enter()
    await house.preferences.set_mode(GUILD, CHANNEL, Mode.REPLY, MODERATOR)
    await conversation.answer(house.message(101, "the first of two lines"))
    await conversation.answer(house.message(102, "the second of two lines"))
    assert house.engine.requests[-1].asker == Asker(GUILD, CHANNEL, 7)
    assert house.engine.requests[-1].context == ()


async def test_a_prompted_engine_sees_earlier_lines_where_the_server_allows_it(house: House) -> None:
    house.engine.traits = Traits(answers_as="marking", prompted=True)
    conversation = await house.enter()
    await house.preferences.set_mode(GUILD, CHANNEL, Mode.REPLY, MODERATOR)
    await house.preferences.set_context_lines(GUILD, 2, MODERATOR)
    for number, text in enumerate(
        ("line one is here", "line two is here", "line three is here", "and this is the last")
    ):
        await conversation.answer(house.message(101 + number, text))
    assert house.engine.requests[-1].context == ("line two is here", "line three is here")
    await conversation.record.dropped(102, "zh-CN")
    await house.preferences.set_context_lines(GUILD, 0, MODERATOR)
    await conversation.answer(house.message(110, "nobody shows this one anything"))
    assert house.engine.requests[-1].context == ()


async def test_a_server_that_leaves_an_engine_out_is_not_answered_by_it(house: House) -> None:
    conversation = await house.enter()
    await house.preferences.set_mode(GUILD, CHANNEL, Mode.REPLY, MODERATOR)
    await house.preferences.set_engines(GUILD, ["gloss"], MODERATOR)
    with pytest.raises(NoEngineAnswered):
        await conversation.answer(house.message(text="this is not for that engine"))
    assert house.engine.asked == 0


async def test_a_claim_that_another_process_took_over_is_no_longer_ones_own(house: House) -> None:
    first, second = await house.enter(), await house.enter()
    await first.answer(house.message())
    asked = {(100, "zh-CN")}
    assert await first.record.still_mine(asked) == asked
    house.clock.advance(1)
    assert await second.resume(house.message(), "zh-CN") is not None
    assert await first.record.still_mine(asked) == set()
    assert await second.record.still_mine(asked) == asked


async def test_who_asks_for_another_locale_gets_one_answer_more(house: House) -> None:
    conversation, other = await house.enter(), await house.enter()
    assert await conversation.answer(house.message()) is not None
    assert await conversation.ask(house.message(), "zh-CN") is None
    asked = await asyncio.gather(*(each.ask(house.message(), "zh-TW") for each in (conversation, other, conversation)))
    assert [answer.target for answer in asked if answer] == ["zh-TW"]


async def test_no_claim_is_left_where_there_is_nothing_to_say(house: House) -> None:
    conversation = await house.enter()
    assert await conversation.ask(house.message(), "en") is None
    assert await conversation.record.unfinished() == []
