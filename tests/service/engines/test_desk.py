"""The desk before an engine: who shares a call, who goes when, and what becomes of those who leave."""

import asyncio
import traceback

import pytest

from bot.engines.budget import Budgets, Limits, MemoryLedger
from bot.engines.desk import Counts, Room
from bot.engines.engine import Request, Traits
from bot.errors import EngineBackOff, EngineBusy, EngineError, EngineUnavailable
from tests.fakes.clock import ManualClock
from tests.fakes.desks import ask, desk_for, settle
from tests.fakes.engine import ScriptedEngine

pytestmark = pytest.mark.asyncio
SECRET = "the cat sat on my password"


async def reason(task: asyncio.Task[str]) -> str:
    with pytest.raises(EngineBusy) as caught:
        await task
    return caught.value.reason


async def test_equal_texts_on_their_way_share_one_call() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine)
    tasks = [ask(desk, "hello", guild) for guild in range(5)] + [ask(desk, "other")]
    await engine.heard("other")
    engine.open.set()
    assert await asyncio.gather(*tasks) == ["[scripted] hello"] * 5 + ["[scripted] other"]
    assert engine.asked == ["hello", "other"]
    assert (desk.counts.asked, desk.counts.shared, desk.counts.calls) == (2, 4, 2)
    await ask(desk, "hello")
    assert len(engine.asked) == 3, "nothing is kept afterwards"


async def test_a_shared_failure_is_everybodys() -> None:
    engine = ScriptedEngine()
    engine.trouble = EngineBackOff("scripted", "later", retry_after=9)
    desk = desk_for(engine)
    outcomes = await asyncio.gather(*(ask(desk, "hello") for _ in range(3)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [EngineBackOff] * 3
    assert engine.asked == ["hello"], "who is told when to come back does not come back before"
    assert desk.counts.failed == 1


async def test_who_leaves_leaves_the_others_their_answer() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine)
    first, second = ask(desk, "hello"), ask(desk, "hello", 2)
    await engine.heard("hello")
    first.cancel()
    await settle()
    assert first.cancelled()
    engine.open.set()
    assert await second == "[scripted] hello"


async def test_where_all_have_left_the_call_is_ended_and_the_next_gets_a_new_one() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1))
    tasks = [ask(desk, "hello"), ask(desk, "hello")]
    waiting = ask(desk, "waiting")
    await engine.heard("hello")
    for task in tasks:
        task.cancel()
    again = ask(desk, "hello")
    await engine.heard("waiting")
    engine.open.set()
    assert await asyncio.gather(waiting, again) == ["[scripted] waiting", "[scripted] hello"]
    assert engine.asked == ["hello", "waiting", "hello"]


async def test_who_leaves_the_queue_is_never_asked_for() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1))
    busy, leaving, staying = ask(desk, "busy"), ask(desk, "leaving"), ask(desk, "staying")
    await engine.heard("busy")
    leaving.cancel()
    await settle()
    assert desk.queued == 1
    engine.open.set()
    await asyncio.gather(busy, staying)
    assert engine.asked == ["busy", "staying"]


async def test_who_leaves_the_queue_leaves_the_others_their_place() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1))
    busy, leaving, staying = ask(desk, "busy"), ask(desk, "same"), ask(desk, "same")
    await engine.heard("busy")
    leaving.cancel()
    await settle()
    assert desk.queued == 1
    engine.open.set()
    assert await asyncio.gather(busy, staying) == ["[scripted] busy", "[scripted] same"]


async def test_a_flood_from_one_guild_makes_no_other_wait() -> None:
    """50 guilds, one of them with 500 texts, all before an engine that takes one text at a time."""
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, timeout=60, room=Room(at_once=1, waiting=1_000, waiting_per_guild=500))
    tasks = [ask(desk, f"flood {number}", guild=1) for number in range(500)]
    await engine.heard("flood 0")
    tasks += [ask(desk, f"quiet {guild}", guild=guild) for guild in range(2, 51)]
    await settle()
    assert desk.queued == 548
    engine.open.set()
    await asyncio.gather(*tasks)
    assert sorted(engine.asked) == sorted(set(engine.asked))
    places = [place for place, text in enumerate(engine.asked) if text.startswith("quiet")]
    assert max(places) < 60, "each guild's text within the first round, not after the flood"
    flood = [text for text in engine.asked if text.startswith("flood")]
    assert flood == [f"flood {number}" for number in range(500)]


async def test_no_guild_waits_behind_another_for_a_text_they_share() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, timeout=60, room=Room(at_once=1))
    tasks = [ask(desk, f"flood {number}", guild=1) for number in range(100)]
    await engine.heard("flood 0")
    tasks.append(ask(desk, "flood 99", guild=2))
    await settle()
    engine.open.set()
    await asyncio.gather(*tasks)
    assert engine.asked.index("flood 99") < 10
    assert len(engine.asked) == 100


async def test_full_is_full_for_the_guild_that_fills_it() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1, waiting=10, waiting_per_guild=6))
    loud = [ask(desk, f"loud {number}", guild=1) for number in range(8)]
    await settle()
    assert await reason(loud[7]) == "queue full"
    others = [ask(desk, f"other {number}", guild=2) for number in range(4)]
    await settle()
    quiet = ask(desk, "quiet", guild=3)
    assert await reason(loud[6]) == "queue full", "the last of the longest lane made room"
    engine.open.set()
    assert len(await asyncio.gather(*loud[:6], *others, quiet)) == 11
    assert desk.counts.turned_away == 2


async def test_only_so_many_calls_at_once() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=3))
    tasks = [ask(desk, str(number)) for number in range(5)]
    await settle()
    assert (len(engine.asked), desk.queued) == (3, 2)
    engine.open.set()
    await asyncio.gather(*tasks)


async def test_a_passing_failure_is_tried_once_more() -> None:
    engine = ScriptedEngine()
    failures = [EngineUnavailable("scripted", "reset")]

    def answer(request: Request) -> str:
        if failures:
            raise failures.pop()
        return request.text

    engine.answer = answer
    desk = desk_for(engine)
    assert await ask(desk, "hello") == "hello"
    assert engine.asked == ["hello", "hello"]
    assert desk.counts.failed == 0
    failures += [EngineUnavailable("scripted", "reset"), EngineUnavailable("scripted", "reset again")]
    with pytest.raises(EngineUnavailable):
        await ask(desk, "hi")
    assert engine.asked.count("hi") == 2


async def test_there_is_no_second_try_where_time_is_short() -> None:
    engine = ScriptedEngine()
    engine.trouble = EngineUnavailable("scripted", "reset")
    engine.open.clear()
    desk = desk_for(engine, timeout=0.2)
    task = ask(desk, "slow")
    asyncio.get_running_loop().call_later(0.12, engine.open.set)
    with pytest.raises(EngineUnavailable):
        await task
    assert engine.asked == ["slow"]


async def test_an_engine_that_hangs_costs_its_timeout_and_no_more() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, timeout=0.1)
    with pytest.raises(EngineUnavailable) as caught:
        await ask(desk, SECRET)
    assert caught.value.reason == "timeout"
    assert engine.asked == [SECRET]


async def test_a_fault_carries_nothing_out() -> None:
    engine = ScriptedEngine()
    engine.trouble = ZeroDivisionError(SECRET)
    with pytest.raises(EngineUnavailable) as caught:
        await ask(desk_for(engine), SECRET)
    assert caught.value.reason == "ZeroDivisionError"
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_dismissing_sends_on_who_waits_and_lets_go_on_what_is_on_its_way() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1))
    out, waiting = ask(desk, "out"), ask(desk, "waiting")
    await engine.heard("out")
    desk.dismiss("resting")
    assert await reason(waiting) == "resting"
    engine.open.set()
    assert await out == "[scripted] out"


async def test_closing_ends_everything() -> None:
    engine = ScriptedEngine()
    engine.open.clear()
    desk = desk_for(engine, room=Room(at_once=1))
    out, waiting = ask(desk, "out"), ask(desk, "waiting")
    await engine.heard("out")
    await desk.close()
    assert [await reason(task) for task in (out, waiting)] == ["given up", "closed"]
    with pytest.raises(EngineError):
        await ask(desk, "late")
    assert engine.asked == ["out"]


async def test_counts_begin_at_nothing() -> None:
    desk = desk_for(ScriptedEngine())
    assert (desk.counts, desk.queued) == (Counts(), 0)


async def test_an_engine_gets_no_more_at_once_than_it_takes() -> None:
    engine = ScriptedEngine()
    engine.traits = Traits(answers_as="x", at_once=1)
    desk = desk_for(engine, room=Room(at_once=8))
    engine.open.clear()
    tasks = [ask(desk, text) for text in ("one", "two")]
    await settle()
    assert (engine.asked, desk.queued) == (["one"], 1)
    engine.open.set()
    await asyncio.gather(*tasks)


async def test_whose_budget_is_spent_takes_nobody_along() -> None:
    clock = ManualClock()
    budgets = Budgets(MemoryLedger(), Limits(guild=5), clock)
    engine = ScriptedEngine()
    desk = desk_for(engine, budgets=budgets)
    assert await ask(desk, "12345", guild=1)
    poor, rich = ask(desk, "67890", guild=1), ask(desk, "67890", guild=2)
    outcomes = await asyncio.gather(poor, rich, return_exceptions=True)
    assert isinstance(outcomes[0], EngineBusy)
    assert outcomes[1] == "[scripted] 67890"
