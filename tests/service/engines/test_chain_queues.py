"""What a chain makes of the desks before its engines: orders of guilds, busy engines, queues."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.engines.breaker import Health
from bot.engines.engine import Answer, Engine, Request
from bot.errors import EngineBackOff, EngineBusy, EngineRefusedText, EngineUnavailable, NoEngineAnswered
from tests.fakes.chains import Stage
from tests.fakes.engine import ScriptedEngine

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    yield stage
    await stage.chain.close()


async def test_a_guild_has_its_own_order(stage: Stage):
    assert await stage.say("one", ["near", "far"]) == "[near] one"
    stage.near.trouble = EngineRefusedText("near")
    assert await stage.say("two", ["near", "unknown", "far", "near"]) == "[far] two"
    assert stage.near.asked == ["one", "two"]


async def test_an_engine_that_a_guild_left_out_is_not_asked(stage: Stage):
    stage.near.trouble = EngineBackOff("near")
    with pytest.raises(NoEngineAnswered):
        await stage.say("one", ["near"])
    with pytest.raises(NoEngineAnswered):
        await stage.say("two", ["unknown"])
    assert stage.far.asked == []


async def test_an_engine_that_is_busy_is_passed_over_and_stays_well(stage: Stage, caplog: pytest.LogCaptureFixture):
    stage.far.trouble = EngineBusy("far", "budget")
    assert await stage.say("one") == "[near] one"
    assert stage.chain.health()["far"] is Health.WELL
    stage.far.trouble = None
    assert await stage.say("two") == "[far] two"
    assert "left alone" not in caplog.text


async def test_a_probe_that_finds_the_engine_busy_leaves_the_question_open(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    stage.far.trouble = EngineBusy("far", "queue full")
    assert await stage.say("two") == "[near] two"
    assert stage.chain.health()["far"] is Health.TRIAL
    stage.far.trouble = None
    assert await stage.say("three") == "[far] three"


class Turnstile(ScriptedEngine):
    """Takes 3 seconds for each text, which is well within its timeout of four."""

    async def translate(self, request: Request) -> Answer:
        await asyncio.sleep(3)
        return await super().translate(request)


async def test_who_waits_too_long_in_our_own_queue_goes_on_and_the_engine_stays_well(
    caplog: pytest.LogCaptureFixture,
):
    stage = Stage(Turnstile("far"), timeout=4, at_once=1)
    said = await asyncio.gather(*(stage.say(str(number)) for number in range(5)))
    assert said == ["[far] 0", "[far] 1", "[near] 2", "[near] 3", "[near] 4"]
    assert stage.chain.health() == {"far": Health.WELL, "near": Health.WELL}
    assert "left alone" not in caplog.text
    assert await stage.say("after") == "[far] after"
    await stage.chain.close()


async def test_when_an_engine_fails_those_who_wait_for_it_go_on_at_once():
    stage = Stage(timeout=60, at_once=1)
    stage.far.trouble = EngineBackOff("far", "too many requests")
    stage.far.open.clear()
    saying = [asyncio.create_task(stage.say(str(number))) for number in range(50)]
    await stage.far.heard("0")
    stage.far.open.set()
    assert await asyncio.gather(*saying) == [f"[near] {number}" for number in range(50)]
    assert stage.far.asked == ["0"]
    assert stage.chain.desks["near"].counts.asked == 50
    await stage.chain.close()


async def test_when_what_is_made_of_answers_fails_those_who_wait_go_on_too():
    stage = Stage(timeout=60, at_once=1)
    stage.far.open.clear()

    async def attempt(engine: Engine) -> str:
        if engine.name == "far":
            raise LookupError
        return engine.name

    waiting = [asyncio.create_task(stage.say(str(number))) for number in range(2)]
    await stage.far.heard("0")
    stage.far.unreachable = EngineUnavailable("far", "no route")
    assert await stage.chain.first(attempt) == "near"
    assert await waiting[1] == "[near] 1"
    stage.far.open.set()
    assert await waiting[0] == "[far] 0"
    await stage.chain.close()


async def test_desks_are_there_by_name_and_count(stage: Stage):
    await asyncio.gather(stage.say("one"), stage.say("one"))
    assert list(stage.chain.desks) == ["far", "near"]
    counts = stage.chain.desks["far"].counts
    assert (counts.asked, counts.shared, counts.calls) == (1, 1, 1)
