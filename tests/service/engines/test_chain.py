import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable

import pytest
import pytest_asyncio

from bot.engines.breaker import Health
from bot.engines.chain import Chain
from bot.engines.engine import Engine, Request
from bot.errors import (
    EngineBackOff,
    EngineMisconfigured,
    EngineRefusedText,
    EngineUnavailable,
    NoEngineAnswered,
)
from tests.fakes.chains import SECRET, Stage
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine

pytestmark = pytest.mark.asyncio


class HeavyEngine(ScriptedEngine):
    """One that has something to load, which takes until `loaded` is set."""

    fault: Exception | None = None

    def __init__(self) -> None:
        super().__init__("far")
        self.loading, self.loaded = asyncio.Event(), asyncio.Event()

    async def prepare(self) -> None:
        self.loading.set()
        await self.loaded.wait()
        if self.fault:
            raise self.fault


@pytest_asyncio.fixture
async def stage(caplog: pytest.LogCaptureFixture) -> AsyncIterator[Stage]:
    caplog.set_level(logging.DEBUG)
    stage = Stage()
    yield stage
    await stage.chain.close()
    assert SECRET not in caplog.text


async def test_the_first_engine_answers(stage: Stage):
    assert await stage.say("hello") == "[far] hello"
    assert stage.near.asked == []


async def test_an_engine_is_contacted_once_and_then_asked(stage: Stage):
    await asyncio.gather(*(stage.say(f"{number} cats") for number in range(5)))
    await stage.say()
    assert stage.far.knocks == 1
    assert len(stage.far.asked) == 6


async def test_an_engine_out_of_reach_is_not_asked(stage: Stage, caplog: pytest.LogCaptureFixture):
    stage.far.unreachable = EngineUnavailable("far", "no route")
    assert await stage.say("hello") == "[near] hello"
    assert await stage.say("again") == "[near] again"
    assert stage.far.asked == []
    assert stage.far.knocks == 1
    told = [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]
    assert [each for each in told if "engine" in each] == ["engine far is left alone for a while: no route"]


async def test_an_engine_that_a_slow_machine_is_still_loading_is_not_out_of_reach():
    far = HeavyEngine()
    stage = Stage(far, reach_timeout=0.05, timeout=60)
    saying = asyncio.create_task(stage.say("hello"))
    await far.loading.wait()
    await asyncio.sleep(0.2)
    assert far.knocks == 0
    far.loaded.set()
    assert await saying == "[far] hello"
    await stage.chain.close()


async def test_an_engine_that_cannot_be_loaded_gives_the_next_its_turn(caplog: pytest.LogCaptureFixture):
    far = HeavyEngine()
    far.loaded.set()
    far.fault = ImportError("no such module")
    stage = Stage(far)
    assert await stage.say("hello") == "[near] hello"
    assert "engine far is left alone for a while: ImportError" in caplog.text
    await stage.chain.close()


async def test_a_contact_that_hangs_counts_as_out_of_reach(stage: Stage):
    stage.far.near.clear()
    assert await stage.say("hello") == "[near] hello"
    assert stage.chain.health() == {"far": Health.RESTING, "near": Health.WELL}


async def test_all_engines_are_contacted_at_once(stage: Stage):
    stage.far.near.clear()
    stage.near.near.clear()
    saying = asyncio.create_task(stage.say("hello"))
    await stage.near.knocked()
    assert stage.far.knocks == 1
    stage.near.near.set()
    assert await saying == "[near] hello"


async def test_warming_up_returns_at_once_and_its_contact_is_waited_for(stage: Stage):
    stage.far.near.clear()
    await stage.chain.warm_up()
    assert stage.chain.health()["far"] is Health.UNKNOWN
    saying = asyncio.create_task(stage.say("hello"))
    await asyncio.sleep(0)
    stage.far.near.set()
    assert await saying == "[far] hello"
    assert stage.far.knocks == 1


async def test_warming_up_survives_a_faulty_engine(stage: Stage, caplog: pytest.LogCaptureFixture):
    stage.far.unreachable = ZeroDivisionError(SECRET)
    await stage.chain.warm_up()
    assert await stage.say("hello") == "[near] hello"
    assert "engine far is left alone for a while: ZeroDivisionError" in caplog.text


async def test_a_slow_engine_that_is_in_reach_gets_its_time(stage: Stage):
    stage.far.open.clear()
    saying = asyncio.create_task(stage.say("hello"))
    await stage.far.heard("hello")
    stage.far.open.set()
    assert await saying == "[far] hello"


async def test_an_engine_that_hangs_is_left_after_its_time_and_rests(caplog: pytest.LogCaptureFixture):
    stage = Stage(timeout=2)
    stage.far.open.clear()
    assert await stage.say("hello") == "[near] hello"
    assert await stage.say("you") == "[near] you"
    stage.far.open.set()
    assert await stage.say("again") == "[near] again"
    assert stage.far.asked == ["hello", "you"]
    assert "engine far is left alone for a while: timeout" in caplog.text
    await stage.chain.close()


async def test_an_engine_that_gets_out_of_reach_does_not_get_its_whole_time(caplog: pytest.LogCaptureFixture):
    far, near = ScriptedEngine("far"), ScriptedEngine("near")
    chain = Chain([far, near], ManualClock(), timeout=60, reach_timeout=0.1)

    async def attempt(engine: Engine) -> str | None:
        return (await engine.translate(Request("hello", "en", "zh-CN"))).text

    assert await chain.first(attempt) == "[far] hello"
    far.open.clear()
    far.near.clear()
    async with asyncio.timeout(10):
        assert await chain.first(attempt) == "[near] hello"
    assert "engine far is left alone for a while: out of reach" in caplog.text
    await chain.close()


async def test_a_failing_engine_recovers_after_its_rest(stage: Stage, caplog: pytest.LogCaptureFixture):
    await stage.exhaust()
    stage.clock.advance(59)
    assert await stage.say("three") == "[near] three"
    stage.clock.advance(1)
    assert await stage.say("four") == "[near] four"
    assert stage.far.asked == ["one", "one", "two", "two", "four"], "each with a second try, but not on trial"
    stage.far.trouble = None
    stage.clock.advance(60)
    assert await stage.say("five") == "[far] five"
    assert await stage.say("six") == "[far] six"
    told = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "bot.engines.seat"]
    assert told == [
        ("INFO", "engine far failed over a text: status 500"),
        ("WARNING", "engine far is left alone for a while: status 500"),
        ("INFO", "engine far answers again"),
    ]


async def test_one_probe_at_a_time_while_others_go_to_the_next_engine(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    stage.far.open.clear()
    probe = asyncio.create_task(stage.say("probe"))
    await stage.far.heard("probe")
    assert await stage.say("other") == "[near] other"
    stage.far.trouble = None
    stage.far.open.set()
    assert await probe == "[far] probe"
    assert await stage.say("after") == "[far] after"


async def test_after_a_rest_without_a_network_nothing_waits_for_the_whole_timeout(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    stage.far.unreachable = EngineUnavailable("far", "no route")
    stage.far.open.clear()
    assert await stage.say("three") == "[near] three"
    assert "three" not in stage.far.asked


async def test_a_cancelled_probe_leaves_its_place_to_the_next(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    stage.far.trouble = None
    stage.far.open.clear()
    probe = asyncio.create_task(stage.say("probe"))
    await stage.far.heard("probe")
    probe.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probe
    stage.far.open.set()
    assert await stage.say("next") == "[far] next"


async def test_a_caller_cancelled_during_contact_does_not_take_it_away_from_others(stage: Stage):
    stage.far.near.clear()
    first, second = (asyncio.create_task(stage.say(text)) for text in ("one", "two"))
    await stage.far.knocked()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    stage.far.near.set()
    assert await second == "[far] two"


async def test_an_engine_is_left_alone_as_long_as_it_asks(stage: Stage):
    stage.far.trouble = EngineBackOff("far", "too many requests", retry_after=600)
    await stage.say("one")
    stage.far.trouble = None
    stage.clock.advance(599)
    assert await stage.say("two") == "[near] two"
    stage.clock.advance(1)
    assert await stage.say("three") == "[far] three"


@pytest.mark.parametrize("where", ["reach", "translate"])
async def test_a_misconfigured_engine_is_left_out_and_said_so_once(
    stage: Stage, where: str, caplog: pytest.LogCaptureFixture
):
    error = EngineMisconfigured("far", "FAR_API_KEY is not accepted")
    if where == "reach":
        stage.far.unreachable = error
    else:
        stage.far.trouble = error
    for _ in range(3):
        assert await stage.say("hello") == "[near] hello"
        stage.clock.advance(899)
        assert await stage.say("hello") == "[near] hello"
        stage.clock.advance(1)
    assert (stage.far.knocks, len(stage.far.asked)) == ((3, 0) if where == "reach" else (3, 3))
    assert caplog.text.count("FAR_API_KEY") == 1
    assert "engine far is left out, and tried again every 15 minutes" in caplog.text
    assert stage.chain.health()["far"] is Health.BROKEN


async def test_a_refused_text_goes_to_the_next_engine_and_says_nothing_about_health(stage: Stage):
    stage.far.trouble = EngineRefusedText("far", "too long")
    assert await stage.say("one") == "[near] one"
    stage.far.trouble = None
    assert await stage.say("two") == "[far] two"


async def test_a_refused_probe_proves_that_the_engine_is_well(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    stage.far.trouble = EngineRefusedText("far")
    await stage.say("two")
    assert stage.chain.health()["far"] is Health.WELL


async def test_a_text_that_every_engine_refuses_is_not_worth_a_retry(stage: Stage):
    stage.far.trouble = EngineRefusedText("far")
    stage.near.trouble = EngineRefusedText("near")
    assert await stage.say() is None


async def test_an_unfit_answer_goes_to_the_next_engine(stage: Stage):
    async def attempt(engine: Engine) -> str | None:
        return engine.name if engine.name == "near" else None

    assert await stage.chain.first(attempt) == "near"
    assert stage.chain.health()["far"] is Health.WELL


async def test_no_fit_answer_at_all_is_none(stage: Stage):
    async def attempt(_: Engine) -> str | None:
        return None

    assert await stage.chain.first(attempt) is None


async def test_when_no_engine_can_be_asked_it_says_so(stage: Stage):
    stage.far.unreachable = EngineUnavailable("far")
    stage.near.trouble = EngineUnavailable("near")
    with pytest.raises(NoEngineAnswered) as raised:
        await stage.say()
    assert SECRET not in f"{raised.value!r} {raised.value.__context__!r}"


async def test_an_empty_chain_cannot_answer():
    with pytest.raises(NoEngineAnswered):
        await Chain([], ManualClock(), timeout=1).first(lambda _: asyncio.sleep(0, "never"))


async def test_a_bug_in_an_engine_leaves_the_answer_to_the_next(stage: Stage, caplog: pytest.LogCaptureFixture):
    stage.far.trouble = ZeroDivisionError(SECRET)
    assert await stage.say("one") == "[near] one"
    assert await stage.say("two") == "[near] two"
    assert await stage.say("three") == "[near] three"
    assert stage.far.asked == ["one", "two"]
    loud = [record for record in caplog.records if record.name.startswith("bot.") and record.levelno >= logging.WARNING]
    told = [record.getMessage() for record in loud]
    assert told == ["engine far is left alone for a while: ZeroDivisionError"]
    assert not any(record.exc_info for record in loud)
    stage.far.trouble = None
    stage.clock.advance(60)
    assert await stage.say("three") == "[far] three"


async def test_a_bug_in_what_is_made_of_answers_is_no_verdict_on_the_engine(stage: Stage):
    def attempt(engine: Engine) -> Awaitable[str]:
        if engine.name == stage.far.name:
            raise LookupError(SECRET)
        return asyncio.sleep(0, "near")

    for _ in range(3):
        assert await stage.chain.first(attempt) == "near"
    assert stage.chain.health()["far"] is Health.WELL


async def test_bugs_in_every_engine_carry_nothing_out(stage: Stage):
    stage.far.trouble = stage.near.trouble = ZeroDivisionError(SECRET)
    with pytest.raises(NoEngineAnswered) as raised:
        await stage.say()
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)


async def test_a_bug_in_a_probe_makes_the_engine_rest_again(stage: Stage):
    await stage.exhaust()
    stage.clock.advance(60)
    stage.far.trouble = ZeroDivisionError(SECRET)
    assert await stage.say("two") == "[near] two"
    stage.far.trouble = None
    assert await stage.say("three") == "[near] three"
    stage.clock.advance(60)
    assert await stage.say("four") == "[far] four"


async def test_closing_reaches_every_engine(stage: Stage, caplog: pytest.LogCaptureFixture):
    stage.far.trouble = RuntimeError(SECRET)
    stage.far.near.clear()
    await stage.chain.warm_up()
    await stage.chain.close()
    assert stage.far.closed
    assert stage.near.closed
    assert "engine far did not close: RuntimeError" in caplog.text
