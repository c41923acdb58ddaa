"""What servers approve, with a real database behind the memory."""

import pytest
import pytest_asyncio

from bot.errors import UserError
from bot.language.convert import to_simplified, to_traditional
from bot.markup import protect
from bot.store.database import Database
from bot.translation.memory import Memory, Recollection
from bot.translation.memory import memory as module
from tests.fakes.clock import ManualClock
from tests.fakes.library import starter

pytestmark = pytest.mark.asyncio

GUILD, OTHER, MODERATOR = 11, 12, 5


async def loaded(database: Database) -> Memory:
    memory = Memory(database, ManualClock(), to_simplified, to_traditional, starter())
    await memory.load()
    return memory


@pytest_asyncio.fixture
async def memory(database: Database) -> Memory:
    return await loaded(database)


def said(memory: Memory, text: str, source: str = "en", target: str = "zh-CN", guild: int = GUILD) -> str | None:
    found = memory.recall(protect(text).text, source, target, guild)
    return found.text if found and found.origin == "guild" else None


async def test_what_is_approved_is_said_at_once_there_and_after_a_restart(database: Database, memory: Memory) -> None:
    assert memory.recall("good morning", "en", "zh-CN", GUILD) == Recollection("早上好", "starter")
    await memory.approve(GUILD, "Good morning!", "en", "zh-CN", "早呀！", MODERATOR)
    again = await loaded(database)
    for one in (memory, again):
        assert said(one, "Good morning!") == "早呀！"
        assert said(one, "GOOD MORNING 😊") == "早呀 😊"
        assert said(one, "gooood morning...") == "早呀……"
        assert one.recall("good morning", "en", "zh-CN", OTHER) == Recollection("早上好", "starter")


async def test_the_very_text_gets_the_very_rendering(memory: Memory) -> None:
    await memory.approve(GUILD, "brb, cat", "en", "zh-CN", "猫主子叫我~ 稍等!", MODERATOR)
    assert said(memory, "brb, cat") == "猫主子叫我~ 稍等!"
    assert said(memory, "BRB cat!!") == "猫主子叫我~ 稍等！！"


async def test_forgotten_is_forgotten(database: Database, memory: Memory) -> None:
    await memory.approve(GUILD, "good morning", "en", "zh-CN", "早呀", MODERATOR)
    assert await memory.forget(GUILD, "Good Morning!", "en", "zh-TW") is False
    assert await memory.forget(GUILD, "Good Morning!", "en", "zh-CN") is True
    assert await memory.forget(GUILD, "Good Morning!", "en", "zh-CN") is False
    for one in (memory, await loaded(database)):
        assert one.recall("good morning", "en", "zh-CN", GUILD) == Recollection("早上好", "starter")


async def test_a_server_that_leaves_takes_everything_along(database: Database, memory: Memory) -> None:
    await memory.approve(GUILD, "cat tax?", "en", "zh-CN", "猫税呢？", MODERATOR)
    await memory.approve(GUILD, "猫税呢", "zh-CN", "en", "Cat tax, please", MODERATOR)
    await memory.approve(OTHER, "cat tax?", "en", "zh-CN", "交税？", MODERATOR)
    assert [one.source_text for one in memory.approved(GUILD)] == ["cat tax?", "猫税呢"]
    assert await memory.forget_guild(GUILD) == 2
    for one in (memory, await loaded(database)):
        assert one.approved(GUILD) == []
        assert said(one, "cat tax?") is None
        assert said(one, "cat tax?", guild=OTHER) == "交税？"


async def test_the_later_approval_holds(database: Database, memory: Memory) -> None:
    await memory.approve(GUILD, "hiya folks", "en", "zh-CN", "大家好", MODERATOR)
    await memory.approve(GUILD, "Hiya, folks!", "en", "zh-CN", "嗨，各位！", MODERATOR)
    for one in (memory, await loaded(database)):
        assert said(one, "hiya folks") == "嗨，各位"
        assert len(one.approved(GUILD)) == 1


async def test_each_chinese_has_its_own_and_lends_it_to_the_other(memory: Memory) -> None:
    await memory.approve(GUILD, "the video is up", "en", "zh-CN", "视频发了", MODERATOR)
    assert said(memory, "the video is up", target="zh-TW") == "影片發了"
    await memory.approve(GUILD, "the video is up", "en", "zh-TW", "影片上線了", MODERATOR)
    assert said(memory, "the video is up", target="zh-TW") == "影片上線了"
    assert said(memory, "the video is up", target="zh-CN") == "视频发了"
    await memory.approve(GUILD, "影片上線了", "zh-TW", "en", "The video is up", MODERATOR)
    assert said(memory, "视频上线了！", "zh-CN", "en") == "The video is up!"


async def test_a_question_and_a_statement_are_two(memory: Memory) -> None:
    await memory.approve(GUILD, "你吃了", "zh-CN", "en", "You ate it", MODERATOR)
    assert said(memory, "你吃了？", "zh-CN", "en") is None
    await memory.approve(GUILD, "你吃了？", "zh-CN", "en", "You ate it?", MODERATOR)
    assert said(memory, "你吃了！", "zh-CN", "en") == "You ate it!"
    assert said(memory, "你吃了？！", "zh-CN", "en") == "You ate it?!"
    await memory.forget(GUILD, "你吃了？", "zh-CN", "en")
    assert said(memory, "你吃了？", "zh-CN", "en") is None
    assert said(memory, "你吃了", "zh-CN", "en") == "You ate it"


async def test_mentions_and_emoji_around_the_words_may_be_others(memory: Memory) -> None:
    await memory.approve(GUILD, "<@1> happy caturday 😺", "en", "zh-CN", "<@1> 猫猫星期六快乐 😺", MODERATOR)
    assert said(memory, "<@22> happy caturday 😺") == "⟦0⟧ 猫猫星期六快乐 😺"
    assert said(memory, "happy caturday!") == "猫猫星期六快乐！"
    assert said(memory, "happy caturday <@3>") == "猫猫星期六快乐 ⟦0⟧"


async def test_mentions_between_the_words_keep_their_place(memory: Memory) -> None:
    await memory.approve(GUILD, "ask <@1> in <#2> please", "en", "zh-CN", "请到 <#2> 问 <@1>", MODERATOR)
    assert said(memory, "ask <@1> in <#2> please") == "请到 ⟦1⟧ 问 ⟦0⟧"
    assert said(memory, "<@7> ASK <@8> in <#9> please!") == "⟦0⟧ 请到 ⟦2⟧ 问 ⟦1⟧！"
    assert said(memory, "ask <@1> in general please") is None


async def test_a_slot_that_moves_is_answered_only_for_the_very_text(memory: Memory) -> None:
    await memory.approve(GUILD, "<@1> ships it", "en", "zh-CN", "同意的是 <@1> 啦", MODERATOR)
    assert said(memory, "<@2> ships it") == "同意的是 ⟦0⟧ 啦"
    assert said(memory, "ships it") is None


async def test_a_mention_that_may_be_the_object_is_none_to_carry_over(memory: Memory) -> None:
    await memory.approve(GUILD, "I know", "en", "zh-CN", "我知道呀", MODERATOR)
    assert said(memory, "<@1> I know!") == "⟦0⟧ 我知道呀！"
    assert said(memory, "I know <@1>") is None


async def test_stretched_letters_that_may_be_two_words_are_left_alone(memory: Memory) -> None:
    await memory.approve(GUILD, "oh good", "en", "zh-CN", "哦，好", MODERATOR)
    assert said(memory, "oh gooood") == "哦，好"
    await memory.approve(GUILD, "oh god", "en", "zh-CN", "哦，天", MODERATOR)
    assert said(memory, "oh gooood") is None
    await memory.approve(GUILD, "oh goood", "en", "zh-CN", "哦，好耶", MODERATOR)
    assert said(memory, "oh gooooood") == "哦，好耶"


async def test_braces_in_an_approved_text_are_no_template(memory: Memory) -> None:
    await memory.approve(GUILD, "type {name} here", "en", "zh-CN", "在这里写 {name}", MODERATOR)
    assert said(memory, "type {name} here!") == "在这里写 {name}！"
    assert said(memory, "type Amy here") is None


@pytest.mark.parametrize(
    ("source", "rendering"),
    [
        ("x" * (module.LONGEST_SOURCE + 1), "长"),
        ("long", "长" * (module.LONGEST_RENDERING + 1)),
        ("😊!!", "好"),
        ("words", "  "),
        ("ask <@1> first please", "先问一下"),
    ],
)
async def test_what_cannot_be_kept_is_refused(database: Database, memory: Memory, source: str, rendering: str) -> None:
    with pytest.raises(UserError):
        await memory.approve(GUILD, source, "en", "zh-CN", rendering, MODERATOR)
    assert memory.approved(GUILD) == (await loaded(database)).approved(GUILD) == []


async def test_a_server_keeps_only_so_many(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PER_GUILD", 2)
    for number in (2, 3):
        await memory.approve(GUILD, f"line {number}", "en", "zh-CN", f"第 {number} 行", MODERATOR)
    with pytest.raises(UserError):
        await memory.approve(GUILD, "line 4", "en", "zh-CN", "第 4 行", MODERATOR)
    assert said(memory, "line 4") is None
    await memory.approve(GUILD, "line 2", "en", "zh-CN", "二", MODERATOR)
    assert said(memory, "line 2") == "二"


async def test_approved_texts_are_the_first_examples(memory: Memory) -> None:
    await memory.approve(GUILD, "how much is your rent", "en", "zh-CN", "房租几多", MODERATOR)
    assert memory.examples("how much is your rent now", "en", "zh-CN", GUILD)[0] == (
        "how much is your rent",
        "房租几多",
    )
    assert memory.examples("how much is your rent now", "en", "zh-CN", OTHER)[0][1] == "你们房租多少钱？"


async def test_without_a_database_nothing_can_be_approved() -> None:
    memory = Memory(None, ManualClock(), to_simplified, to_traditional, starter())
    await memory.load()
    with pytest.raises(RuntimeError):
        await memory.approve(GUILD, "hi", "en", "zh-CN", "嗨", MODERATOR)
