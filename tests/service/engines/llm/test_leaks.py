"""Neither a text nor a key nor an address leaves the engine in a log line, an error, a cause or a context."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from bot.engines.engine import Request, Term
from bot.engines.llm.engine import LlmEngine
from bot.errors import EngineError
from tests.fakes.llm import KEY, MODEL, Answer, Chat, FakeLlm, Said, completion, error

TEXT = "the cat sat on my password 喵"
AIDS = {"terms": (Term("cat", "喵喵"),), "examples": (("a dog barked", "狗吠"),), "context": ("Bob is angry 怒",)}
WORDS = ("password", "喵", "%E5%96%B5", "barked", "狗", "Bob", "怒", "\\u55b5", "hunter2", "Bearer", "/v1")


def quoting(status: int) -> Callable[[Chat], Answer]:
    """An error that quotes what it was sent, and the key."""
    return lambda chat: error(status, f"{KEY} sent {chat.last}", code=chat.text, kind=chat.text, Retry_After="5")


FAILURES: list[Callable[[Chat], Answer]] = [
    *map(quoting, (302, 400, 401, 402, 403, 404, 413, 422, 429, 500, 503)),
    lambda chat: chat.text,
    lambda chat: f"As an AI I cannot say {chat.text}",
    lambda chat: Said(200, raw=chat.last.encode()),
    lambda chat: Said(200, raw=chat.last.encode() * 50_000),
    lambda chat: Said(200, completion(chat.last, chat.last)),
    lambda chat: Said(200, completion(chat.last, "length")),
    lambda chat: Said(200, {"error": {"message": chat.last}}),
    lambda chat: Said(200, {"choices": chat.messages}),
]


def everything(failure: BaseException | None) -> str:
    """An error's words, and those of all errors behind it."""
    if failure is None:
        return ""
    parts = [str(failure), repr(failure), repr(failure.args), repr(vars(failure)), *getattr(failure, "__notes__", [])]
    return " ".join([*parts, everything(failure.__cause__), everything(failure.__context__)])


@pytest.mark.asyncio
@pytest.mark.parametrize("failure", range(len(FAILURES) + 3))
async def test_nothing_gets_out(failure: int, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().slow_callback_duration = 0  # so that asyncio's debug log names every callback
    async with FakeLlm(key=KEY) as llm:
        url = llm.url
        if failure < len(FAILURES):
            llm.model = FAILURES[failure]
        elif failure == len(FAILURES):
            llm.open.clear()
        elif failure == len(FAILURES) + 1:
            url = "http://127.0.0.1:1/v1"
        else:
            url = f"{llm.url}/nowhere"
        engine = LlmEngine(url, MODEL, KEY, timeout=0.2 if not llm.open.is_set() else 5)
        request = Request(TEXT, "en", "zh-CN", **AIDS)  # type: ignore[arg-type]
        with pytest.raises(EngineError) as alone:
            await engine.translate(request)
        with pytest.raises(EngineError) as together:
            await engine.translate_many([Request(TEXT, "en", "zh-CN")] * 2)
        await engine.close()
        said = caplog.text + everything(alone.value) + everything(together.value) + repr(engine) + repr(request)
    assert [word for word in WORDS if word in said] == []
