"""One text that fails is no verdict on its engine; what is one, and how an engine comes back."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.engines.breaker import Health
from bot.engines.chain import Chain
from bot.engines.engine import Answer, Engine, Request
from bot.errors import EngineMisconfigured, EngineUnavailable
from tests.fakes.chains import Stage
from tests.fakes.clock import ManualClock
from tests.fakes.desks import LineEngine, settle
from tests.fakes.engine import ScriptedEngine

pytestmark = pytest.mark.asyncio


def fail_over_poison(request: Request) -> str:
    if "poison" in request.text:
        raise EngineUnavailable("far", "status 500")
    return f"[far] {request.text}"


class Picky(ScriptedEngine):
    """Never answers a text with `poison` in it."""

    async def translate(self, request: Request) -> Answer:
        answer = await super().translate(request)
        if "poison" in request.text:
            await asyncio.Event().wait()
        return answer


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    stage = Stage()
    stage.far.answer = fail_over_poison
    yield stage
    await stage.chain.close()


def health(stage: Stage) -> Health:
    return stage.chain.health()["far"]


async def test_a_text_that_fails_leaves_the_engine_to_everybody_else(stage: Stage):
    assert await stage.say("poison") == "[near] poison"
    assert stage.far.asked == ["poison", "poison"]
    assert await stage.say("hello") == "[far] hello"
    assert stage.far.knocks == 2, "one before the first text, one after the failure"


async def test_repeating_it_does_not_switch_the_engine_off(stage: Stage):
    said = [await stage.say("poison") for _ in range(3)]
    said += await asyncio.gather(*(stage.say("poison") for _ in range(3)))
    assert said == ["[near] poison"] * 6
    assert health(stage) is Health.WELL
    assert await stage.say("hello") == "[far] hello"


async def test_a_second_text_that_fails_makes_it_rest(stage: Stage, caplog: pytest.LogCaptureFixture):
    for text in ("poison", "poison", "more poison"):
        assert await stage.say(text) == f"[near] {text}"
    assert health(stage) is Health.RESTING
    assert await stage.say("hello") == "[near] hello"
    assert caplog.text.count("is left alone for a while: status 500") == 1


async def test_a_good_answer_in_between_makes_it_a_first_one_again(stage: Stage):
    for text in ("poison", "hello", "more poison"):
        await stage.say(text)
    assert health(stage) is Health.WELL


async def test_what_did_not_come_from_the_engine_is_no_good_answer(stage: Stage):
    async def remembered(engine: Engine) -> str:
        return engine.name

    await stage.say("poison")
    assert await stage.chain.first(remembered) == "far"
    await stage.say("more poison")
    assert health(stage) is Health.RESTING


async def test_a_trial_that_did_not_ask_the_engine_decides_nothing(stage: Stage):
    async def remembered(engine: Engine) -> str:
        return engine.name

    await stage.exhaust()
    stage.clock.advance(60)
    assert await stage.chain.first(remembered) == "far"
    assert health(stage) is Health.TRIAL


async def test_a_failure_without_a_sign_of_life_makes_it_rest_at_once(stage: Stage, caplog: pytest.LogCaptureFixture):
    await stage.say("hello")
    stage.far.unreachable = EngineUnavailable("far", "no route")
    assert await stage.say("poison") == "[near] poison"
    assert await stage.say("other") == "[near] other"
    assert stage.far.asked == ["hello", "poison", "poison"], "the next text waited to hear of it"
    assert "far is left alone for a while: no route" in caplog.text


async def test_a_text_that_never_gets_an_answer_is_a_strike_like_any_other():
    stage = Stage(Picky("far"), timeout=2)
    assert await stage.say("poison") == "[near] poison"
    assert await stage.say("poison") == "[near] poison"
    assert await stage.say("hello") == "[far] hello"
    for text in ("poison", "more poison"):
        await stage.say(text)
    assert health(stage) is Health.RESTING
    await stage.chain.close()


async def test_texts_that_fail_in_one_request_are_one_strike():
    far = LineEngine("far")
    stage = Stage(far, at_once=1)
    by_line = far.answer
    far.answer = lambda request: fail_over_poison(request) and by_line(request)
    far.open.clear()
    first = asyncio.create_task(stage.say("first"))
    await far.heard("first")
    others = [asyncio.create_task(stage.say(text)) for text in ("a", "poison", "b")]
    await settle()
    far.open.set()
    assert await first == "<first>"
    assert await asyncio.gather(*others) == ["[near] a", "[near] poison", "[near] b"]
    assert "a\npoison\nb" in far.asked
    await stage.say("poison")
    assert health(stage) is Health.WELL
    await stage.chain.close()


async def test_the_queue_of_a_dead_engine_is_sent_on_quickly():
    stage = Stage(timeout=60, at_once=1)
    stage.far.open.clear()
    saying = [asyncio.create_task(stage.say(str(number))) for number in range(50)]
    await stage.far.heard("0")
    stage.far.trouble = EngineUnavailable("far", "reset")
    stage.far.unreachable = EngineUnavailable("far", "no route")
    stage.far.open.set()
    async with asyncio.timeout(20):
        assert await asyncio.gather(*saying) == [f"[near] {number}" for number in range(50)]
    assert set(stage.far.asked) <= {"0", "1"}
    assert health(stage) is Health.RESTING
    await stage.chain.close()


async def test_without_a_network_the_next_engine_answers_long_before_the_timeout_also_who_waits():
    far, near = ScriptedEngine("far"), ScriptedEngine("near")
    far.traits = type(far.traits)(answers_as="far", at_once=1)
    chain = Chain([far, near], ManualClock(), timeout=60)

    async def say(text: str) -> str | None:
        return await chain.first(lambda engine: engine.translate(Request(text, "en", "zh-CN")))

    await say("hello")
    far.open.clear()
    far.near.clear()
    async with asyncio.timeout(20):
        answers = await asyncio.gather(*(say(f"text {number}") for number in range(3)))
    assert [answer.engine for answer in answers if answer] == ["near"] * 3
    assert chain.health()["far"] is Health.RESTING
    await chain.close()


async def test_an_engine_on_trial_gets_one_request(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    assert await stage.say("three") == "[near] three"
    assert stage.far.asked.count("three") == 1
    assert health(stage) is Health.RESTING


async def test_a_key_that_is_accepted_again_needs_no_restart(stage: Stage, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    stage.far.trouble = EngineMisconfigured("far", "FAR_API_KEY is not accepted")
    await stage.say("one")
    assert health(stage) is Health.BROKEN
    stage.far.trouble = EngineUnavailable("far", "status 500")
    stage.clock.advance(900)
    await stage.say("two")
    assert health(stage) is Health.BROKEN, "whatever goes wrong, it is left out as long again"
    stage.far.trouble = None
    stage.clock.advance(899)
    assert await stage.say("three") == "[near] three"
    stage.clock.advance(1)
    assert await stage.say("four") == "[far] four"
    assert stage.far.asked == ["one", "two", "four"]
    assert "engine far answers again" in caplog.text
    assert caplog.text.count("WARNING") == 1
