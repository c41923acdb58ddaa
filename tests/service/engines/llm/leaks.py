"""The ways in which the engine llm fails, for tests.service.engines.test_leaks."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import partial

from bot.engines.llm.engine import LlmEngine
from tests.fakes.llm import MODEL, Answer, Chat, FakeLlm, Said, completion, error
from tests.service.engines.leaks import LeakCase, Staged
from tests.service.engines.secrets import KEY

STATUSES = (302, 400, 401, 402, 403, 404, 413, 422, 429, 500, 503)


def _quoting(status: int) -> Callable[[Chat], Answer]:
    """An error that quotes what it was sent, and the key."""
    return lambda chat: error(status, f"{KEY} sent {chat.last}", code=chat.text, kind=chat.text, Retry_After="5")


MODELS: dict[str, Callable[[Chat], Answer]] = {
    **{f"status {status}": _quoting(status) for status in STATUSES},
    "echo": lambda chat: chat.text,
    "refusal": lambda chat: f"As an AI I cannot say {chat.text}",
    "no json": lambda chat: Said(200, raw=chat.last.encode()),
    "endless": lambda chat: Said(200, raw=chat.last.encode() * 5_000),
    "odd finish": lambda chat: Said(200, completion(chat.last, chat.last)),
    "cut off": lambda chat: Said(200, completion(chat.last, "length")),
    "error in a 200": lambda chat: Said(200, {"error": {"message": chat.last}}),
    "no completion": lambda chat: Said(200, {"choices": chat.messages}),
}


@asynccontextmanager
async def failing(model: Callable[[Chat], Answer]) -> AsyncGenerator[Staged]:
    async with FakeLlm(model, key=KEY) as llm:
        yield Staged(LlmEngine(llm.url, MODEL, KEY, 5), llm.url)


@asynccontextmanager
async def hanging() -> AsyncGenerator[Staged]:
    async with FakeLlm(key=KEY) as llm:
        llm.open.clear()
        yield Staged(LlmEngine(llm.url, MODEL, KEY, 0.2), llm.url)


@asynccontextmanager
async def with_wrong_key() -> AsyncGenerator[Staged]:
    async with FakeLlm(key="another") as llm:
        yield Staged(LlmEngine(llm.url, MODEL, KEY, 5), llm.url)


@asynccontextmanager
async def at(url: str) -> AsyncGenerator[Staged]:
    yield Staged(LlmEngine(url, MODEL, KEY, 5), url)


LLM_LEAKS = [
    *(LeakCase("llm", how, partial(failing, model)) for how, model in MODELS.items()),
    LeakCase("llm", "hang", hanging),
    LeakCase("llm", "wrong key", with_wrong_key),
    LeakCase("llm", "out of reach", partial(at, "http://127.0.0.1:1/v1")),
    LeakCase("llm", "no such host", partial(at, "https://name.invalid/v1")),
    LeakCase("llm", "answers", partial(failing, lambda _chat: "猫坐在我的密码上 喵呜喵呜"), fails=False),
]
