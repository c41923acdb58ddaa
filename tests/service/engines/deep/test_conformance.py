"""What holds for every engine through deep-translator, against a server that speaks its service's protocol."""

import asyncio
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.engines.deep.base import DeepEngine
from bot.engines.engine import Quality, Request
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from tests.fakes.service import FakeService
from tests.service.engines.deep.kinds import Kind

pytestmark = pytest.mark.asyncio


async def translate(engine: DeepEngine, text: str, source: str = "en", target: str = "zh-CN") -> str:
    return (await engine.translate(Request(text, source, target))).text


async def error(engine: DeepEngine, text: str = "hello") -> EngineError:
    with pytest.raises(EngineError) as raised:
        await translate(engine, text)
    return raised.value


def mark(kind: Kind, target: str = "zh-CN") -> str:
    """What the fake puts before a line."""
    return f"[{kind.targets[target]}] "


async def test_it_translates_both_directions_with_slots(kind: Kind, engine: DeepEngine, fake: FakeService):
    fake.answers = {"look at ⟦0⟧, ⟦1⟧": "看⟦0⟧，⟦1⟧", "看⟦0⟧，⟦1⟧": "look at ⟦0⟧, ⟦1⟧"}
    answer = await engine.translate(Request("look at ⟦0⟧, ⟦1⟧", "en", "zh-CN"))
    assert (answer.text, answer.engine, answer.quality) == ("看⟦0⟧，⟦1⟧", kind.name, Quality.TRANSLATION)
    assert await translate(engine, "看⟦0⟧，⟦1⟧", "zh-CN", "en") == "look at ⟦0⟧, ⟦1⟧"
    assert [(asked.source, asked.target) for asked in fake.asked] == [
        (kind.sources["en"], kind.targets["zh-CN"]),
        (kind.sources["zh-CN"], kind.targets["en"]),
    ]


async def test_traditional_chinese_both_ways(kind: Kind, engine: DeepEngine, fake: FakeService):
    for source, target in (("en", "zh-TW"), ("zh-TW", "en")):
        if engine.traits.traditional:
            await translate(engine, "hello 喵", source, target)
            asked = fake.asked.pop()
            assert (asked.source, asked.target) == (kind.sources[source], kind.targets[target])
        else:
            with pytest.raises(EngineRefusedText):
                await translate(engine, "hello 喵", source, target)
    assert fake.asked == []


@pytest.mark.parametrize(("source", "target"), [("en", "en"), ("en", "fr"), ("zh", "en"), ("xx", "zh-CN")])
async def test_other_pairs_are_refused_without_asking(engine: DeepEngine, fake: FakeService, source: str, target: str):
    with pytest.raises(EngineRefusedText):
        await translate(engine, "hello", source, target)
    assert fake.asked == []


async def test_long_texts_go_in_portions_that_are_joined_exactly(engine: DeepEngine, fake: FakeService):
    fake.answer = lambda asked: asked.text
    for text in (
        "今天我们去吃火锅，好不好？那只猫也想去。" * 120,
        "A line about hotpot and cats, again. " * 120,
        "😂字" * 900,
    ):
        fake.asked.clear()
        assert await translate(engine, text, "zh-CN", "en") == text
        assert "".join(asked.text.strip() for asked in fake.asked).replace(" ", "") == text.replace(" ", "")


async def test_lines_indents_and_outer_spaces_stay(kind: Kind, engine: DeepEngine, fake: FakeService):
    text = "  one\n\n\ttwo ⟦0⟧\n- three <br> & four\n"
    marked = mark(kind)
    assert await translate(engine, text) == f"  {marked}one\n\n\t{marked}two ⟦0⟧\n{marked}- three <br> & four\n"


async def test_lines_that_belong_together_go_in_one_request(engine: DeepEngine, fake: FakeService):
    await translate(engine, "one\ntwo\nthree")
    assert len(fake.asked) == 1


async def test_lines_that_come_back_joined_are_asked_for_again(engine: DeepEngine, fake: FakeService):
    fake.answer = lambda asked: asked.text.replace("\n", " ").upper()
    assert await translate(engine, "one\ntwo\nthree\n") == "ONE\nTWO\nTHREE\n"


@pytest.mark.parametrize("text", ["", " \n", "😂😂😂", "12:30", "⟦0⟧"])
async def test_a_text_without_words_comes_back_without_a_request(engine: DeepEngine, fake: FakeService, text: str):
    assert await translate(engine, text) == text
    assert fake.asked == []


@pytest.mark.parametrize(
    "text", ["\ud83d hi \udc00", "a\0b", "\u202eabc\u202c", "a\u200db", "&lt;b&gt; <b>a</b>", "+ %41 a?"]
)
async def test_odd_characters_arrive_and_return(engine: DeepEngine, fake: FakeService, text: str):
    fake.answer = lambda asked: asked.text
    answer = await translate(engine, text)
    answer.encode()
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert answer in (text.replace("\0", "\ufffd"), text)


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Python changes threads as often as it can, so that what they share gets mixed up."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless_threads")
async def test_sixteen_texts_at_once_get_their_own_answers(kind: Kind, engine: DeepEngine, fake: FakeService):
    texts = [f"text number {number}" for number in range(16)]
    for _ in range(4):
        fake.asked.clear()
        answers = await asyncio.gather(*(translate(engine, text) for text in texts))
        assert answers == [mark(kind) + text for text in texts]
        assert sorted(fake.texts) == sorted(texts)


async def test_as_many_requests_at_once_as_the_service_bears(kind: Kind, engine: DeepEngine, fake: FakeService):
    most = 1 if kind.name == "baidu" else 8
    fake.open.clear()
    calls = [asyncio.create_task(translate(engine, f"text number {number}")) for number in range(12)]
    await fake.reached(most)
    for _ in range(8):
        await engine.reach()  # as long as another request would need to arrive
    assert len(fake.asked) == most
    fake.open.set()
    await asyncio.gather(*calls)
    assert fake.most_at_once == most


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("500", "status 500"),
        ("503", "status 503"),
        ("404", "status 404"),
        ("reset", "ConnectionError"),
        ("redirect", "redirect"),
    ],
)
async def test_what_another_engine_may_do_better(engine: DeepEngine, fake: FakeService, how: str, reason: str):
    fake.fail(how, times=1)
    said = await error(engine)
    assert (type(said), said.reason) == (EngineUnavailable, reason)
    await translate(engine, "hello")
    assert fake.texts == ["hello", "hello"], "no redirect was followed"


@pytest.mark.parametrize("how", ["garbage", "other json", "empty", "blank", "null"])
async def test_an_answer_without_a_translation(kind: Kind, engine: DeepEngine, fake: FakeService, how: str):
    if (kind.name, how) == ("google", "null"):
        pytest.skip("Google's page cannot say null")
    fake.fail(how, times=1)
    assert type(await error(engine)) is EngineUnavailable
    assert await translate(engine, "hello") == mark(kind) + "hello"


@pytest.mark.parametrize("how", ["hang", "drip"])
async def test_an_answer_that_does_not_end_in_time(kind: Kind, fake: FakeService, how: str):
    engine = kind.engine(fake.url, 1)
    fake.fail(how, times=1)
    started = time.monotonic()
    said = await error(engine)
    assert (type(said), said.reason) == (EngineUnavailable, "timeout")
    assert time.monotonic() - started < 10
    assert await translate(engine, "hello") == mark(kind) + "hello"


@pytest.mark.parametrize("status", ["401", "403"])
async def test_a_key_that_is_not_taken_is_a_matter_of_configuration(
    kind: Kind, engine: DeepEngine, fake: FakeService, status: str
):
    fake.fail(status, times=1)
    said = await error(engine)
    assert (type(said), said.reason) == (EngineMisconfigured if kind.keyed else EngineUnavailable, f"status {status}")


@pytest.mark.parametrize("status", ["400", "413", "414"])
async def test_a_request_that_is_not_taken_is_the_texts_fault(engine: DeepEngine, fake: FakeService, status: str):
    fake.fail(status, times=1)
    assert type(await error(engine)) is EngineRefusedText


async def test_too_many_requests_say_in_seconds_when_to_come_back(engine: DeepEngine, fake: FakeService):
    for header, seconds in ((7, 7), (0, 1), (1e9, 86_400), ("soon", 60), ("", 60)):
        fake.fail("429", times=1, retry_after=header)
        said = await error(engine)
        assert isinstance(said, EngineBackOff)
        assert said.retry_after == seconds


async def test_too_many_requests_say_by_a_date_when_to_come_back(engine: DeepEngine, fake: FakeService):
    date = format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True)
    fake.fail("429", times=1, retry_after=date)
    said = await error(engine)
    assert isinstance(said, EngineBackOff)
    assert 280 < said.retry_after <= 300


async def test_a_cancelled_call_is_cancelled_and_the_engine_goes_on(kind: Kind, engine: DeepEngine, fake: FakeService):
    fake.open.clear()
    call = asyncio.create_task(translate(engine, "hello"))
    await fake.reached(1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    fake.open.set()
    assert await translate(engine, "again") == mark(kind) + "again"
    await engine.close()


async def test_it_is_in_reach(engine: DeepEngine):
    await engine.reach()


async def test_it_is_out_of_reach(kind: Kind):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v2"
        with pytest.raises(EngineUnavailable, match="out of reach"):
            await kind.engine(url, 5).reach()
        said = await error(kind.engine(url, 5))
        assert (type(said), said.reason) == (EngineUnavailable, "ConnectionError")
