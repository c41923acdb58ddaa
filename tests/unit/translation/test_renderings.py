"""What else a text could be rendered as, and texts too short to tell their language."""

import pytest

from bot.translation.renderings import another, rendering
from bot.translation.types import Wish
from tests.fakes.clock import ManualClock
from tests.fakes.engines import FakeEngine
from tests.fakes.knowledge import everything, pipeline_of
from tests.fakes.library import library

pytestmark = pytest.mark.asyncio
CAT = "my cat is asleep on the keyboard"
FIRST, OTHER = "我的猫在键盘上睡着了", "我家猫咪趴在键盘上睡着啦"


@pytest.fixture(autouse=True, scope="module")
def _read_the_library() -> None:
    library()


def knowing(*engines: FakeEngine):
    clock = ManualClock()
    return pipeline_of(engines, clock, everything(clock), None)


async def test_engines_that_say_the_same_are_passed_over() -> None:
    says = {"a": FIRST, "b": FIRST, "c": OTHER}
    pipeline = knowing(*(FakeEngine(lambda _, text=text: text, name=name) for name, text in says.items()))
    outcome = await rendering(pipeline, CAT, "zh-CN", Wish())
    seen = pipeline.others(outcome, Wish())
    assert (outcome.engine, seen) == ("a", {"a"})
    found = await another(pipeline, CAT, "zh-CN", Wish(passed_over=seen), FIRST)
    assert found is not None
    assert (found[0].text, found[0].engine) == (OTHER, "c")
    assert pipeline.others(*found) == frozenset()


async def test_after_the_memory_an_engine_is_asked() -> None:
    pipeline = knowing(FakeEngine(lambda _: "各位早安", name="a"))
    outcome = await rendering(pipeline, "good morning", "zh-CN", Wish())
    assert outcome.engine == "memory"
    found = await another(
        pipeline, "good morning", "zh-CN", Wish(passed_over=pipeline.others(outcome, Wish())), outcome.text or ""
    )
    assert found is not None
    assert found[0].engine == "a"


async def test_nobody_has_another_one() -> None:
    pipeline = knowing(FakeEngine(lambda _: FIRST, name="a"))
    assert await another(pipeline, CAT, "zh-CN", Wish(passed_over=frozenset({"a"})), FIRST) is None
