"""Where the rules stand, how, and where moderators see reminders: decided and done in the panel."""

from typing import Any

import pytest

from bot.i18n import LOCALES
from bot.rules.book import RuleText
from bot.store.rule_settings import RuleSetting
from tests.e2e.ruling import labels, log, pressed
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
PUBLISH, AGAIN, TOGETHER, APART, NOWHERE = "发布", "发布，请大家重新同意", "并排放", "每种语言一条", "哪里都不显示"


async def opened(place: Town, screen: str) -> Any:
    panel = await place.lin.slash(place.general, "redbridge rules panel").answered()
    place.lin.choose(panel.message, [screen], "rulebook:2:screen")
    await place.idle()
    return panel


async def setting(place: Town) -> RuleSetting:
    return await place.running.services.rule_settings.of(place.guild.id)


async def choose(place: Town, panel: Any, values: list[Any], menu: str) -> Any:
    choice = place.lin.choose(panel.message, values, f"rulebook:1:{menu}")
    await place.idle()
    return choice


async def begun(place: Town, *, is_machine: bool = False) -> None:
    texts = {each: RuleText(f"Cats {each}", "Post one.", is_machine=is_machine and each != "en") for each in LOCALES}
    await place.running.services.rules.add(place.guild.id, texts, place.lin.id)


async def test_rules_are_published_from_the_panel(quiet: Town) -> None:
    rules = quiet.guild.add_channel("rules")
    async with quiet.bot():
        await begun(quiet)
        panel = await opened(quiet, "publish")
        assert panel.text.splitlines() == [
            "**规则放在哪里**",
            "- 还没发布。在下面选一个频道，再发布。",
            "- 每种语言一条消息。",
        ]
        assert PUBLISH not in labels(panel.message)
        await choose(quiet, panel, [rules], "in:publish")
        assert panel.text.splitlines()[1] == f"- 还没发布，已经选好 <#{rules.id}>。"
        await pressed(quiet, quiet.lin, panel, TOGETHER)
        assert panel.text.splitlines()[2] == "- 两种语言并排放，一条一条对着。"
    async with quiet.bot():  # all of it survives a restart
        published = quiet.lin.press(panel.message, PUBLISH)
        await quiet.idle()
        assert (await published.answered()).ephemeral
        (post,) = rules.messages
        assert "Cats en" in post.content
        assert "Cats zh-CN" in post.content
        await pressed(quiet, quiet.lin, panel, APART)
        assert f"<#{rules.id}>：第 1 版" in panel.text
        quiet.lin.press(panel.message, AGAIN)
        await quiet.idle()
        assert sum("Post one." in post.content for post in rules.messages) == 2
        version = await quiet.running.services.publishing.latest(quiet.guild.id)
        assert version
        assert version.heading.is_important
        assert f"<#{rules.id}>" in await log(quiet)


async def test_what_nobody_has_looked_at_is_not_published(quiet: Town) -> None:
    rules = quiet.guild.add_channel("rules")
    async with quiet.bot():
        await begun(quiet, is_machine=True)
        panel = await opened(quiet, "publish")
        await choose(quiet, panel, [rules], "in:publish")
        refusal = quiet.lin.press(panel.message, PUBLISH)
        await quiet.idle()
        assert "还没人看过" in (await refusal.answered()).text
        assert rules.messages == []


async def test_a_channel_in_which_redbridge_may_not_write_is_refused_and_a_lost_one_is_told(quiet: Town) -> None:
    rules, other = quiet.guild.add_channel("rules"), quiet.guild.add_channel("other")
    async with quiet.bot():
        panel = await opened(quiet, "publish")
        quiet.sandbox.faults.deny("send_messages", rules)
        refusal = await choose(quiet, panel, [rules], "in:publish")
        assert "发送消息" in (await refusal.answered()).text
        assert (await setting(quiet)).channel_id is None
        await choose(quiet, panel, [other], "in:publish")
        other.delete()
        await quiet.idle()
        assert "频道没有了" in (await opened(quiet, "publish")).text


async def test_a_role_for_whoever_agrees_is_chosen_and_one_that_cannot_be_given_is_refused(quiet: Town) -> None:
    fair, boss = quiet.guild.add_role("fair"), quiet.guild.add_role("boss")
    quiet.guild.move_role(boss, 9)
    async with quiet.bot():
        panel = await opened(quiet, "publish")
        refusal = await choose(quiet, panel, [boss], "role")
        assert f"<@&{boss.id}>" in (await refusal.answered()).text
        await choose(quiet, panel, [fair], "role")
        assert f"<@&{fair.id}>" in panel.text
        assert (await setting(quiet)).role_id == fair.id
        await choose(quiet, panel, [], "role")
        assert (await setting(quiet)).role_id is None


async def test_moderators_choose_where_they_see_reminders(quiet: Town) -> None:
    mods = quiet.guild.add_channel("mods")
    async with quiet.bot():
        panel = await opened(quiet, "log")
        assert NOWHERE not in labels(panel.message)
        await choose(quiet, panel, [mods], "in:log")
        assert f"<#{mods.id}>" in panel.text
        assert (await setting(quiet)).log_channel_id == mods.id
        await pressed(quiet, quiet.lin, panel, NOWHERE)
        assert (await setting(quiet)).log_channel_id is None


async def test_each_press_asks_whether_one_may(quiet: Town) -> None:
    rules = quiet.guild.add_channel("rules")
    async with quiet.bot():
        await begun(quiet)
        panel = await opened(quiet, "publish")
        await choose(quiet, panel, [rules], "in:publish")
        quiet.lin.take(quiet.guild.role("moderators"))
        before = await setting(quiet)
        for label in (PUBLISH, AGAIN, TOGETHER):
            assert "管理服务器" in (await quiet.lin.press(panel.message, label).answered()).text
        for values, menu in (([quiet.general], "in:publish"), ([], "role")):
            assert "管理服务器" in (await (await choose(quiet, panel, values, menu)).answered()).text
        assert await setting(quiet) == before
        assert rules.messages == []
