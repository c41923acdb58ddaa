"""The panel for rules: all of them at a glance, each a choice away, and everything done where one is."""

from typing import Any

import pytest
import pytest_asyncio

from bot.i18n import LOCALES
from bot.rules.book import RuleText
from bot.sandbox import Upload
from tests.e2e.ruling import (
    ADS,
    ALL,
    APPROVE,
    BRING_BACK,
    CATS,
    EDIT,
    NO_POLITICS,
    REMOVE,
    answer,
    book,
    filled,
    labels,
    names,
    pressed,
    wrote,
)
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
WRITE, FILES, UP, DOWN = "写一条规则", "存成文件", "往上", "往下"


@pytest_asyncio.fixture
async def hotpot(quiet: Town) -> Town:
    quiet.google.answer = answer
    return quiet


async def opened(place: Town) -> Any:
    panel = await place.lin.slash(place.general, "redbridge rules panel").answered()
    assert panel.ephemeral
    return panel


def offered(panel: Any) -> list[str]:
    """The rules in the menu."""
    menu = next(part for row in panel.message.components for part in row["components"] if "options" in part)
    return [each["label"] for each in menu["options"]]


async def choose(place: Town, panel: Any, label: str) -> None:
    place.lin.choose(panel.message, [label], "rulebook:1:rule")
    await place.idle()


async def test_a_book_is_begun_written_and_read_without_leaving_the_panel(hotpot: Town) -> None:
    async with hotpot.bot():
        panel = await opened(hotpot)
        assert panel.text.splitlines() == ["**规则**", "- 还没有规则。选一份现成的，或者自己写。"]
        await filled(hotpot, hotpot.lin, hotpot.lin.press(panel.message, WRITE), en=NO_POLITICS)
        assert "**规则 1**" in panel.text
        assert labels(panel.message) == [EDIT, APPROVE, REMOVE, ALL]
        await pressed(hotpot, hotpot.lin, panel, ALL)
        assert panel.text.splitlines() == [
            "**规则**",
            "- 共 1 条。选一条，可以看它的各种语言，修改、移动或移除。",
            "**1.** 不聊政治 🤖",
            "-# 带 🤖 的有机器翻译，还没人看过。",
        ]
        assert offered(panel) == ["1. 不聊政治"]
    async with hotpot.bot():  # all of it survives a restart
        await choose(hotpot, panel, "1. 不聊政治")
        await pressed(hotpot, hotpot.lin, panel, APPROVE)
        await pressed(hotpot, hotpot.lin, panel, ALL)
        assert "🤖" not in panel.text


async def test_an_empty_book_offers_ours(hotpot: Town) -> None:
    async with hotpot.bot():
        panel = await opened(hotpot)
        hotpot.lin.choose(panel.message, ["friends"], "rulebook:1:begin")
        await hotpot.idle()
        assert offered(panel)[0].startswith("1. ")
        assert len(await names(hotpot)) == len(offered(panel))


async def test_a_rule_is_moved_removed_and_brought_back_where_it_is_read(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (NO_POLITICS, CATS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        panel = await opened(hotpot)
        await choose(hotpot, panel, "3. 请不要打广告")
        assert UP in labels(panel.message)
        assert DOWN not in labels(panel.message)
        await pressed(hotpot, hotpot.lin, panel, UP)
        assert await names(hotpot) == ["No politics", "No ads", "Cats first"]
        await pressed(hotpot, hotpot.lin, panel, REMOVE)
        assert await names(hotpot) == ["No politics", "Cats first"]
        assert labels(panel.message) == [BRING_BACK, ALL]
        await pressed(hotpot, hotpot.lin, panel, BRING_BACK)
        assert await names(hotpot) == ["No politics", "No ads", "Cats first"]
        await pressed(hotpot, hotpot.lin, panel, DOWN)
        assert await names(hotpot) == ["No politics", "Cats first", "No ads"]


async def test_what_was_removed_long_ago_or_by_a_file_is_brought_back(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (NO_POLITICS, CATS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        panel = await opened(hotpot)
        hotpot.lin.choose(panel.message, ["removed"], "rulebook:2:screen")
        await hotpot.idle()
        assert panel.text.splitlines() == ["**移除了的规则**", "- 没有。"]
        file = Upload("ours.md", ADS.replace("No ads", "1. **No ads**").encode())
        shown = await hotpot.lin.slash(hotpot.general, "redbridge rules import", file=file).answered()
        await pressed(hotpot, hotpot.lin, shown, "照做")
        assert await names(hotpot) == ["No ads"]
    async with hotpot.bot():
        hotpot.lin.choose(panel.message, ["removed"], "rulebook:2:screen")
        await hotpot.idle()
        assert panel.text.splitlines()[2:] == ["- 先晒猫", "- 不聊政治"]
        choice = hotpot.lin.choose(panel.message, ["不聊政治"], "rulebook:1:revive")
        await hotpot.idle()
        assert "**规则 2**" in panel.text
        assert await names(hotpot) == ["No ads", "No politics"]
        assert not choice.followups
        again = await opened(hotpot)
        hotpot.lin.choose(again.message, ["removed"], "rulebook:2:screen")
        await hotpot.idle()
        hotpot.lin.take(hotpot.guild.role("moderators"))
        refusal = await hotpot.lin.choose(again.message, ["先晒猫"], "rulebook:1:revive").answered()
        assert "管理服务器" in refusal.text
        assert await names(hotpot) == ["No ads", "No politics"]


async def test_a_long_book_has_pages_in_the_panel_too(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        texts = {locale: RuleText("*" * 80, "Text.") for locale in LOCALES}
        for _ in range(50):
            await app.services.rules.add(hotpot.guild.id, texts, hotpot.lin.id)
        panel = await opened(hotpot)
        assert len(panel.text) <= 2000
        assert len(offered(panel)) == 25
        await pressed(hotpot, hotpot.lin, panel, "下一页")
        assert [label.partition(".")[0] for label in offered(panel)] == [str(n) for n in range(26, 51)]
        assert "下一页" not in labels(panel.message)
        await pressed(hotpot, hotpot.lin, panel, "上一页")
        assert offered(panel)[0].startswith("1.")


async def test_the_files_are_a_press_away(hotpot: Town) -> None:
    async with hotpot.bot():
        await wrote(hotpot, hotpot.lin, en=ADS)
        panel = await opened(hotpot)
        handed = await hotpot.lin.press(panel.message, FILES).answered()
        assert [each.filename for each in handed.message.attachments] == ["redbridge-rules.json", "redbridge-rules.md"]


async def test_a_rule_that_is_gone_is_said_to_be(hotpot: Town) -> None:
    async with hotpot.bot() as app:
        await wrote(hotpot, hotpot.lin, en=ADS)
        panel, (rule,) = await opened(hotpot), (await book(hotpot)).rules
        await app.services.rules.remove(hotpot.guild.id, rule.rule_id, hotpot.lin.id)
        choice = hotpot.lin.choose(panel.message, ["1. 请不要打广告"], "rulebook:1:rule")
        await hotpot.idle()
        assert "这条规则已经不在了" in choice.followups[-1].content


async def test_each_press_asks_whether_one_may(hotpot: Town) -> None:
    async with hotpot.bot():
        for text in (NO_POLITICS, ADS):
            await wrote(hotpot, hotpot.lin, en=text)
        panel, card = await opened(hotpot), await opened(hotpot)
        await choose(hotpot, card, "1. 不聊政治")
        hotpot.lin.take(hotpot.guild.role("moderators"))
        presses = [(panel, label) for label in (WRITE, FILES)] + [(card, label) for label in (DOWN, REMOVE, ALL)]
        for shown, label in presses:
            assert "管理服务器" in (await hotpot.lin.press(shown.message, label).answered()).text, label
        for values, menu in ((["1. 不聊政治"], "rulebook:1:rule"), (["book"], "rulebook:2:screen")):
            assert "管理服务器" in (await hotpot.lin.choose(panel.message, values, menu).answered()).text
        assert await names(hotpot) == ["No politics", "No ads"]
