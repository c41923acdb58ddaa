"""What RedBridge knows, doubts and spends, as members see it: through the real bot, with Google at hand."""

import asyncio

import pytest

from bot.engines.desk import Counts
from tests.e2e.town import Town
from tests.fakes.library import opened
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

DOUBT = "-# 这句不太有把握，意思可能不完全一样"
GLOSS = "-# 查词典逐词对照，不是完整翻译"
AN_HOUR = 3600.0


def replies(place: Town, channel: object = None) -> list[str]:
    return [content for name, content in place.talk(channel) if name == "RedBridge"]


async def answered(place: Town, who: str, text: str, channel: object = None) -> str:
    """The reply under what somebody says."""
    before = len(replies(place, channel))
    getattr(place, who).say(channel or place.general, text)
    await place.idle()
    assert len(replies(place, channel)) == before + 1
    return replies(place, channel)[-1]


def counts(place: Town) -> Counts:
    return place.running.services.translation.chain.desks["google"].counts


async def meaning(term: str, language: str) -> str:
    """What the glossary says of a word."""
    [entry] = (await opened()).glossary.explain(term)
    return entry.meaning.of(language)


async def test_what_is_remembered_costs_no_call(lively: Town) -> None:
    assert await answered(lively, "amy", f"<@{lively.yu.id}> good morning!!") == f"<@{lively.yu.id}> 早上好！！"
    assert await answered(lively, "yu", "早上好") == "Good morning"
    assert lively.google.asked == []


async def test_what_a_server_approved_comes_before_everything(quiet: Town) -> None:
    async with quiet.bot() as app:
        await quiet.translate_channel()
        memory = app.services.translation.memory
        for text, rendering in (("good morning", "早呀，火锅同志们"), ("my cat is lovely", "我家主子可爱极了")):
            await memory.approve(quiet.guild.id, text, "en", "zh-CN", rendering, quiet.lin.id)
    async with quiet.bot():
        assert await answered(quiet, "amy", "Good morning 😊") == "早呀，火锅同志们 😊"
        assert await answered(quiet, "amy", "my cat is lovely") == "我家主子可爱极了"
        assert await answered(quiet, "amy", "good night") == "晚安"
        assert quiet.google.asked == []


async def test_slang_is_rendered_and_explained_once_an_hour_in_a_channel(lively: Town) -> None:
    lively.google.answers |= {
        "你家猫真是⟦0⟧": "Your cat really is ⟦0⟧",
        "这个火锅⟦0⟧": "This hotpot is ⟦0⟧",
    }
    note = f"-# yyds: {await meaning('yyds', 'en')}"
    assert await answered(lively, "yu", "你家猫真是yyds") == f"Your cat really is the GOAT\n{note}"
    assert await answered(lively, "yu", "这个火锅yyds") == "This hotpot is the GOAT"
    other = lively.general.add_thread("cats")
    assert await answered(lively, "yu", "你家猫真是yyds", other) == f"Your cat really is the GOAT\n{note}"
    lively.clock.advance(AN_HOUR - 1)
    assert await answered(lively, "yu", "你家猫真是yyds") == "Your cat really is the GOAT"
    lively.clock.advance(1)
    assert await answered(lively, "yu", "这个火锅yyds") == f"This hotpot is the GOAT\n{note}"


async def test_slang_is_explained_to_each_in_the_language_they_read(lively: Town) -> None:
    lively.google.answers["my cat is lovely, no cap"] = "我的猫很可爱，说真的"
    lively.google.answer = lambda asked: "我的貓很可愛，說真的" if asked.target == "zh-TW" else "我的猫很可爱，说真的"
    simplified = await answered(lively, "amy", "my cat is lovely, no cap")
    assert simplified.splitlines()[1] == f"-# no cap = {await meaning('no cap', 'zh')}"
    await lively.lin.slash(lively.general, "redbridge chinese", variant="zh-TW").answered()
    lively.clock.advance(AN_HOUR)
    traditional = await answered(lively, "amy", "my cat is lovely, no cap")
    assert traditional.splitlines()[1].startswith("-# no cap = ")
    assert "騙" in traditional.splitlines()[1]


async def test_an_answer_that_may_say_something_else_is_marked(lively: Town) -> None:
    lively.google.answers["my cat is lovely and my dog is asleep in the garden behind the house"] = "我的猫很可爱"
    marked = await answered(lively, "amy", "my cat is lovely and my dog is asleep in the garden behind the house")
    assert marked == f"我的猫很可爱\n{DOUBT}"
    assert await answered(lively, "amy", "my cat is lovely") == zh("my cat is lovely")


@pytest.mark.parametrize(
    "wrong",
    [
        "我昨天去北京看了长城，门票很贵，下次再也不去了",
        "当然可以！请问你需要我帮你翻译什么内容呢？",
        "my cat is lovely",
        "[zh-CN] my cat is lovely",
    ],
    ids=["another member's text", "an answer", "an echo", "a marked echo"],
)
async def test_what_does_not_belong_to_a_text_is_never_posted(quiet: Town, wrong: str) -> None:
    quiet.google.answers["my cat is lovely"] = wrong
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss"):
        await quiet.translate_channel()
        assert await answered(quiet, "amy", "my cat is lovely") == f"我的猫很可爱\n{GLOSS}"
        assert await answered(quiet, "amy", "my cat is lovely") == f"我的猫很可爱\n{GLOSS}"
    assert quiet.google.texts == ["my cat is lovely"] * 2, "what was rejected is not kept either"


async def test_where_only_a_wrong_answer_comes_nothing_is_posted(lively: Town) -> None:
    lively.google.answers["my cat is lovely"] = "我昨天去北京看了长城，门票很贵，下次再也不去了"
    lively.amy.say(lively.general, "my cat is lovely")
    await lively.idle()
    assert replies(lively) == []


async def test_a_server_that_reads_traditional_chinese_reads_taiwans_words(quiet: Town) -> None:
    """Google writes them itself; from the dictionary, and for /translate, OpenCC does."""
    quiet.google.fail("500")
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss"):
        await quiet.translate_channel()
        await quiet.lin.slash(quiet.general, "redbridge chinese", variant="zh-TW").answered()
        assert "軟體" in await answered(quiet, "amy", "which software do you use")
        asked = quiet.amy.slash(quiet.general, "translate", text=f"这个软件 <@{quiet.yu.id}> `软件`", to="zh-TW")
        assert (await asked.answered()).text == f"這個軟體 <@{quiet.yu.id}> `软件`"


async def test_what_a_member_may_send_away_is_limited_and_the_dictionary_still_answers(quiet: Town) -> None:
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss", BUDGET_MEMBER="30"):
        await quiet.translate_channel()
        assert await answered(quiet, "amy", "see you tomorrow at the market") == zh("see you tomorrow at the market")
        assert (await answered(quiet, "amy", "my cat is lovely")).endswith(GLOSS)
        assert await answered(quiet, "yu", "我的猫很可爱") == en("我的猫很可爱")
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss", BUDGET_MEMBER="30"):
        assert (await answered(quiet, "amy", "this is a sentence")).endswith(GLOSS), "a restart does not refill it"
        quiet.clock.advance(24 * AN_HOUR)
        assert await answered(quiet, "amy", "this is a sentence") == zh("this is a sentence")


async def test_equal_messages_at_once_cost_one_call(lively: Town) -> None:
    corner = lively.general.add_thread("cats")
    lively.google.open.clear()
    lively.amy.say(lively.general, "my cat is lovely")
    lively.lin.say(corner, "my cat is lovely")
    async with asyncio.timeout(10):
        while counts(lively).shared < 1:  # noqa: ASYNC110 - nothing tells when somebody begins to wait
            await asyncio.sleep(0.01)
    lively.google.open.set()
    await lively.idle()
    assert replies(lively) == replies(lively, corner) == [zh("my cat is lovely")]
    assert lively.google.texts == ["my cat is lovely"]
    assert (counts(lively).asked, counts(lively).calls) == (1, 1)


async def test_a_remembered_answer_survives_a_restart_and_its_text_is_written_nowhere(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.translate_channel()
        assert await answered(quiet, "amy", f"<@{quiet.yu.id}> my cat is lovely") == f"<@{quiet.yu.id}> 我的猫很可爱"
    stored = b"".join(path.read_bytes() for path in quiet.folder.glob("redbridge.db*"))
    assert "我的猫很可爱".encode() in stored
    assert b"cat is lovely" not in stored
    async with quiet.bot():
        assert await answered(quiet, "amy", f"<@{quiet.lin.id}> my cat is lovely") == f"<@{quiet.lin.id}> 我的猫很可爱"
        assert len(quiet.google.asked) == 1


async def test_what_an_engine_said_is_remembered_while_it_is_down(quiet: Town) -> None:
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss"):
        await quiet.translate_channel()
        assert await answered(quiet, "amy", "my cat is lovely") == zh("my cat is lovely")
        quiet.google.fail("500")
        assert (await answered(quiet, "amy", "this is a sentence")).endswith(GLOSS)
        assert await answered(quiet, "amy", "my cat is lovely") == zh("my cat is lovely")


async def test_an_edit_keeps_what_was_explained(lively: Town) -> None:
    lively.google.answers |= {"你家猫真是⟦0⟧": "Your cat really is ⟦0⟧", "他家猫真是⟦0⟧": "His cat really is ⟦0⟧"}
    message = lively.yu.say(lively.general, "你家猫真是yyds")
    await lively.idle()
    lively.yu.edit(message, "他家猫真是yyds")
    await lively.idle()
    assert replies(lively) == [f"His cat really is the GOAT\n-# yyds: {await meaning('yyds', 'en')}"]


async def test_a_server_is_answered_by_the_engines_that_it_chose(quiet: Town) -> None:
    async with quiet.bot(TRANSLATION_ENGINES="google,gloss") as app:
        await quiet.translate_channel()
        await app.services.preferences.set_engines(quiet.guild.id, ["gloss"], quiet.lin.id)
        assert (await answered(quiet, "amy", "my cat is lovely")).endswith(GLOSS)
        assert quiet.google.asked == []
