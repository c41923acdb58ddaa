"""The pipeline with engines that behave, and with engines that behave as real ones sometimes do."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.engines.engine import Answer, Engine, Quality, Request, Traits
from bot.errors import EngineRefusedText, EngineUnavailable, NoEngineAnswered
from bot.markup import scan
from bot.translation.pipeline import Pipeline
from bot.translation.remarks import GLOSS_NOTE, GLOSS_PINYIN_NOTE
from bot.translation.types import Note
from tests.fakes.clock import ManualClock
from tests.fakes.engines import MISBEHAVIOURS, NoneEngine, misbehaving
from tests.fakes.knowledge import pipeline_of

pytestmark = pytest.mark.asyncio


class Scripted:
    """An engine whose answer is a function of the request."""

    def __init__(self, answer: Callable[[Request], str], name: str = "scripted", **kind: object) -> None:
        self.name = name
        self.traits = Traits(answers_as=name)
        self.asked: list[Request] = []
        self._answer = answer
        self._kind = kind

    async def reach(self) -> None: ...

    async def close(self) -> None: ...

    async def translate(self, request: Request) -> Answer:
        self.asked.append(request)
        return Answer(self._answer(request), self.name, **self._kind)  # type: ignore[arg-type]


def pipeline(*engines: Engine) -> Pipeline:
    return pipeline_of(engines, ManualClock())


def marked(request: Request) -> str:
    return f"译文 {request.text}"


def fail(error: type[Exception]) -> Callable[[Request], str]:
    def answer(_: Request) -> str:
        raise error("scripted", "scripted failure")

    return answer


async def test_a_text_comes_back_translated_with_its_tokens() -> None:
    engine = Scripted(marked)
    outcome = await pipeline(engine).translate("hello <@12345> see https://example.com/x", "zh-CN")
    assert outcome.text == "译文 hello <@12345> see https://example.com/x"
    assert (outcome.target, outcome.engine, outcome.notes) == ("zh-CN", "scripted", ())
    assert "12345" not in engine.asked[0].text
    assert "example.com" not in engine.asked[0].text


@pytest.mark.parametrize(
    ("text", "source"), [("what is this", "en"), ("这是什么东西", "zh-CN"), ("這是什麼東西", "zh-TW")]
)
async def test_engines_are_told_which_locale_a_text_is_in(text: str, source: str) -> None:
    engine = Scripted(marked)
    await pipeline(engine).translate(text, "en" if source != "en" else "zh-TW")
    assert engine.asked[0].source == source


async def test_no_engine_is_asked_where_there_is_nothing_to_translate() -> None:
    engine = Scripted(marked)
    outcome = await pipeline(engine).translate("哈哈哈哈", "en")
    assert (outcome.text, outcome.skipped, engine.asked) == (None, "laughter", [])


async def test_a_dropped_slot_is_answered_piece_by_piece() -> None:
    engine = Scripted(lambda request: "你好啊" if "⟦" in request.text else f"译{request.text}")
    outcome = await pipeline(engine).translate("hello dear <@12345> how are you", "zh-CN")
    assert outcome.text == "译hello dear <@12345> 译how are you"


@pytest.mark.parametrize("kind", MISBEHAVIOURS)
async def test_however_an_engine_misbehaves_no_token_is_damaged(kind: str) -> None:
    text = "**hey** <@12345> look at https://example.com/x and `code` ||secret words||"
    outcome = await pipeline(misbehaving(kind)).translate(text, "zh-CN")
    if outcome.text is None:
        assert outcome.skipped == "no-answer"
        return
    assert Counter(token.text for token in scan(outcome.text)) == Counter(token.text for token in scan(text))


async def test_the_next_engine_answers_when_one_only_echoes() -> None:
    echo, other = Scripted(lambda request: request.text, "echo"), Scripted(marked, "other")
    outcome = await pipeline(echo, other).translate("this is a sentence", "zh-CN")
    assert outcome.engine == "other"


async def test_an_engine_without_words_is_passed_over() -> None:
    outcome = await pipeline(NoneEngine(), Scripted(marked, "other")).translate("this is a sentence", "zh-CN")
    assert outcome.engine == "other"


@pytest.mark.parametrize("useless", ["", "   ", "？", "……😂"])
async def test_silence_when_no_answer_is_usable(useless: str) -> None:
    outcome = await pipeline(Scripted(lambda _: useless)).translate("this is a sentence", "zh-CN")
    assert (outcome.text, outcome.skipped) == (None, "no-answer")


async def test_what_an_engine_invents_cannot_fire() -> None:
    engine = Scripted(lambda _: "大家好 @everyone <@999> https://evil.example/x")
    outcome = await pipeline(engine).translate("hello everybody in here", "zh-CN")
    assert outcome.text is not None
    assert "@everyone" not in outcome.text
    assert "<@999>" not in outcome.text
    assert "https://evil.example/x" not in outcome.text.replace("<https://evil.example/x>", "")


async def test_without_any_engine_the_caller_is_told() -> None:
    with pytest.raises(NoEngineAnswered):
        await pipeline(Scripted(fail(EngineUnavailable))).translate("this is a sentence", "zh-CN")


async def test_a_refused_text_is_no_reason_to_call_the_engine_ill() -> None:
    outcome = await pipeline(Scripted(fail(EngineRefusedText))).translate("this is a sentence", "zh-CN")
    assert outcome.skipped == "no-answer"


@pytest.mark.parametrize(
    ("pinyin", "note"),
    [
        ("", Note(GLOSS_NOTE)),
        ("nǐ hǎo", Note(GLOSS_PINYIN_NOTE, {"pinyin": "nǐ hǎo"})),
        ("nǐ hǎo " * 100, Note(GLOSS_NOTE)),
    ],
)
async def test_a_gloss_says_what_it_is(pinyin: str, note: Note) -> None:
    engine = Scripted(lambda _: "you good", quality=Quality.GLOSS, pinyin=pinyin)
    outcome = await pipeline(engine).translate("你们好吗朋友", "en")
    assert outcome.notes == (note,)
