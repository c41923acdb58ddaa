"""What the engine llm sends a second time is paid a second time, or not sent."""

import json
from collections.abc import Awaitable, Callable

import pytest

from bot.engines.engine import Request, Term
from bot.engines.llm.engine import LlmEngine
from bot.errors import EngineBusy, EngineRefusedText
from tests.fakes.llm import FakeLlm

pytestmark = pytest.mark.asyncio


def purse(spent: list[int], *, full: bool) -> Callable[[int], Awaitable[bool]]:
    async def pay(characters: int) -> bool:
        spent.append(characters)
        return full

    return pay


async def test_asking_once_more_is_paid(engine: LlmEngine, llm: FakeLlm):
    replies = ["As an AI, I can't.", "火锅很好吃"]
    llm.model = lambda _: replies[min(len(llm.chats), 2) - 1]
    spent: list[int] = []
    terms = (Term("hotpot", "火锅"),)
    request = Request("hotpot is good", "en", "zh-CN", terms, (("go", "走"),), ("hungry",), pay=purse(spent, full=True))
    assert (await engine.translate(request)).text == "火锅很好吃"
    assert len(llm.chats) == 2
    assert spent == [14 + 8], "the text and its terms; examples and what was said before are not shown again"


async def test_what_cannot_be_paid_is_not_asked_once_more(engine: LlmEngine, llm: FakeLlm):
    llm.model = lambda _: "As an AI, I can't."
    spent: list[int] = []
    with pytest.raises(EngineRefusedText):
        await engine.translate(Request("good night", "en", "zh-CN", pay=purse(spent, full=False)))
    assert (len(llm.chats), spent) == (1, [10])


@pytest.mark.parametrize("full", [True, False])
async def test_texts_that_fail_in_company_are_paid_for_alone(engine: LlmEngine, llm: FakeLlm, *, full: bool):
    llm.answers = {"hello": "你好", "good night": "晚安"}
    alone = llm.model
    llm.model = lambda chat: json.dumps([{"n": 1, "text": "你好"}]) if chat.is_batch else alone(chat)
    spent: list[int] = []
    requests = [Request(text, "en", "zh-CN", pay=purse(spent, full=full)) for text in llm.answers]
    if full:
        assert [answer.text for answer in await engine.translate_many(requests)] == ["你好", "晚安"]
        assert (len(llm.chats), spent) == (3, [5, 10])
    else:
        with pytest.raises(EngineBusy, match="budget"):
            await engine.translate_many(requests)
        assert len(llm.chats) == 1
