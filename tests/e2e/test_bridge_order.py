"""Order and pace of bridges: engines that answer out of order, bursts, and translations that take too long."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.client.bridging.mirroring import PATIENCE
from bot.engines.engine import Answer, Request
from tests.e2e.bridged import Square, unspanned
from tests.e2e.town import Town
from tests.fakes.engine import ScriptedEngine
from tests.fakes.phrases import translated, zh

pytestmark = pytest.mark.asyncio


class Waiting(ScriptedEngine):
    """Translates what the people of the tests say; some texts only when they are let go."""

    def __init__(self) -> None:
        super().__init__("google")
        self.gates: dict[str, asyncio.Event] = {}
        self.came: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def translate(self, request: Request) -> Answer:
        self.came[request.text].set()
        if gate := self.gates.get(request.text):
            await gate.wait()
        return Answer(translated(request.text, request.target), self.name)


@pytest.fixture
def engine() -> Waiting:
    return Waiting()


@pytest_asyncio.fixture
async def square(quiet: Town, engine: Waiting) -> AsyncIterator[Square]:
    built = unspanned(quiet)
    async with quiet.bot([engine]):
        await built.span()
        yield built


async def test_what_is_translated_sooner_waits_for_what_was_said_before(square: Square, engine: Waiting) -> None:
    slow = engine.gates["a quiet evening"] = asyncio.Event()
    square.amy.say(square.english, "a quiet evening")
    square.amy.say(square.english, "哈哈哈")
    square.town.lin.say(square.english, "one line")
    await engine.came["one line"].wait()
    assert square.read(square.chinese) == []
    slow.set()
    await square.idle()
    assert square.copies(square.chinese) == [zh("a quiet evening"), "哈哈哈", zh("one line")]


async def test_a_translation_that_takes_too_long_is_put_in_later(square: Square, engine: Waiting) -> None:
    slow = engine.gates["a quiet evening"] = asyncio.Event()
    square.amy.say(square.english, "a quiet evening")
    await engine.came["a quiet evening"].wait()
    square.amy.say(square.english, "one line")
    await engine.came["one line"].wait()
    both = asyncio.Event()
    stop = square.town.sandbox.subscribe(lambda _: both.set() if len(square.copies(square.chinese)) == 2 else None)
    square.town.clock.advance(PATIENCE)
    await asyncio.wait_for(both.wait(), 10)
    stop()
    first, second = square.copies(square.chinese)
    assert first.startswith("a quiet evening\n-# ⏳ ")
    assert second == zh("one line")
    slow.set()
    await square.idle()
    assert square.copies(square.chinese) == [zh("a quiet evening"), zh("one line")]


async def test_a_burst_is_mirrored_in_order_without_one_429(square: Square) -> None:
    square.town.sandbox.limits.scale = 0.05
    texts = [f"sentence number {number} of mine" for number in range(40)]
    for number, text in enumerate(texts):
        (square.amy if number % 2 else square.town.lin).say(square.english, text)
    await square.idle()
    assert square.copies(square.chinese) == [zh(text) for text in texts]
    assert not [each for each in square.town.sandbox.traffic if each.status == 429]


async def test_both_sides_talk_at_once_and_each_channel_keeps_its_order(square: Square) -> None:
    square.town.sandbox.limits.scale = 0.05
    mine = [f"sentence number {number} of mine" for number in range(10)]
    hers = [zh(text) for text in mine]
    for english, chinese in zip(mine, hers, strict=True):
        square.amy.say(square.english, english)
        square.yu.say(square.chinese, chinese)
    await square.idle()
    assert square.copies(square.chinese) == hers
    assert [text.lower() for text in square.copies(square.english)] == mine
