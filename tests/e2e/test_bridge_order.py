"""Order and pace of bridges: engines that answer out of order, bursts, and translations that take too long."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.client.bridging.mirroring import PATIENCE
from bot.client.bridging.pace import MOST, SECONDS
from bot.engines.engine import Answer, Request
from tests.e2e.bridged import Square, unspanned
from tests.e2e.town import Town
from tests.fakes.clock import ManualClock, is_watching
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


class Listening(ManualClock):
    """Tells what is waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._waits: asyncio.Queue[float] = asyncio.Queue()

    async def sleep(self, seconds: float) -> None:
        if not is_watching():
            self._waits.put_nowait(seconds)
        await super().sleep(seconds)

    async def wait_for_a_minute(self) -> None:
        """Return when somebody waits for what is left of a minute: the clock may have moved since it began."""
        async with asyncio.timeout(60):
            while not SECONDS / 2 < await self._waits.get() <= SECONDS:
                pass


@pytest.fixture
def clock() -> Listening:
    return Listening()


@pytest.fixture
def engine() -> Waiting:
    return Waiting()


@pytest_asyncio.fixture
async def square(quiet: Town, engine: Waiting, clock: Listening) -> AsyncIterator[Square]:
    quiet.clock = clock
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


async def test_what_waits_when_a_bridge_is_paused_does_not_appear(square: Square, engine: Waiting) -> None:
    await square.hear(square.amy, square.english, "one line")
    slow = engine.gates["a quiet evening"] = asyncio.Event()
    for text in ("a quiet evening", "is anybody there"):
        square.amy.say(square.english, text)
        await engine.came[text].wait()
    lin, general = square.town.lin, square.town.general
    await lin.slash(general, "redbridge bridge pause", bridge="plaza").answered()
    slow.set()
    await square.idle()
    assert square.copies(square.chinese) == [zh("one line")]
    await square.command("resume", bridge="plaza")
    await square.hear(square.amy, square.english, "these are words")
    assert square.copies(square.chinese) == [zh("one line"), zh("these are words")]


async def test_a_burst_is_mirrored_in_order_without_one_429(square: Square) -> None:
    square.town.sandbox.limits.scale = 0.05
    texts = [f"sentence number {number} of mine" for number in range(40)]
    for number, text in enumerate(texts):
        (square.amy if number % 2 else square.town.lin).say(square.english, text)
    await square.idle()
    assert square.copies(square.chinese) == [zh(text) for text in texts]
    assert not [each for each in square.town.sandbox.traffic if each.status == 429]


async def test_a_long_burst_keeps_to_what_a_channel_takes_from_webhooks_in_a_minute(
    square: Square, clock: Listening
) -> None:
    # The limits that Discord announces cost real seconds; the one that it does not announce stays as it is.
    square.town.sandbox.limits.set("POST /webhooks/*/*", 1000, 1.0)
    first = await square.hear(square.amy, square.english, "a quiet evening")
    texts = [first.content, *(f"sentence number {number} of mine" for number in range(99))]
    for number, text in enumerate(texts[1:]):
        (square.amy if number % 2 else square.town.lin).say(square.english, text)
    for minute in range(1, 4):
        await clock.wait_for_a_minute()
        assert len(square.copies(square.chinese)) == minute * MOST
        square.town.sandbox.clock.advance(SECONDS)
        clock.advance(SECONDS)
    await square.idle()
    assert square.copies(square.chinese) == [zh(text) for text in texts]
    assert not [each for each in square.town.sandbox.traffic if each.status == 429]


async def test_what_is_deleted_before_its_turn_comes_is_not_posted(square: Square, clock: Listening) -> None:
    square.town.sandbox.limits.set("POST /webhooks/*/*", 1000, 1.0)
    # The first message of a session brings a look back with it, and everything else waits for its end.
    await square.hear(square.amy, square.english, "a full moon")
    for number in range(MOST - 1):
        square.amy.say(square.english, f"sentence number {number} of mine")
    late = square.amy.say(square.english, "one line")
    await clock.wait_for_a_minute()
    square.amy.delete(late)
    after = square.amy.say(square.english, "a quiet evening")
    await square.idle()
    assert square.copies(square.chinese)[MOST:] == [zh(after.content)]
    tried = [each.body["content"] for each in square.town.sandbox.traffic if each.body and "username" in each.body]
    assert zh(late.content) not in tried


async def test_a_limit_that_was_used_up_by_others_delays_a_copy_and_nothing_else(square: Square) -> None:
    square.town.sandbox.faults.http(429, "POST /webhooks/*/*", times=3, retry_after=0.05)
    texts = ["a quiet evening", "one line", "sentence number 1 of mine"]
    for text in texts:
        square.amy.say(square.english, text)
    await square.idle()
    assert square.copies(square.chinese) == [zh(text) for text in texts]
    assert [each.status for each in square.town.sandbox.traffic].count(429) == 3


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
