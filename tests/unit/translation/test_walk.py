"""The walk of a text past memory, glossary, cache, engines and judge, with what RedBridge really brings along."""

from collections.abc import Callable

import pytest

from bot.engines.engine import Answer, Quality, Request, Term, Traits
from bot.errors import EngineBackOff, NoEngineAnswered
from bot.translation.cache import Cache
from bot.translation.pipeline import Pipeline
from bot.translation.remarks import DOUBT_NOTE, PINYIN_NOTE
from bot.translation.types import Wish
from tests.fakes.clock import ManualClock
from tests.fakes.knowledge import everything, pipeline_of
from tests.fakes.library import library

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True, scope="module")
def _read_the_library() -> None:
    library()


class Translator:
    """An engine with a phrase book; its answer to anything else is a function of the request."""

    def __init__(self, answer: Callable[[Request], str] | dict[str, str], name: str = "book", **traits: object) -> None:
        self.name = name
        self.traits = Traits(**{"answers_as": name, **traits})  # type: ignore[arg-type] # what a test says
        self.quality = Quality.TRANSLATION
        self.pinyin = ""
        self.asked: list[Request] = []
        self._answer = answer

    @property
    def texts(self) -> list[str]:
        return [request.text for request in self.asked]

    async def reach(self) -> None: ...

    async def close(self) -> None: ...

    async def translate(self, request: Request) -> Answer:
        self.asked.append(request)
        text = self._answer[request.text] if isinstance(self._answer, dict) else self._answer(request)
        return Answer(text, self.name, self.quality, self.pinyin)


def knowing(*engines: Translator, cache: Cache | None = None) -> Pipeline:
    clock = ManualClock()
    return pipeline_of(engines, clock, everything(clock), cache)


async def test_the_memory_answers_first_and_keeps_what_stands_around() -> None:
    engine = Translator({})
    outcome = await knowing(engine).translate("<@123> good morning!! 😊", "zh-CN")
    assert (outcome.engine, engine.asked) == ("memory", [])
    assert outcome.text is not None
    assert "早上好" in outcome.text
    assert "<@123>" in outcome.text
    assert "😊" in outcome.text


async def test_what_only_resembles_the_memory_goes_to_an_engine() -> None:
    engine = Translator({"good morning to nobody in this river": "这条河里谁都不说早上好"})
    outcome = await knowing(engine).translate("good morning to nobody in this river", "zh-CN")
    assert outcome.engine == "book"


async def test_slang_is_put_in_by_slot_and_explained() -> None:
    engine = Translator({"你家猫真是⟦0⟧": "Your cat really is ⟦0⟧"})
    outcome = await knowing(engine).translate("你家猫真是yyds", "en")
    assert outcome.text == "Your cat really is the GOAT"
    assert [note.params["term"] for note in outcome.notes] == ["yyds"]


async def test_a_prompted_engine_is_told_instead() -> None:
    engine = Translator(
        {"你家猫真是yyds，叫什么名字呀": "Your cat really is the GOAT, what's its name?"}, prompted=True
    )
    outcome = await knowing(engine).translate("你家猫真是yyds，叫什么名字呀", "en")
    assert outcome.text == "Your cat really is the GOAT, what's its name?"
    assert engine.asked[0].terms == (Term("yyds", "the GOAT"),)
    assert engine.asked[0].examples


async def test_other_engines_get_no_examples() -> None:
    engine = Translator({"my cat knocked over the plant": "我的猫打翻了那盆植物"})
    await knowing(engine).translate("my cat knocked over the plant", "zh-CN", wish=Wish(context=("hi",)))
    assert (engine.asked[0].examples, engine.asked[0].context, engine.asked[0].terms) == ((), (), ())


async def test_what_a_reader_asks_about_stays_as_it_is() -> None:
    engine = Translator(lambda request: request.text.replace("what does", "").replace("mean", "是什么意思"))
    outcome = await knowing(engine).translate("what does yyds mean in your village", "zh-CN")
    assert outcome.text is None or "yyds" in outcome.text


async def test_a_second_time_nobody_is_asked() -> None:
    engine = Translator({"my cat knocked over the plant": "我的猫打翻了那盆植物"})
    pipeline = knowing(engine)
    first = await pipeline.translate("my cat knocked over the plant", "zh-CN")
    again = await pipeline.translate("my cat knocked over the plant", "zh-CN")
    assert (first.text, first.engine) == (again.text, again.engine) == ("我的猫打翻了那盆植物", "book")
    assert len(engine.asked) == 1


async def test_a_remembered_answer_gets_the_tokens_of_its_own_message() -> None:
    engine = Translator({"⟦0⟧ my cat knocked over the plant": "⟦0⟧ 我的猫打翻了那盆植物"})
    pipeline = knowing(engine)
    await pipeline.translate("<@1> my cat knocked over the plant", "zh-CN")
    again = await pipeline.translate("<@2> my cat knocked over the plant", "zh-CN")
    assert (again.text, len(engine.asked)) == ("<@2> 我的猫打翻了那盆植物", 1)


async def test_an_engine_that_a_server_leaves_out_is_not_heard_from_the_cache_either() -> None:
    one, two = (
        Translator({"my cat knocked over the plant": text}, name)
        for name, text in (("one", "我的猫打翻了那盆植物"), ("two", "我的猫把植物打翻了"))
    )
    pipeline = knowing(one, two)
    await pipeline.translate("my cat knocked over the plant", "zh-CN")
    other = await pipeline.translate("my cat knocked over the plant", "zh-CN", wish=Wish(engines=("two",)))
    assert (other.text, other.engine) == ("我的猫把植物打翻了", "two")


async def test_what_was_said_before_is_never_remembered_with_the_answer() -> None:
    engine = Translator({"she knocked it over again": "她又把它打翻了"}, prompted=True)
    pipeline = knowing(engine)
    for _ in range(2):
        await pipeline.translate("she knocked it over again", "zh-CN", wish=Wish(context=("my cat and the plant",)))
    assert len(engine.asked) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "我昨天去北京看了长城，门票很贵，下次再也不去了",
        "当然可以！请问你需要我帮你翻译什么内容呢？",
        "my cat knocked over the plant",
        "my cat knocked over the plant 我的猫打翻了那盆植物",
    ],
)
async def test_what_does_not_belong_to_the_text_is_not_shown(wrong: str) -> None:
    bad = Translator({"my cat knocked over the plant": wrong}, "bad")
    good = Translator({"my cat knocked over the plant": "我的猫打翻了那盆植物"}, "good")
    assert (await knowing(bad, good).translate("my cat knocked over the plant", "zh-CN")).engine == "good"
    alone = knowing(bad)
    for _ in range(2):
        outcome = await alone.translate("my cat knocked over the plant", "zh-CN")
        assert (outcome.text, outcome.skipped) == (None, "no-answer")


async def test_a_wrong_number_is_marked() -> None:
    engine = Translator({"rent here went up to 2500 last year": "我们这儿的房租去年涨到了 3500"})
    outcome = await knowing(engine).translate("rent here went up to 2500 last year", "zh-CN")
    assert outcome.doubtful
    assert [note.message_id for note in outcome.notes] == [DOUBT_NOTE]


async def test_a_quantity_that_changed_is_asked_for_again_out_of_reach() -> None:
    engine = Translator(
        {
            "the old bicycle costs $19.99 in that shop": "那家店的旧自行车要 $1.99",
            "the old bicycle costs ⟦0⟧ in that shop": "那家店的旧自行车要 ⟦0⟧",
        }
    )
    outcome = await knowing(engine).translate("the old bicycle costs $19.99 in that shop", "zh-CN")
    assert outcome.text is not None
    assert "$19.99" in outcome.text
    assert len(engine.asked) == 2


async def test_a_quantity_said_in_the_other_language_is_not_asked_for_again() -> None:
    engine = Translator({"she bought 5kg of old books": "她买了 5 公斤旧书"})
    outcome = await knowing(engine).translate("she bought 5kg of old books", "zh-CN")
    assert (outcome.text, len(engine.asked)) == ("她买了 5 公斤旧书", 1)


async def test_where_the_operator_lacks_what_a_server_chose_nobody_is_asked() -> None:
    engine = Translator({}, "one")
    with pytest.raises(NoEngineAnswered):
        await knowing(engine).translate("my cat knocked over the plant", "zh-CN", wish=Wish(engines=("two",)))
    assert engine.asked == []


async def test_engines_that_know_only_simplified_are_handed_and_answer_it() -> None:
    engine = Translator(
        {"这个旧软件坏了": "this old software is broken", "the old software is broken": "这个旧软件坏了"},
        traditional=False,
    )
    pipeline = knowing(engine)
    assert (await pipeline.translate("這個舊軟體壞了", "en")).text == "this old software is broken"
    assert (await pipeline.translate("the old software is broken", "zh-TW")).text == "這個舊軟體壞了"
    assert {(request.source, request.target) for request in engine.asked} == {("zh-CN", "en"), ("en", "zh-CN")}


async def test_chinese_for_readers_of_its_other_characters_needs_no_engine() -> None:
    engine = Translator({})
    outcome = await knowing(engine).translate("<@1> 这个软件的鼠标坏了 `软件`", "zh-TW")
    assert (outcome.text, outcome.engine) == ("<@1> 這個軟體的滑鼠壞了 `软件`", "opencc")
    assert engine.asked == []


async def test_pinyin_only_where_it_is_wanted() -> None:
    engine = Translator({"my cat knocked over the plant": "我的猫打翻了那盆植物"})
    pipeline = knowing(engine)
    plain = await pipeline.translate("my cat knocked over the plant", "zh-CN")
    wanted = await pipeline.translate("my cat knocked over the plant", "zh-CN", wish=Wish(pinyin=True))
    assert plain.notes == ()
    assert [note.message_id for note in wanted.notes] == [PINYIN_NOTE]
    assert "māo" in wanted.notes[0].params["pinyin"]


async def test_a_literal_engine_is_helped_with_every_rendering() -> None:
    engine = Translator(lambda request: f"we {request.text} today", "words", literal=True)
    engine.quality = Quality.GLOSS
    await knowing(engine).translate("大家都在内卷", "en")
    assert engine.texts == ["大家都在⟦0⟧"]


async def test_a_changed_quantity_is_not_remembered() -> None:
    engine = Translator(
        {
            "the old bicycle costs $19.99 in that shop": "那家店的旧自行车要 $1.99",
            "the old bicycle costs ⟦0⟧ in that shop": "那家店的旧自行车要 ⟦0⟧",
        }
    )
    pipeline = knowing(engine)
    for _ in range(2):
        outcome = await pipeline.translate("the old bicycle costs $19.99 in that shop", "zh-CN")
        assert outcome.text is not None
        assert "$19.99" in outcome.text
    assert len(engine.asked) == 2


async def test_a_second_question_that_fails_does_not_lose_the_first_answer() -> None:
    def answer(request: Request) -> str:
        if "⟦" in request.text:
            raise EngineBackOff("book", "too many requests", retry_after=9)
        return "那家店的旧自行车要 $1.99"

    outcome = await knowing(Translator(answer)).translate("the old bicycle costs $19.99 in that shop", "zh-CN")
    assert outcome.text == "那家店的旧自行车要 $1.99"
    assert outcome.doubtful


async def test_what_a_fallback_said_is_not_served_once_the_first_engine_is_well() -> None:
    first = Translator({"my cat knocked over the plant": "我的猫打翻了那盆植物"}, "first")
    second = Translator({"my cat knocked over the plant": "我的猫把植物打翻了"}, "second")
    pipeline = knowing(first, second)
    await pipeline.translate("my cat knocked over the plant", "zh-CN", wish=Wish(engines=("second",)))
    outcome = await pipeline.translate("my cat knocked over the plant", "zh-CN")
    assert (outcome.engine, outcome.text) == ("first", "我的猫打翻了那盆植物")


async def test_the_servers_order_holds_for_what_is_remembered_too() -> None:
    first = Translator({"my cat knocked over the plant": "我的猫打翻了那盆植物"}, "first")
    second = Translator({"my cat knocked over the plant": "我的猫把植物打翻了"}, "second")
    pipeline = knowing(first, second)
    await pipeline.translate("my cat knocked over the plant", "zh-CN")
    wish = Wish(engines=("second", "first"))
    assert (await pipeline.translate("my cat knocked over the plant", "zh-CN", wish=wish)).engine == "second"


@pytest.mark.parametrize("blank", ["", " \n "])
async def test_words_that_an_engine_loses_are_not_lost_in_silence(blank: str) -> None:
    outcome = await knowing(Translator(lambda _: blank)).translate("<@123> thank you for the wonderful river", "zh-CN")
    assert (outcome.text, outcome.skipped) == (None, "no-answer")


async def test_a_message_of_many_pieces_does_not_cost_as_many_calls() -> None:
    engine = Translator(lambda request: request.text.replace("⟦", "").replace("⟧", ""))
    text = " ".join(f"<@{number}> piece number {number} of this" for number in range(1, 60))
    outcome = await knowing(engine).translate(text, "zh-CN")
    assert outcome.text is None
    assert len(engine.asked) < 5


async def test_a_reading_has_the_slang_in_it_that_the_engine_did_not_see() -> None:
    engine = Translator({"⟦0⟧ 猫就 ⟦1⟧": "⟦0⟧ cat just ⟦1⟧"}, "words", literal=True)
    engine.quality, engine.pinyin = Quality.GLOSS, "māo jiù"
    outcome = await knowing(engine).translate("<@1> 猫就 yyds", "en")
    assert outcome.text == "<@1> cat just the GOAT"
    assert outcome.notes[0].params["pinyin"] == "māo jiù yyds"
