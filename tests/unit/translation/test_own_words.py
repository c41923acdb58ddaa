"""A server's own words on their way through the pipeline."""

import pytest

from bot.engines.engine import Asker, Term
from bot.translation.cache import Cache
from bot.translation.pipeline import Pipeline
from bot.translation.types import Wish
from bot.words.glossaries import Glossaries
from bot.words.word import Kind, Word
from tests.fakes.clock import ManualClock
from tests.fakes.knowledge import everything, pipeline_of
from tests.fakes.library import library
from tests.unit.translation.test_walk import Translator

pytestmark = pytest.mark.asyncio

HERE, ELSEWHERE = Wish(Asker(guild_id=1)), Wish(Asker(guild_id=2))
PARTY = Word("火锅局", Kind.TERM, "Hotpot Night")


@pytest.fixture(autouse=True, scope="module")
def _read_the_library() -> None:
    library()


def taught(engine: Translator, *words: Word) -> tuple[Pipeline, Glossaries]:
    """A pipeline for a server that has these words."""
    clock = ManualClock()
    knows = everything(clock)
    knows.words.replace(1, words)
    return pipeline_of([engine], clock, knows, Cache(None, clock)), knows.words


async def test_a_term_never_reaches_the_engine() -> None:
    engine = Translator({"今晚⟦0⟧来吗": "Are you coming to ⟦0⟧ tonight", "今晚火锅局来吗": "Coming for hotpot tonight"})
    pipeline, _ = taught(engine, PARTY)
    assert (
        await pipeline.translate("今晚火锅局来吗", "en", wish=HERE)
    ).text == "Are you coming to Hotpot Night tonight"
    assert (await pipeline.translate("今晚火锅局来吗", "en", wish=ELSEWHERE)).text == "Coming for hotpot tonight"
    assert (await pipeline.translate("今晚火锅局来吗", "en")).text == "Coming for hotpot tonight"


async def test_an_engine_with_a_prompt_is_told_the_term() -> None:
    engine = Translator({"今晚火锅局来吗": "Are you coming to Hotpot Night tonight"}, prompted=True)
    pipeline, _ = taught(engine, PARTY)
    await pipeline.translate("今晚火锅局来吗", "en", wish=HERE)
    assert engine.asked[0].terms == (Term("火锅局", "Hotpot Night"),)


async def test_a_change_holds_from_the_next_text_on_whatever_was_remembered() -> None:
    engine = Translator({"今晚火锅局来吗": "Coming for hotpot tonight", "今晚⟦0⟧来吗": "Are you coming to ⟦0⟧ tonight"})
    pipeline, words = taught(engine)
    said = []
    for own in ((), (PARTY,), (Word("火锅局", Kind.KEEP),), ()):
        words.replace(1, own)
        said.append((await pipeline.translate("今晚火锅局来吗", "en", wish=HERE)).text)
    assert said == [
        "Coming for hotpot tonight",
        "Are you coming to Hotpot Night tonight",
        "Are you coming to 火锅局 tonight",
        "Coming for hotpot tonight",
    ]


async def test_a_text_without_own_words_is_asked_once_for_all_servers() -> None:
    engine = Translator({"我的猫很可爱": "My cat is lovely"})
    pipeline, words = taught(engine, PARTY)
    for wish in (HERE, ELSEWHERE):
        await pipeline.translate("我的猫很可爱", "en", wish=wish)
    words.replace(1, [PARTY, Word("RedBridge", Kind.KEEP)])
    await pipeline.translate("我的猫很可爱", "en", wish=HERE)
    assert engine.texts == ["我的猫很可爱"]


async def test_what_redbridge_knows_by_heart_gives_way_to_a_servers_word() -> None:
    engine = Translator({"⟦0⟧": "⟦0⟧"})
    pipeline, words = taught(engine, Word("good night", Kind.TERM, "早点睡"))
    assert (await pipeline.translate("good night", "zh-CN", wish=HERE)).text == "早点睡"
    assert (await pipeline.translate("good night", "zh-CN", wish=ELSEWHERE)).engine == "memory"
    words.replace(1, [Word("good night", Kind.TERM, "晚安")])
    assert (await pipeline.translate("good night", "zh-CN", wish=HERE)).engine == "memory", "it says just that"


async def test_what_is_kept_is_written_in_no_other_characters() -> None:
    pipeline, _ = taught(Translator({"I like ⟦0⟧ a lot": "我很喜歡⟦0⟧"}), Word("红桥", Kind.KEEP))
    assert (await pipeline.translate("红桥这个软件很好用", "zh-TW", wish=HERE)).text == "红桥這個軟體很好用"
    assert (await pipeline.translate("I like 红桥 a lot", "zh-TW", wish=HERE)).text == "我很喜歡红桥"
    assert (await pipeline.translate("红桥这个软件很好用", "zh-TW", wish=ELSEWHERE)).text == "紅橋這個軟體很好用"


async def test_a_kept_word_that_is_asked_about_and_has_no_meaning_gets_no_note() -> None:
    pipeline, _ = taught(Translator(lambda request: "⟦0⟧ 是什么意思"), Word("Biscuit", Kind.KEEP))
    outcome = await pipeline.translate("what does Biscuit mean", "zh-CN", wish=HERE)
    assert outcome.notes == ()
