"""Journeys of a server's own: what moderators change in the panel, and what newcomers see of it."""

import asyncio
from typing import Any

import pytest

from bot.onboarding.texts import Entry
from tests.e2e.test_tour import opened, pressed, title
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


def labels(message: Any) -> list[str]:
    return [item["label"] for row in message.components for item in row["components"] if "label" in item]


async def screen(place: Town, key: str, who: Any = None) -> Any:
    """A page of the panel, as a moderator sees it."""
    who = who or place.lin
    panel = await who.slash(place.general, "redbridge onboarding panel").answered()
    who.choose(panel.message, [key], "onboard:2:screen")
    await place.idle()
    return panel


async def cards_of(place: Town, panel: Any, key: str) -> None:
    place.lin.choose(panel.message, [key], "journeys:1:choose:")
    await place.idle()
    await pressed(place, place.lin, panel, "里面的卡片")


async def chosen(place: Town, panel: Any, journey: str, key: str) -> None:
    place.lin.choose(panel.message, [key], f"journeys:1:choose:{journey}")
    await place.idle()


async def write(place: Town, panel: Any, label: str, **fields: str) -> Any:
    """Fill in the form that a button opens: English, 简体中文, 繁體中文."""
    form = place.lin.press(panel.message, label)
    await form.answered()
    names = {"en": "English", "zh": "简体中文", "tw": "繁體中文"}
    sent = place.lin.submit(form, {names[each]: text for each, text in fields.items()})
    await place.idle()
    return sent


async def walk(place: Town, who: Any, journey: str) -> list[str]:
    """The titles of all cards of a journey, from the first one to Done."""
    tour = await opened(place, who)
    another, following, done = (
        ("Another tour", "Next", "Done") if who is place.amy else ("换一份导览", "下一张", "看完了")
    )
    if another in labels(tour.message):
        await pressed(place, who, tour, another)
    await pressed(place, who, tour, journey)
    seen = [title(tour.message)]
    while following in labels(tour.message):
        await pressed(place, who, tour, following)
        seen.append(title(tour.message))
    await pressed(place, who, tour, done)
    return seen


async def log(place: Town) -> str:
    return (await place.lin.slash(place.general, "redbridge log").answered()).text


def given(place: Town, role: Any) -> int:
    """How often the bot asked Discord to give a role."""
    return sum(each.method == "PUT" and each.path.endswith(f"/roles/{role.id}") for each in place.sandbox.traffic)


async def test_cards_are_reordered_hidden_and_brought_back(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        await cards_of(quiet, panel, "looking")
        await pressed(quiet, quiet.lin, panel, "下移")
        await pressed(quiet, quiet.lin, panel, "下移")
        assert await walk(quiet, quiet.amy, "Just looking") == ["Be easy", "How people talk here"]
        assert await walk(quiet, quiet.yu, "随便看看") == ["放轻松", "大家在这里怎么聊"]
        await pressed(quiet, quiet.lin, panel, "隐藏")
        assert "▸ 大家在这里怎么聊 · 已隐藏" in panel.text
        assert await walk(quiet, quiet.amy, "Just looking") == ["Be easy"]
        await pressed(quiet, quiet.lin, panel, "显示")
        await pressed(quiet, quiet.lin, panel, "上移")
        await pressed(quiet, quiet.lin, panel, "上移")
        await pressed(quiet, quiet.lin, panel, "上移")
        assert await walk(quiet, quiet.amy, "Just looking") == ["How people talk here", "Be easy"]
        said = await log(quiet)
        assert said.count("step:looking:here") == 6


async def test_a_card_of_the_servers_own_is_added_read_in_all_languages_and_removed(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        await cards_of(quiet, panel, "looking")
        await write(
            quiet, panel, "新增卡片", en="Say hi\nIn {server}, wave first.", zh="打个招呼\n先在 {server} 挥挥手。"
        )
        await pressed(quiet, quiet.lin, panel, "回到面板")
        assert "▸ 打个招呼 · 本服务器自己的 · 🤖 机器翻译" in panel.text
        assert "> 先在 Hotpot Club 挥挥手。" in panel.text
        assert "彻底删除" not in labels(panel.message)
        assert (await walk(quiet, quiet.amy, "Just looking"))[-1] == "Say hi"
        assert (await walk(quiet, quiet.yu, "随便看看"))[-1] == "打个招呼"
        await pressed(quiet, quiet.lin, panel, "隐藏")
        await pressed(quiet, quiet.lin, panel, "彻底删除")
        assert "打个招呼" not in panel.text
        assert (await walk(quiet, quiet.amy, "Just looking"))[-1] == "Be easy"
        assert "Say hi" in await log(quiet)


async def test_a_tour_of_the_servers_own_is_offered_once_it_has_a_card_and_goes_again(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        await write(quiet, panel, "新增导览", en="I play mahjong\nFor the Sunday table", zh="打麻将的\n星期天那一桌")
        await pressed(quiet, quiet.lin, panel, "回到面板")
        assert "▸ **打麻将的** · 0 张卡片 · 还不会出现" in panel.text
        assert "I play mahjong" not in labels((await opened(quiet, quiet.amy)).message)
        await pressed(quiet, quiet.lin, panel, "里面的卡片")
        await write(quiet, panel, "新增卡片", en="Sundays\nWe play at eight.", zh="星期天\n八点开打。")
        assert await walk(quiet, quiet.amy, "I play mahjong") == ["Sundays"]
        tour = await opened(quiet, quiet.amy)
        assert title(tour.message) == "Sundays"
        await pressed(quiet, quiet.lin, panel, "回到面板")
        await pressed(quiet, quiet.lin, panel, "全部导览")
        await pressed(quiet, quiet.lin, panel, "隐藏")
        await pressed(quiet, quiet.lin, panel, "彻底删除")
        assert "打麻将的" not in panel.text
        # Whoever stands in it is asked anew, and their old buttons lead to what there is.
        later = await opened(quiet, quiet.amy)
        assert later.message.content.startswith("The tour that you took is no longer here. These are:")
        assert labels(later.message) == ["I come from TikTok", "I live on RedNote", "Just looking"]
        await pressed(quiet, quiet.amy, tour, "Done")
        assert labels(tour.message) == ["I come from TikTok", "I live on RedNote", "Just looking"]


async def test_a_default_tour_is_hidden_and_brought_back_and_the_last_one_stays(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        for key in ("refugee", "rednote"):
            quiet.lin.choose(panel.message, [key], "journeys:1:choose:")
            await quiet.idle()
            await pressed(quiet, quiet.lin, panel, "隐藏")
        assert labels((await opened(quiet, quiet.amy)).message) == ["Just looking"]
        quiet.lin.choose(panel.message, ["looking"], "journeys:1:choose:")
        await quiet.idle()
        refused = quiet.lin.press(panel.message, "隐藏")
        await quiet.idle()
        assert "至少要留一份导览" in refused.followups[-1].content
        quiet.lin.choose(panel.message, ["rednote"], "journeys:1:choose:")
        await quiet.idle()
        await pressed(quiet, quiet.lin, panel, "显示")
        assert labels((await opened(quiet, quiet.amy)).message) == ["I live on RedNote", "Just looking"]


async def test_the_last_card_that_everybody_sees_stays(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        await cards_of(quiet, panel, "looking")
        await pressed(quiet, quiet.lin, panel, "隐藏")
        await chosen(quiet, panel, "looking", "manners")
        refused = quiet.lin.press(panel.message, "隐藏")
        await quiet.idle()
        assert "至少要留一张人人都看得到的卡片" in refused.followups[-1].content
        assert await walk(quiet, quiet.amy, "Just looking") == ["Be easy"]


async def test_default_words_and_tips_are_overridden_and_given_back(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet, "journeys")
        await cards_of(quiet, panel, "looking")
        await chosen(quiet, panel, "looking", "manners")
        await pressed(quiet, quiet.lin, panel, "编辑")
        await write(
            quiet, panel, "编辑", en="Take it slow\nNobody counts.", zh="慢慢来\n没人在数。", tw="慢慢來\n沒人在數。"
        )
        assert (await walk(quiet, quiet.amy, "Just looking"))[-1] == "Take it slow"
        assert (await walk(quiet, quiet.yu, "随便看看"))[-1] == "慢慢来"
        await pressed(quiet, quiet.lin, panel, "换回红桥的文字")
        assert (await walk(quiet, quiet.amy, "Just looking"))[-1] == "Be easy"
        await pressed(quiet, quiet.lin, panel, "回到面板")
        await pressed(quiet, quiet.lin, panel, "全部导览")
        await pressed(quiet, quiet.lin, panel, "里面的小提示")
        quiet.lin.choose(panel.message, ["lurking"], "journeys:1:tip:looking")
        await quiet.idle()
        await write(quiet, panel, "编辑", en="Reading along is fine.", zh="潜水也行。", tw="潛水也行。")
        tips = [await app.services.journeys.tips(quiet.guild.id, each, "looking") for each in ("en", "zh-CN", "zh-TW")]
        assert [each[0].text for each in tips] == ["Reading along is fine.", "潜水也行。", "潛水也行。"]


async def test_roles_are_given_once_for_a_card_and_for_a_tour(quiet: Town) -> None:
    greeter, settled = quiet.guild.add_role("Greeter"), quiet.guild.add_role("Settled")
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        quiet.lin.choose(panel.message, ["looking"], "journeys:1:choose:")
        await quiet.idle()
        quiet.lin.choose(panel.message, [settled], "journeys:1:role:looking:")
        await quiet.idle()
        assert f"看完的人会得到 <@&{settled.id}>。" in panel.text
        await pressed(quiet, quiet.lin, panel, "里面的卡片")
        quiet.lin.choose(panel.message, [greeter], "journeys:1:role:looking:here")
        await quiet.idle()
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "Just looking")
        assert not {greeter.id, settled.id} & set(quiet.amy.roles)
        await pressed(quiet, quiet.amy, tour, "Next")
        assert {greeter.id, settled.id} & set(quiet.amy.roles) == {greeter.id}
        await pressed(quiet, quiet.amy, tour, "Done")
        assert {greeter.id, settled.id} <= set(quiet.amy.roles)
        await walk(quiet, quiet.amy, "Just looking")
        assert (given(quiet, greeter), given(quiet, settled)) == (1, 1)
        assert f"<@&{greeter.id}>" in await log(quiet)


async def test_a_role_above_the_bots_is_refused_and_one_that_rose_later_is_pointed_out(quiet: Town) -> None:
    role = quiet.guild.add_role("Settled")
    async with quiet.bot() as app:
        quiet.guild.move_role(role, 9)
        await quiet.idle()
        panel = await screen(quiet, "journeys")
        refused = await quiet.lin.choose(panel.message, [role], "journeys:1:role:refugee:").answered()
        assert "什么都没改" in refused.text
        assert (await app.services.journeys.all(quiet.guild.id, "en"))[0].role_id is None
        quiet.guild.move_role(role, 1)
        await quiet.idle()
        quiet.lin.choose(panel.message, [role], "journeys:1:role:refugee:")
        await quiet.idle()
        assert "⚠️" not in panel.text
        quiet.guild.move_role(role, 9)
        await quiet.idle()
        assert "⚠️" in (await screen(quiet, "journeys")).text
        # The tour ends well for its reader all the same.
        assert len(await walk(quiet, quiet.amy, "I come from TikTok")) == 6
        assert role.id not in quiet.amy.roles


async def test_a_card_that_was_taken_out_while_somebody_stood_at_it_gives_way_to_the_next(quiet: Town) -> None:
    async with quiet.bot():
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "Just looking")
        await pressed(quiet, quiet.amy, tour, "Next")
        panel = await screen(quiet, "steps")
        await pressed(quiet, quiet.lin, panel, "全部导览")
        await cards_of(quiet, panel, "looking")
        await chosen(quiet, panel, "looking", "manners")
        await pressed(quiet, quiet.lin, panel, "隐藏")
        later = await opened(quiet, quiet.amy)
        assert title(later.message) == "How people talk here"
        assert later.message.content.startswith("-# ● 1 / 1")
        await pressed(quiet, quiet.amy, tour, "Back")
        assert title(tour.message) == "How people talk here"


async def test_two_moderators_who_add_at_once_write_two_cards(quiet: Town) -> None:
    kim = quiet.guild.add_member("Kim", locale="en-US", roles=(quiet.guild.role("moderators"),))
    async with quiet.bot():
        await kim.slash(quiet.general, "tips").answered()
        panel = await screen(quiet, "steps")
        theirs = await screen(quiet, "steps", kim)
        forms = [quiet.lin.press(panel.message, "新增卡片"), kim.press(theirs.message, "Add a card")]
        await asyncio.gather(*(form.answered() for form in forms))
        texts = [{"English": f"Card {n}\nText", "简体中文": f"卡片 {n}\n文字"} for n in (1, 2)]
        quiet.lin.submit(forms[0], texts[0])
        kim.submit(forms[1], texts[1])
        await quiet.idle()
        assert set((await walk(quiet, quiet.amy, "I come from TikTok"))[-2:]) == {"Card 1", "Card 2"}


async def test_what_somebody_else_removed_meanwhile_is_said_to_be_gone(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet, "journeys")
        await cards_of(quiet, panel, "looking")
        await write(quiet, panel, "新增卡片", en="Say hi\nWave.", zh="打个招呼\n挥手。")
        await pressed(quiet, quiet.lin, panel, "回到面板")
        await pressed(quiet, quiet.lin, panel, "隐藏")
        await app.services.texts.reset(quiet.guild.id, "step:looking:own-1", quiet.lin.id)
        refused = quiet.lin.press(panel.message, "彻底删除")
        await quiet.idle()
        assert "刚刚被人删掉了" in refused.followups[-1].content


async def test_who_is_no_moderator_any_more_changes_nothing(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet, "journeys")
        quiet.lin.take(quiet.guild.role("moderators"))
        before = await app.services.journeys.all(quiet.guild.id, "en")
        for label in ("隐藏", "下移", "新增导览", "编辑"):
            refused = quiet.lin.press(panel.message, label)
            await quiet.idle()
            assert "管理服务器" in (await refused.answered()).text
        refused = await quiet.lin.choose(panel.message, ["looking"], "journeys:1:choose:").answered()
        assert "管理服务器" in refused.text
        assert await app.services.journeys.all(quiet.guild.id, "en") == before


async def test_words_that_cannot_be_used_are_refused_and_nothing_is_half_stored(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await screen(quiet, "steps")
        sent = await write(quiet, panel, "新增卡片", en="Only a title", zh="只有标题")
        assert "标题" in sent.followups[-1].content
        sent = await write(quiet, panel, "新增卡片", en="Hi\nCome to {city}", zh="你好\n来 {city}")
        assert "{city}" in sent.followups[-1].content
        assert await app.services.texts.own(quiet.guild.id) == {}


async def test_there_is_no_room_for_a_sixth_tour_and_a_twenty_first_card(quiet: Town) -> None:
    async with quiet.bot() as app:
        texts, guild_id = app.services.texts, quiet.guild.id
        said = Entry("*" * 80, "{rules} " * 60, is_machine=True)
        entry = dict.fromkeys(("en", "zh-CN", "zh-TW"), said)
        for number in (1, 2):
            heading = dict.fromkeys(entry, Entry("*" * 80, "Text"))
            await texts.put(guild_id, f"journey:own-{number}", heading, quiet.lin.id)
        for number in range(12):
            await texts.put(guild_id, f"step:refugee:own-{number + 1}", entry, quiet.lin.id)
        panel = await screen(quiet, "journeys")
        assert "再多就放不下了" in (await quiet.lin.press(panel.message, "新增导览").answered()).text
        await pressed(quiet, quiet.lin, panel, "里面的卡片")
        await chosen(quiet, panel, "refugee", "own-12")
        assert "> {rules}" in panel.text
        assert len(panel.text) <= 2000
        assert "已经有 20 张卡片" in (await quiet.lin.press(panel.message, "新增卡片").answered()).text


async def test_buttons_work_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet, "journeys")
        await cards_of(quiet, panel, "looking")
    async with quiet.bot():
        await pressed(quiet, quiet.lin, panel, "下移")
        await chosen(quiet, panel, "looking", "manners")
        await pressed(quiet, quiet.lin, panel, "上移")
        assert (await walk(quiet, quiet.amy, "Just looking"))[0] == "Be easy"
