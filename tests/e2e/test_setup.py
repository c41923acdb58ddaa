"""A moderator sets a server up: a greeting with one button, six questions, a plan, one deed, and a way back."""

import asyncio
from typing import Any

import pytest

from bot.translation.types import Mode
from tests.e2e.ruling import labels
from tests.e2e.test_welcome import join
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
NEXT, DO, CANCEL, BACK = "下一步", "就这样做", "取消", "上一步"


async def begun(place: Town, who: Any) -> Any:
    return await who.slash(place.general, "redbridge setup").answered()


async def forward(place: Town, who: Any, shown: Any, steps: int = 6) -> None:
    for _ in range(steps):
        await press(place, who, shown, NEXT)


async def press(place: Town, who: Any, shown: Any, label: str) -> Any:
    pressed = who.press(shown.message, label)
    await place.idle()
    return pressed


async def choose(place: Town, who: Any, shown: Any, values: list[Any], menu: str) -> Any:
    """A menu of a step, whatever revision it was drawn with."""
    (custom_id,) = [each for each in ids(shown.message) if each.startswith(f"setup:1:{menu}:")]
    chosen = who.choose(shown.message, values, custom_id)
    await place.idle()
    return chosen


async def told_of(pressed: Any) -> str:
    """What is refused, below a screen that stays."""
    answer = await pressed.answered()
    return pressed.followups[-1].content if pressed.followups else answer.text


def ids(message: Any) -> list[str]:
    return [part.get("custom_id", "") for row in message.components for part in row["components"]]


async def everything(place: Town) -> dict[str, Any]:
    """All that the server has decided, and what stands there."""
    services = place.running.services
    return {
        **await services.configuration.values(place.guild.id),
        "channels": sorted(channel.name for channel in place.guild.channels.values()),
        "roles": sorted(role.name for role in place.guild.roles.values()),
        "rules": [rule.number for rule in (await services.rules.book(place.guild.id)).rules],
        "published": await services.publishing.latest(place.guild.id),
        "bridges": services.bridges.of_guild(place.guild.id),
        "posts": [message.id for message in place.general.messages if message.author.bot],
        "modes": {each.id: services.preferences.own_mode(each.id) for each in place.guild.channels.values()},
    }


async def test_next_six_times_gives_a_working_server(quiet: Town) -> None:
    door = quiet.guild.add_channel("规则-rules")
    async with quiet.bot() as app:
        shown = await begun(quiet, quiet.lin)
        assert shown.ephemeral
        before = await everything(quiet)
        await forward(quiet, quiet.lin, shown)
        assert "接下来会这样做" in shown.text
        assert "每条消息下面都附上译文" in shown.text
        assert f"在 <#{door.id}> 发布规则" in shown.text
        # The plan alone has done nothing.
        assert await everything(quiet) == before
        await press(quiet, quiet.lin, shown, DO)
        assert shown.text.startswith("**好了。**")
        assert f"<#{quiet.general.id}>" in shown.text
        assert labels(shown.message) == []
        # The first translated line, the first welcome and the first rule.
        quiet.amy.say(quiet.general, "Good morning!")
        await quiet.idle()
        assert quiet.talk()[-1] == ("RedBridge", "早上好！")
        heather = await join(quiet, "Heather")
        assert f"<@{heather.id}>" in quiet.talk()[-1][1]
        rule = await quiet.amy.slash(quiet.general, "rules", which="1").answered()
        assert rule.text
        assert any("我同意" in label for message in door.messages for label in labels(message))
        assert len((await app.services.rules.book(quiet.guild.id)).rules) > 3


async def test_undo_takes_all_of_it_back_once(quiet: Town) -> None:
    quiet.guild.change_role(
        quiet.guild.role("RedBridge"),
        ("view_channel", "send_messages", "read_message_history", "manage_channels", "manage_roles", "manage_webhooks"),
    )
    async with quiet.bot():
        before = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown, 2)
        await choose(quiet, quiet.lin, shown, ["make"], "pick:bridge")
        await press(quiet, quiet.lin, shown, NEXT)
        await press(quiet, quiet.lin, shown, "新建语言身份组")
        await press(quiet, quiet.lin, shown, "用私信欢迎")
        await forward(quiet, quiet.lin, shown, 3)
        assert "#english" in shown.text
        assert "繁體中文" in shown.text
        await press(quiet, quiet.lin, shown, DO)
        after = await everything(quiet)
        assert {"english", "中文"} <= set(after["channels"])
        assert {"English", "简体中文", "繁體中文"} <= set(after["roles"])
        assert after["published"] is not None
        assert after["welcome.direct"] is True
        assert len(after["bridges"]) == 1
        told = (await quiet.lin.slash(quiet.general, "redbridge undo").answered()).text
        assert "已撤回" in told
        assert "保持原样" not in told
        assert await everything(quiet) == before
        again = (await quiet.lin.slash(quiet.general, "redbridge undo").answered()).text
        assert "没有可以撤回的设置" in again


async def test_undo_keeps_what_somebody_has_changed_or_used_since(quiet: Town) -> None:
    quiet.guild.change_role(
        quiet.guild.role("RedBridge"),
        ("view_channel", "send_messages", "read_message_history", "manage_channels", "manage_webhooks"),
    )
    async with quiet.bot() as app:
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown, 2)
        await choose(quiet, quiet.lin, shown, ["make"], "pick:bridge")
        await forward(quiet, quiet.lin, shown, 4)
        await press(quiet, quiet.lin, shown, DO)
        quiet.amy.say(quiet.guild.channel("english"), "Good morning!")
        await quiet.lin.slash(quiet.general, "redbridge default", mode="thread").answered()
        rule = (await app.services.rules.book(quiet.guild.id)).rules[0]
        form = quiet.lin.slash(quiet.general, "redbridge rules edit", rule=str(rule.number))
        await form.answered()
        await app.services.rules.move(quiet.guild.id, rule.rule_id, 2, quiet.lin.id)
        told = (await quiet.lin.slash(quiet.general, "redbridge undo").answered()).text
        assert "保持原样" in told
        kept = await everything(quiet)
        assert {"english", "中文"} <= set(kept["channels"])
        assert kept["translation.mode"] == "thread"
        assert len(kept["bridges"]) == 1
        assert kept["published"] is None
        assert kept["posts"] == []


async def test_undo_is_for_a_day(quiet: Town) -> None:
    async with quiet.bot():
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown)
        await press(quiet, quiet.lin, shown, DO)
        after = await everything(quiet)
        quiet.clock.advance(24 * 3600 + 1)
        told = (await quiet.lin.slash(quiet.general, "redbridge undo").answered()).text
        assert "没有可以撤回的设置" in told
        assert await everything(quiet) == after


async def test_cancel_changes_nothing_and_forgets_the_answers(quiet: Town) -> None:
    async with quiet.bot():
        before = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await choose(quiet, quiet.lin, shown, ["zh-TW"], "pick:chinese")
        await forward(quiet, quiet.lin, shown, 3)
        await press(quiet, quiet.lin, shown, BACK)
        assert "第 3 步" in shown.text
        await press(quiet, quiet.lin, shown, CANCEL)
        assert "什么都没改" in shown.text
        assert await everything(quiet) == before
        shown = await begun(quiet, quiet.lin)
        assert "zh-CN" in default_of(shown.message)


def default_of(message: Any) -> list[str]:
    menus = [part for row in message.components for part in row["components"] if "options" in part]
    return [option["value"] for menu in menus for option in menu["options"] if option.get("default")]


async def test_chosen_channels_alone_are_translated(quiet: Town) -> None:
    tea = quiet.guild.add_channel("tea")
    async with quiet.bot() as app:
        shown = await begun(quiet, quiet.lin)
        await press(quiet, quiet.lin, shown, NEXT)
        await choose(quiet, quiet.lin, shown, ["thread"], "pick:mode")
        await choose(quiet, quiet.lin, shown, [tea], "in:channels")
        await forward(quiet, quiet.lin, shown, 5)
        assert f"翻译 <#{tea.id}>" in shown.text
        await press(quiet, quiet.lin, shown, DO)
        assert app.services.preferences.own_mode(tea.id) is Mode.THREAD
        assert app.services.preferences.default_mode(quiet.guild.id) is Mode.OFF
        await quiet.lin.slash(quiet.general, "redbridge undo").answered()
        assert app.services.preferences.own_mode(tea.id) is None


async def test_what_redbridge_may_not_do_is_refused_where_it_is_chosen(quiet: Town) -> None:
    shut = quiet.guild.add_channel("shut")
    quiet.sandbox.faults.deny("send_messages", shut)
    quiet.guild.change_role(quiet.guild.role("RedBridge"), ("view_channel", "send_messages", "read_message_history"))
    async with quiet.bot():
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown, 2)
        told = await told_of(await choose(quiet, quiet.lin, shown, ["make"], "pick:bridge"))
        assert "管理频道" in told
        assert "服务器设置 → 身份组" in told
        await press(quiet, quiet.lin, shown, NEXT)
        told = await told_of(await press(quiet, quiet.lin, shown, "新建语言身份组"))
        assert "管理身份组" in told
        told = await told_of(await choose(quiet, quiet.lin, shown, [shut], "in:welcome"))
        assert "发送消息" in told
        await forward(quiet, quiet.lin, shown, 3)
        assert "#english" not in shown.text
        assert f"<#{shut.id}>" not in shown.text


async def test_what_was_lost_after_it_was_chosen_is_said_in_the_plan_and_not_done(quiet: Town) -> None:
    hall = quiet.guild.add_channel("hall")
    async with quiet.bot():
        before = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown, 3)
        await choose(quiet, quiet.lin, shown, [hall], "in:welcome")
        quiet.sandbox.faults.deny("send_messages", hall)
        await quiet.idle()
        await forward(quiet, quiet.lin, shown, 3)
        assert "⚠️" in shown.text
        assert "发送消息" in shown.text
        told = await told_of(await press(quiet, quiet.lin, shown, DO))
        assert "发送消息" in told
        assert await everything(quiet) == before


async def test_discord_gives_up_in_the_middle_and_all_of_it_is_taken_back(quiet: Town) -> None:
    async with quiet.bot():
        before = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown)
        quiet.sandbox.faults.http(400, f"POST /channels/{quiet.general.id}/messages")
        pressed = await press(quiet, quiet.lin, shown, DO)
        assert "没有收下全部规则帖子" in await told_of(pressed)
        assert await everything(quiet) == before
        assert "没有可以撤回" in (await quiet.lin.slash(quiet.general, "redbridge undo").answered()).text


async def test_two_moderators_share_the_answers_and_the_slower_press_is_told(quiet: Town) -> None:
    quiet.yu.give(quiet.guild.role("moderators"))
    async with quiet.bot() as app:
        mine = await begun(quiet, quiet.lin)
        await choose(quiet, quiet.lin, mine, ["zh-TW"], "pick:chinese")
        theirs = await begun(quiet, quiet.yu)
        assert f"<@{quiet.lin.id}>" in theirs.text
        assert "zh-TW" in default_of(theirs.message)
        await choose(quiet, quiet.yu, theirs, ["zh-CN"], "pick:chinese")
        told = await told_of(await choose(quiet, quiet.lin, mine, ["zh-CN"], "pick:chinese"))
        assert "刚才有别人改了回答" in told
        mine = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, mine)
        await forward(quiet, quiet.yu, theirs)
        await press(quiet, quiet.lin, mine, DO)
        done = await everything(quiet)
        told = await told_of(await press(quiet, quiet.yu, theirs, DO))
        assert "刚才有别人改了回答" in told
        assert await everything(quiet) == done
        assert len(await app.services.publishing.history(quiet.guild.id)) == 1


async def test_who_loses_the_role_in_the_middle_does_nothing_more(quiet: Town) -> None:
    async with quiet.bot():
        before = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown)
        quiet.lin.take(quiet.guild.role("moderators"))
        await quiet.idle()
        for label in (DO, BACK, CANCEL):
            told = await told_of(await press(quiet, quiet.lin, shown, label))
            assert "管理服务器" in told
        assert await everything(quiet) == before


async def test_a_set_up_that_was_cut_off_is_taken_back_before_another_begins(quiet: Town) -> None:
    async with quiet.bot() as app:
        before = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown)
        quiet.sandbox.faults.hang(f"POST /channels/{quiet.general.id}/messages")
        quiet.lin.press(shown.message, DO)
        for _ in range(600):
            if await app.services.publishing.latest(quiet.guild.id) is not None:
                break
            await asyncio.sleep(0.05)
    quiet.sandbox.faults.clear()
    async with quiet.bot():
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown)
        told = await told_of(await press(quiet, quiet.lin, shown, DO))
        assert "正在设置" in told
        assert "正在设置" in (await quiet.lin.slash(quiet.general, "redbridge undo").answered()).text
        quiet.clock.advance(301)
        told = await told_of(await press(quiet, quiet.lin, shown, DO))
        assert "/红桥 撤回" in told
        await quiet.lin.slash(quiet.general, "redbridge undo").answered()
        now = await everything(quiet)
        assert {key: now[key] for key in now if "." in key} == {key: before[key] for key in before if "." in key}


async def test_the_server_itself_tells_what_to_propose(quiet: Town) -> None:
    quiet.guild.locale = "zh-TW"
    rules = quiet.guild.add_channel("house-rules")
    async with quiet.bot():
        shown = await begun(quiet, quiet.lin)
        assert "zh-TW" in default_of(shown.message)
        await forward(quiet, quiet.lin, shown)
        assert f"在 <#{rules.id}> 发布规则" in shown.text


async def test_it_begins_from_what_is_decided_already_and_does_nothing_twice(quiet: Town) -> None:
    async with quiet.bot():
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown)
        await press(quiet, quiet.lin, shown, DO)
        done = await everything(quiet)
        shown = await begun(quiet, quiet.lin)
        await forward(quiet, quiet.lin, shown, 4)
        assert "已经有规则手册了" in shown.text
        await forward(quiet, quiet.lin, shown, 2)
        assert "已经都是这样了" in shown.text
        await press(quiet, quiet.lin, shown, DO)
        assert await everything(quiet) == done
