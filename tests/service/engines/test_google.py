import asyncio
import logging
import socket
import time
from collections.abc import AsyncIterator

import deep_translator.google
import pytest
import pytest_asyncio

from bot.engines.deep.google import GoogleEngine
from bot.engines.engine import Quality, Request
from bot.engines.guard import GuardedRequests, guard
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable
from tests.fakes.google import Asked, FakeGoogle

pytestmark = pytest.mark.asyncio
SECRET = "the cat sat on my password 喵"


@pytest_asyncio.fixture
async def google() -> AsyncIterator[FakeGoogle]:
    async with FakeGoogle() as fake:
        yield fake


@pytest.fixture
def engine(google: FakeGoogle) -> GoogleEngine:
    return GoogleEngine(google.url, timeout=5)


async def translate(engine: GoogleEngine, text: str, source: str = "en", target: str = "zh-CN") -> str:
    return (await engine.translate(Request(text, source, target))).text


async def test_it_translates(engine: GoogleEngine, google: FakeGoogle):
    google.answers["hello"] = "你好"
    answer = await engine.translate(Request("hello", "en", "zh-CN"))
    assert (answer.text, answer.engine, answer.quality) == ("你好", "google", Quality.TRANSLATION)
    assert google.asked == [Asked("hello", "en", "zh-CN")]


@pytest.mark.parametrize("target", ["zh-CN", "zh-TW", "en"])
async def test_locales_are_what_google_calls_them(engine: GoogleEngine, google: FakeGoogle, target: str):
    source = "zh-TW" if target == "en" else "en"
    await translate(engine, "hello", source, target)
    assert (google.asked[0].source, google.asked[0].target) == (source, target)


@pytest.mark.parametrize(("source", "target"), [("en", "en"), ("en", "fr"), ("zh", "en"), ("xx", "zh-CN")])
async def test_other_pairs_are_refused_without_asking(
    engine: GoogleEngine, google: FakeGoogle, source: str, target: str
):
    with pytest.raises(EngineRefusedText):
        await translate(engine, "hello", source, target)
    assert google.asked == []


@pytest.mark.parametrize("element", ["result-container", "t0"])
@pytest.mark.parametrize("breaks", ["\n", "<br>", "<br />\n", "<BR/>"])
async def test_line_breaks_survive_with_one_request(
    engine: GoogleEngine, google: FakeGoogle, element: str, breaks: str
):
    google.element, google.breaks = element, breaks
    text = "  one\n\n\ttwo ⟦0⟧\n- three <br> & four\n"
    assert await translate(engine, text) == "  [zh-CN] one\n\n\t[zh-CN] two ⟦0⟧\n[zh-CN] - three <br> & four\n"
    assert len(google.asked) == 1


async def test_lines_that_google_joins_are_asked_for_again(engine: GoogleEngine, google: FakeGoogle):
    google.answer = lambda asked: asked.text.replace("\n", " ").upper()
    assert await translate(engine, "one\ntwo\n\nthree\n") == "ONE\nTWO\n\nTHREE\n"


@pytest.mark.parametrize("text", ["", " \n", "😂😂😂", "12:30", "。。。", "⟦0⟧", "==> 3"])
async def test_a_text_without_words_comes_back_without_a_request(engine: GoogleEngine, google: FakeGoogle, text: str):
    assert await translate(engine, text) == text
    assert google.asked == []


@pytest.mark.parametrize(
    "text",
    ["\ud83d hi \udc00", "a\0b", "e" + "\u0301" * 300, "\u202eabc\u202c", "a\u200db", "&lt;b&gt; <b>a</b>", "+ % ?"],
)
async def test_odd_characters_arrive_and_return(engine: GoogleEngine, google: FakeGoogle, text: str):
    google.answer = lambda asked: asked.text
    answer = await translate(engine, text)
    answer.encode()
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert answer == text.replace("\0", "\ufffd") or answer == text


async def test_long_texts_go_in_portions_that_google_takes(engine: GoogleEngine, google: FakeGoogle):
    google.answer = lambda asked: asked.text
    sentence = "今天我们去吃火锅，好不好？那只猫也想去。"
    for text in (sentence * 200, "A line about hotpot and cats, again. " * 300, "😂字" * 2_000, "字" * 4_000):
        google.asked.clear()
        assert await translate(engine, text, "zh-CN", "en") == text
        assert "".join(asked.text.strip() for asked in google.asked).replace(" ", "") == text.replace(" ", "")
        assert len(google.asked) <= 6


async def test_concurrent_texts_get_their_own_answers(engine: GoogleEngine, google: FakeGoogle):
    google.open.clear()
    calls = [asyncio.create_task(translate(engine, f"text number {number}")) for number in range(8)]
    await google.reached(8)
    google.open.set()
    assert await asyncio.gather(*calls) == [f"[zh-CN] text number {number}" for number in range(8)]
    assert google.most_at_once == 8


async def test_no_more_than_eight_requests_at_once(engine: GoogleEngine, google: FakeGoogle):
    await asyncio.gather(*(translate(engine, f"text number {number}") for number in range(30)))
    assert len(google.asked) == 30
    assert google.most_at_once <= 8


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("500", "status 500"),
        ("404", "status 404"),
        ("wrong page", "TranslationNotFound"),
        ("captcha", "captcha"),
        ("captcha page", "TranslationNotFound"),
        ("reset", "ConnectionError"),
        ("empty", "empty answer"),
    ],
)
async def test_failures_say_that_google_is_unavailable(engine: GoogleEngine, google: FakeGoogle, how, reason):
    google.fail(how, times=1)
    with pytest.raises(EngineUnavailable) as raised:
        await translate(engine, "hello")
    assert str(raised.value) == f"google: {reason}"
    assert await translate(engine, "hello") == "[zh-CN] hello"
    assert google.texts == ["hello", "hello"], "no captcha page was followed"


@pytest.mark.parametrize(("retry_after", "seconds"), [(7, 7), (0, 1), (-3, 1), (1e9, 86_400), (float("nan"), 60)])
async def test_too_many_requests_say_when_to_come_back(
    engine: GoogleEngine, google: FakeGoogle, retry_after: float, seconds: float
):
    google.fail("429", times=1, retry_after=retry_after)
    with pytest.raises(EngineBackOff) as raised:
        await translate(engine, "hello")
    assert raised.value.retry_after == seconds


@pytest.mark.parametrize("how", ["hang", "drip"])
async def test_a_page_that_does_not_end_in_time(google: FakeGoogle, how):
    engine = GoogleEngine(google.url, timeout=1)
    google.fail(how, times=1)
    started = time.monotonic()
    with pytest.raises(EngineUnavailable, match="timeout"):
        await translate(engine, "hello")
    assert time.monotonic() - started < 10
    assert await translate(engine, "hello") == "[zh-CN] hello"


async def test_a_cancelled_call_is_cancelled_and_the_engine_goes_on(engine: GoogleEngine, google: FakeGoogle):
    google.open.clear()
    call = asyncio.create_task(translate(engine, "hello"))
    await google.reached(1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    google.open.set()
    assert await translate(engine, "again") == "[zh-CN] again"


async def test_a_text_google_will_not_take_is_refused(google: FakeGoogle, engine: GoogleEngine, monkeypatch):
    monkeypatch.setattr("bot.engines.deep.google._MOST_BYTES", 100_000)
    with pytest.raises(EngineRefusedText, match="status 400"):
        await translate(engine, "字" * 1_900, "zh-CN", "en")


async def test_a_language_the_library_does_not_know_is_a_matter_of_configuration(engine: GoogleEngine, monkeypatch):
    monkeypatch.setattr(GoogleEngine, "locales", {"en": "en", "tlh": "tlh"})
    with pytest.raises(EngineMisconfigured):
        await translate(engine, "hello", "en", "tlh")


async def test_nothing_of_the_text_is_logged_or_carried_by_errors(
    engine: GoogleEngine, google: FakeGoogle, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    errors: list[EngineError] = []
    for how in ("429", "500", "wrong page", "captcha", "captcha page", "reset", "empty"):
        google.fail(how, times=1)
        with pytest.raises(EngineError) as raised:
            await translate(engine, SECRET)
        errors.append(raised.value)
    await translate(engine, SECRET)
    quick = GoogleEngine(google.url, timeout=0.05)
    google.fail("hang", times=1)
    with pytest.raises(EngineError) as raised:
        await translate(quick, SECRET)
    said = caplog.text + "".join(_everything(error) for error in [*errors, raised.value])
    for word in ("password", "喵", "%E5%96%B5", google.url):
        assert word not in said


def _everything(error: BaseException | None) -> str:
    """An error's words, and those of all errors behind it."""
    if error is None:
        return ""
    return f"{error} {error!r} {error.args} {_everything(error.__cause__)} {_everything(error.__context__)}\n"


async def test_a_request_and_its_answer_do_not_show_the_text(engine: GoogleEngine):
    request = Request(SECRET, "en", "zh-CN")
    assert "password" not in f"{request!r} {await engine.translate(request)!r}"


async def test_it_is_in_reach(engine: GoogleEngine):
    await engine.reach()


async def test_it_is_out_of_reach():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        engine = GoogleEngine(f"http://127.0.0.1:{taken.getsockname()[1]}/m", timeout=5)
        with pytest.raises(EngineUnavailable, match="out of reach"):
            await engine.reach()


@pytest.mark.parametrize("url", ["http://name.invalid/m", "http://" + "a" * 70 + ".invalid/m", "http:///m"])
async def test_a_host_that_does_not_exist_is_out_of_reach(url: str):
    with pytest.raises(EngineUnavailable, match="out of reach"):
        await GoogleEngine(url, timeout=5).reach()


async def test_behind_a_proxy_the_proxy_must_be_in_reach(google: FakeGoogle, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS_PROXY", google.url)
    await GoogleEngine("https://name.invalid/m", timeout=5).reach()
    monkeypatch.setenv("NO_PROXY", "name.invalid")
    with pytest.raises(EngineUnavailable):
        await GoogleEngine("https://name.invalid/m", timeout=5).reach()


async def test_the_library_is_guarded_once():
    assert guard(deep_translator.google) is guard(deep_translator.google)
    assert isinstance(vars(deep_translator.google)["requests"], GuardedRequests)
