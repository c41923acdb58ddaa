"""A rule book goes home as files and comes along: looked at first, then in the book, in one go or not at all."""

import json
from typing import Any

import pytest
import pytest_asyncio

from bot.i18n import LOCALES
from bot.rules.book import MOST_RULES, RuleText
from bot.sandbox import Upload
from tests.e2e.ruling import ADS, CATS, NO_POLITICS, answer, book, labels, log, names, pressed, wrote
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
DO, ADD, LEAVE = "照做", "只加新的", "先不动"
FILE = "rules.md"
FUN = "Please don't bring politics here, we want to have fun."
LIST = f"Our rules\n\n1. **No politics**: {FUN}\n2. **No ads**\n   Ask a moderator before you sell something here.\n"


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


async def brought(place: Town, data: str | bytes, name: str = FILE, who: Any = None) -> Any:
    content = data.encode() if isinstance(data, str) else data
    asked = (who or place.lin).slash(place.general, "redbridge rules import", file=Upload(name, content))
    found = await asked.answered()
    assert found.ephemeral
    return found


async def taken_home(who: Any, channel: Any) -> dict[str, bytes]:
    found = await who.slash(channel, "redbridge rules export").answered()
    assert found.ephemeral
    return {each.filename.rpartition(".")[2]: bytes(each.data) for each in found.message.attachments}


async def refusal(place: Town, shown: Any, label: str = DO, who: Any = None) -> str:
    press = (who or place.lin).press(shown.message, label)
    await place.idle()
    return str(press.followups[-1].content if press.followups else (await press.answered()).text)


async def test_a_list_becomes_a_rule_book_after_it_was_looked_at(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, LIST)
        assert shown.text.splitlines() == [
            f"现在什么都没改：**{FILE}** 会带来这些变化。",
            "新增：2 · 更改：0 · 去掉：0",
            "🆕 **1. No politics**",
            "🆕 **2. No ads**",
            "🤖 没有人写的部分由机器翻译，带着标记，等管理员认可。",
            "这些行不属于任何规则，不会带进来：",
            "> Our rules",
        ]
        assert labels(shown.message) == [DO, LEAVE]
        assert await names(hotpot) == []
        assert hotpot.google.asked == []
        await pressed(hotpot, hotpot.lin, shown, DO)
        assert shown.text.splitlines()[0] == f"**{FILE}** 读完了，规则都在了。"
        assert labels(shown.message) == []
        assert await names(hotpot) == ["No politics", "No ads"]
        assert (await names(hotpot, "zh-CN"))[0] == "不聊政治"
        rules = (await book(hotpot)).rules
        assert [[rule.texts[each].is_machine for each in LOCALES] for rule in rules] == [[False, True, True]] * 2
        assert f"{FILE}：+2 \\~0 -0" in await log(hotpot)


async def test_a_chinese_list_becomes_one_too(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, "一、不聊政治\n请别在这里聊政治，大家是来开心的。\n", "规则.txt")
        await pressed(hotpot, hotpot.lin, shown, DO)
        assert await names(hotpot) == ["No politics"]
        assert await names(hotpot, "zh-TW") == ["不聊政治"]


async def test_both_files_of_a_book_change_nothing_in_it(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (NO_POLITICS, CATS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        before, files = await book(hotpot), await taken_home(hotpot.lin, hotpot.general)
        assert list(files) == ["json", "md"]
        for kind, data in files.items():
            shown = await brought(hotpot, data, f"ours.{kind}")
            assert shown.text == f"**ours.{kind}** 读过了，里面没有要改的。"
            assert labels(shown.message) == []
        assert await book(hotpot) == before


async def test_another_server_gets_the_same_book_from_either_file(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        for text in (NO_POLITICS, CATS):
            await wrote(hotpot, hotpot.lin, en=text)
        ours, files = await book(hotpot), await taken_home(hotpot.lin, hotpot.general)
        for number, (kind, data) in enumerate(files.items()):
            other = hotpot.sandbox.add_guild(f"Noodle Club {number}")
            mods = other.add_role("moderators", permissions=("manage_guild",))
            boss, desk = other.add_member("Boss", locale="en-US", roles=(mods,)), other.add_channel("desk")
            await hotpot.idle()
            await app.services.members.learn(boss.id, "en")
            asked = boss.slash(desk, "redbridge rules import", file=Upload(f"theirs.{kind}", data))
            await boss.press((await asked.answered()).message, "Do it").acknowledgement()
            await hotpot.idle()
            theirs = await app.services.rules.book(other.id)
            assert [rule.texts for rule in theirs.rules] == [rule.texts for rule in ours.rules]


async def test_a_file_takes_the_place_of_the_book_and_the_same_rules_stay_the_same(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (CATS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        cats, ads = (await book(hotpot)).rules
        shown = await brought(
            hotpot,
            f"1. No politics: {FUN}\n2. No ads: Ask a moderator first.\n",
        )
        assert shown.text.splitlines()[1:5] == [
            "新增：1 · 更改：1 · 去掉：1",
            "🆕 **1. No politics**",
            "✏️ **2. No ads** (English, 简体中文, 繁體中文)",
            "🗑️ **1. 先晒猫**",
        ]
        (file,) = shown.message.attachments
        assert "- Ask a moderator before you sell something here.\n+ No ads" in file.data.decode()
        assert labels(shown.message) == [DO, ADD, LEAVE]
        await pressed(hotpot, hotpot.lin, shown, DO)
        now = (await book(hotpot)).rules
        assert [rule.texts["en"].name for rule in now] == ["No politics", "No ads"]
        assert now[1].rule_id == ads.rule_id
        assert now[1].texts["zh-CN"] == RuleText("请不要打广告", "先问管理员。", is_machine=True)
        app = hotpot.running
        back = await app.services.rules.restore(hotpot.guild.id, cats.rule_id, 0, hotpot.lin.id)
        assert back.texts == cats.texts


async def test_what_is_new_alone_can_be_added(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (CATS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        before = (await book(hotpot)).rules
        shown = await brought(
            hotpot,
            f"- No ads: Quite another text.\n- No politics: {FUN}\n",
        )
        await pressed(hotpot, hotpot.lin, shown, ADD)
        assert await names(hotpot) == ["Cats first", "No ads", "No politics"]
        assert (await book(hotpot)).rules[:2] == before
        assert "+1 \\~0 -0" in await log(hotpot)


async def test_what_is_left_is_left(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, LIST)
        await pressed(hotpot, hotpot.lin, shown, LEAVE)
        assert shown.text == f"好，先不用 **{FILE}**，什么都没改。"
        assert await names(hotpot) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rules.pdf", b"%PDF", "its name must end in .json"),
        ("rules.md", b"Just be nice.", "There is no list in this file"),
        ("rules.md", b"\x89PNG\r\n\x1a\n\x00\x00", "not in UTF-8"),
        ("rules.md", "1. Будьте добры друг к другу, пожалуйста".encode(), "`line 1`: This is in neither English nor"),
        ("rules.json", b'{"format": "redbridge.onboarding", "version": 1}', "This is no rule book"),
        ("rules.json", b'{"format": "redbridge.rules", "version": 2}', "newer RedBridge"),
        ("rules.json", b'{"format": "redbridge.rules", "version": 1, "rules": [{"en": {"name": "x"}}]}', "rules.0.en"),
        (
            "rules.json",
            b'{"format": "redbridge.rules", "version": 1, "rules": [{"`a\\n# b": 1}]}',
            "`rules.0.′a # b`: RedBridge doesn't know this entry",
        ),
        ("rules.md", ("1. Be kind: " + "x" * 900).encode(), "the text has 900 characters"),
        ("rules.md", "".join(f"{n}. Be kind\n" for n in range(1, 60)).encode(), f"{MOST_RULES} is the most"),
        ("rules.md", b"1. x" * 600_000, "is too large"),
    ],
)
async def test_what_is_no_rule_book_is_refused_in_both_languages(
    hotpot: Town, name: str, data: bytes, words: str
) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, data, name)
        chinese, english = shown.text.partition("\n-# ")[::2]
        assert words in english
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
        assert labels(shown.message) == []
        assert await names(hotpot) == []


async def test_much_that_is_wrong_is_listed_in_a_file(hotpot: Town) -> None:
    rules = [{"en": {"name": "", "text": "x"}} for _ in range(40)]
    data = json.dumps({"format": "redbridge.rules", "version": 1, "rules": rules}).encode()
    async with hotpot.bot():
        shown = await brought(hotpot, data, "rules.json")
        assert len(shown.text) <= 2000
        (file,) = shown.message.attachments
        assert file.data.decode().count("rules.39") == 2


async def test_what_was_changed_meanwhile_is_shown_anew_and_done_only_then(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, LIST)
        await wrote(hotpot, hotpot.lin, en=CATS)
        await pressed(hotpot, hotpot.lin, shown, DO)
        assert "刚才有人改了规则" in shown.text.splitlines()[0]
        assert shown.text.splitlines()[1] == "新增：2 · 更改：0 · 去掉：1"
        assert await names(hotpot) == ["Cats first"]
        await pressed(hotpot, hotpot.lin, shown, DO)
        assert await names(hotpot) == ["No politics", "No ads"]


async def test_without_a_translation_service_nothing_is_done_and_the_file_can_be_tried_again(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, LIST)
        hotpot.google.fail("500")
        assert "什么都没改" in await refusal(hotpot, shown)
        assert await names(hotpot) == []
        assert labels(shown.message) == [DO, LEAVE]
        hotpot.google.recover()
        hotpot.clock.advance(60)
        await pressed(hotpot, hotpot.lin, shown, DO)
        assert await names(hotpot) == ["No politics", "No ads"]


async def test_a_file_is_for_whoever_brought_it_and_for_a_quarter_of_an_hour(hotpot: Town) -> None:
    mo = hotpot.guild.add_member("Mo", locale="zh-CN", roles=(hotpot.guild.role("moderators"),))
    async with hotpot.bot() as app:
        await app.services.members.learn(mo.id, "zh-CN")
        shown, others = await brought(hotpot, LIST), await brought(hotpot, LIST, who=mo)
        others.message.components = shown.message.components
        assert "把文件再发一次" in await refusal(hotpot, others, who=mo)
        hotpot.clock.advance(15 * 60)
        assert "把文件再发一次" in await refusal(hotpot, shown)
        shown = await brought(hotpot, LIST)
        hotpot.lin.take(hotpot.guild.role("moderators"))
        assert "管理服务器" in await refusal(hotpot, shown)
        assert await names(hotpot) == []


async def test_who_comes_back_after_a_restart_sends_the_file_again(hotpot: Town) -> None:
    async with hotpot.bot():
        shown = await brought(hotpot, LIST)
    async with hotpot.bot():
        assert "把文件再发一次" in await refusal(hotpot, shown)
        assert await names(hotpot) == []


async def test_an_empty_book_has_nothing_to_take_home(hotpot: Town) -> None:
    async with hotpot.bot():
        found = await hotpot.lin.slash(hotpot.general, "redbridge rules export").answered()
        assert "还没有规则" in found.text
        assert not found.message.attachments
        for command in ("export", "import", "add", "move", "remove", "edit"):
            with pytest.raises(Exception, match="redbridge"):
                hotpot.amy.slash(hotpot.general, f"redbridge rules {command}")
