"""Whatever is sent to an engine is paid before it is sent, also what is sent twice; what cannot be paid is not sent."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.checks import PerEngine
from bot.engines.budget import Budgets, Left, Limits, MemoryLedger
from bot.engines.deep.google import GoogleEngine
from bot.engines.desk import Desk, Room
from bot.engines.engine import Asker, Engine, Request
from bot.errors import EngineBusy, EngineUnavailable
from tests.fakes.chains import Stage
from tests.fakes.clock import ManualClock
from tests.fakes.desks import LineEngine, ListEngine, ask, desk_for, settle
from tests.fakes.engine import ScriptedEngine
from tests.fakes.google import FakeGoogle

pytestmark = pytest.mark.asyncio


def paying_desk(engine: Engine, limits: Limits) -> Desk:
    return desk_for(engine, room=Room(at_once=1), budgets=Budgets(MemoryLedger(), limits, ManualClock()))


def failing_once(engine: ScriptedEngine) -> None:
    failures = [EngineUnavailable(engine.name, "reset")]

    def answer(request: Request) -> str:
        if failures:
            raise failures.pop()
        return request.text

    engine.answer = answer


async def test_a_second_try_is_paid() -> None:
    engine = ScriptedEngine()
    failing_once(engine)
    desk = paying_desk(engine, Limits(PerEngine(100), guild=50))
    assert await ask(desk, "hello") == "hello"
    assert await desk.left(Asker(1)) == Left(90, 40, None)


@pytest.mark.parametrize("limits", [Limits(PerEngine(9)), Limits(guild=9)])
async def test_a_second_try_that_cannot_be_paid_is_not_made(limits: Limits) -> None:
    engine = ScriptedEngine()
    failing_once(engine)
    desk = paying_desk(engine, limits)
    with pytest.raises(EngineUnavailable) as caught:
        await ask(desk, "hello")
    assert caught.value.reason == "reset"
    assert engine.asked == ["hello"]
    left = await desk.left(Asker(1))
    assert 4 in (left.engine, left.guild)


async def test_a_trial_is_paid_once() -> None:
    stage = Stage(limits=Limits(PerEngine(100)))
    await stage.exhaust()
    assert await stage.chain.desks["far"].left() == Left(88, None, None)
    stage.clock.advance(60)
    await stage.say("three")
    assert await stage.chain.desks["far"].left() == Left(83, None, None)
    await stage.chain.close()


async def test_nobody_in_a_request_pays_for_a_second_try_that_another_cannot_pay() -> None:
    engine = ListEngine()
    desk = paying_desk(engine, Limits(PerEngine(100), guild=9))
    engine.open.clear()
    tasks = [ask(desk, "first", 1), ask(desk, "12345", 2), ask(desk, "123", 3)]
    await settle()
    engine.trouble = EngineUnavailable("list", "reset")
    engine.open.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert engine.batches == [2]
    assert [(await desk.left(Asker(guild))).guild for guild in (2, 3)] == [4, 6]


async def test_lines_that_do_not_come_apart_are_paid_again_one_by_one() -> None:
    engine = LineEngine()
    engine.spoil = lambda _: []
    desk = paying_desk(engine, Limits(PerEngine(100)))
    engine.open.clear()
    tasks = [ask(desk, text) for text in ("first", "aaa", "bbb")]
    await settle()
    engine.open.set()
    await asyncio.gather(*tasks)
    assert engine.asked == ["first", "aaa\nbbb", "aaa", "bbb"]
    assert await desk.left() == Left(100 - 5 - 6 - 6, None, None)


class Joined(FakeGoogle):
    """A Google that loses line breaks."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = lambda asked: asked.text.replace("\n", " ").upper()

    @property
    def sent(self) -> list[int]:
        return [len(asked.text) for asked in self.asked]


@pytest_asyncio.fixture
async def google() -> AsyncIterator[Joined]:
    async with Joined() as fake:
        yield fake


async def test_lines_that_are_asked_for_again_are_paid_again(google: Joined) -> None:
    desk = paying_desk(GoogleEngine(google.url, timeout=5), Limits(PerEngine(100)))
    assert await ask(desk, "one\ntwo\nthree") == "ONE\nTWO\nTHREE"
    assert len(google.asked) > 3
    assert await desk.left() == Left(100 - sum(google.sent), None, None)


async def test_lines_that_cannot_be_paid_again_stay_together(google: Joined) -> None:
    desk = paying_desk(GoogleEngine(google.url, timeout=5), Limits(PerEngine(20)))
    assert await ask(desk, "one\ntwo\nthree") == "ONE TWO THREE"
    assert google.sent == [13]
    assert await desk.left() == Left(7, None, None)


async def test_nobody_pays_for_lines_of_another_member(google: Joined) -> None:
    engine = GoogleEngine(google.url, timeout=5)
    desk = paying_desk(engine, Limits(member=100))
    requests = [
        Request(text, "en", "zh-CN", asker=Asker(1, 2, member)) for member, text in enumerate(["a b", "c d"], 7)
    ]
    first = asyncio.create_task(desk.translate(Request("first", "en", "zh-CN", asker=Asker(1))))
    tasks = [asyncio.create_task(desk.translate(request)) for request in requests]
    assert [(await task).text for task in (first, *tasks)] == ["FIRST", "A B", "C D"]
    assert len(google.asked) == 4, "the first, both in one page, and each alone; not the halves of the page"
    assert [(await desk.left(request.asker)).member for request in requests] == [94, 94]


async def test_who_cannot_pay_for_a_text_alone_does_not_keep_the_others_from_it() -> None:
    engine = ListEngine()

    async def many(requests: list[Request]) -> list[object]:
        engine.batches.append(len(requests))
        raise EngineBusy("list", "budget")

    engine.translate_many = many  # type: ignore[method-assign,assignment]
    desk = paying_desk(engine, Limits(PerEngine(100), guild=9))
    engine.open.clear()
    tasks = [ask(desk, "first", 1), ask(desk, "12345", 2), ask(desk, "123", 3)]
    await settle()
    engine.open.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(outcome) for outcome in outcomes] == ["[list] first", "list: budget", "[list] 123"]
    assert engine.batches == [2]
