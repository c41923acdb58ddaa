"""/redbridge bridge new-pair: two channels for a server that has none, or nothing at all."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.sandbox.permissions import BITS
from bot.sandbox.world.overwrite import Overwrite
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def desk(quiet: Town) -> AsyncIterator[Town]:
    moderator = quiet.guild.add_member("Max", locale="en-US", roles=(quiet.guild.role("moderators"),))
    async with quiet.bot():
        quiet.lin = moderator
        yield quiet


async def planned(town: Town, **options: Any) -> Any:
    """The plan that Max is shown."""
    return await town.lin.slash(town.general, "redbridge bridge new-pair", **options).answered()


async def pressed(town: Town, message: Any) -> str:
    """What Max is told after pressing the button."""
    press = town.lin.press(message, "Make them")
    await press.answered(10)
    await town.idle()
    return str(press.followups[-1].content if press.followups else message.content)


def channels(town: Town) -> list[str]:
    return [channel.name for channel in town.guild.channels.values()]


async def test_nothing_is_made_before_the_press(desk: Town) -> None:
    plan = await planned(desk, name="plaza")
    assert plan.ephemeral
    assert plan.text.splitlines()[:3] == [
        "This is what “plaza” would be:",
        "- a new channel #english · English",
        "- a new channel #中文 · 简体中文",
    ]
    assert "Nothing was made yet." in plan.text.splitlines()
    assert channels(desk) == ["general"]
    assert desk.running.services.bridges.of_guild(desk.guild.id) == []


async def test_a_press_makes_and_joins_them(desk: Town) -> None:
    category = desk.guild.add_channel("talk", kind="category")
    await desk.idle()
    plan = await planned(desk, name="plaza", category=category, chinese="zh-TW")
    assert "both in talk, with its permissions" in plan.text
    text = await pressed(desk, plan.message)
    english, chinese = desk.guild.channel("english"), desk.guild.channel("中文")
    assert english.mention in text
    assert chinese.mention in text
    assert (english.parent, chinese.parent) == (category, category)
    assert english.overwrites == {}
    assert "中文" in (english.topic or "")
    bridge = desk.running.services.bridges.named(desk.guild.id, "plaza")
    assert [(each.channel_id, each.locale) for each in bridge.channels] == [
        (english.id, "en"),
        (chinese.id, "zh-TW"),
    ]
    assert list(plan.message.components) == []


async def test_in_a_private_category_the_bot_lets_itself_in(desk: Town) -> None:
    everyone, me = desk.guild.everyone, desk.guild.me
    hidden = [Overwrite(everyone, deny=("view_channel",)), Overwrite(me, allow=("view_channel", "manage_channels"))]
    hidden[1].deny = BITS["manage_webhooks"]
    category = desk.guild.add_channel("staff", kind="category", overwrites=hidden)
    await desk.idle()
    await pressed(desk, (await planned(desk, name="staff", category=category)).message)
    english = desk.guild.channel("english")
    held = english.permissions_of(desk.sandbox.bot)
    assert held & BITS["manage_webhooks"]
    assert not english.permissions_of(desk.amy.user) & BITS["view_channel"]


async def test_without_manage_channels_it_says_so(desk: Town) -> None:
    role = next(role for role in desk.guild.roles.values() if role.permissions & BITS["manage_channels"])
    plan = await planned(desk, name="plaza")
    desk.guild.change_role(role, role.permissions & ~BITS["manage_channels"])
    await desk.idle()
    assert "RedBridge needs Manage Channels" in (await planned(desk, name="plaza")).text
    assert "RedBridge needs Manage Channels" in await pressed(desk, plan.message)
    assert channels(desk) == ["general"]
    assert desk.running.services.bridges.of_guild(desk.guild.id) == []


async def test_a_category_that_went_meanwhile_is_named(desk: Town) -> None:
    category = desk.guild.add_channel("talk", kind="category")
    await desk.idle()
    plan = await planned(desk, name="plaza", category=category)
    category.delete()
    await desk.idle()
    assert "The category is gone" in await pressed(desk, plan.message)
    assert channels(desk) == ["general"]


@pytest.mark.parametrize(
    ("status", "words"), [(403, "didn't let RedBridge make both channels"), (400, "could not make both channels")]
)
async def test_a_failure_half_way_leaves_nothing_behind(desk: Town, status: int, words: str) -> None:
    plan = await planned(desk, name="plaza")
    after_the_first(desk, status)
    assert words in await pressed(desk, plan.message)
    assert channels(desk) == ["general"]
    assert desk.running.services.bridges.of_guild(desk.guild.id) == []
    text = await pressed(desk, plan.message)
    assert "Done." in text
    assert channels(desk) == ["general", "english", "中文"]


async def test_what_cannot_be_taken_back_is_named(desk: Town) -> None:
    plan = await planned(desk, name="plaza")
    after_the_first(desk, 403)
    desk.sandbox.faults.http(403, "DELETE /channels/*")
    text = await pressed(desk, plan.message)
    assert "could not be removed again" in text
    assert desk.guild.channel("english").mention in text


async def test_two_presses_make_one_pair(desk: Town) -> None:
    plan = await planned(desk, name="plaza")
    first, second = desk.lin.press(plan.message, 1), desk.lin.press(plan.message, 1)
    await first.answered(10)
    await second.answered(10)
    await desk.idle()
    assert channels(desk) == ["general", "english", "中文"]
    assert "There is a bridge “plaza” here already" in "".join(
        message.content for press in (first, second) for message in press.followups
    )


async def test_the_button_works_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        plan = await quiet.lin.slash(quiet.general, "redbridge bridge new-pair", name="🐼" * 25).answered()
    async with quiet.bot():
        await quiet.lin.press(plan.message, 1).answered(10)
        await quiet.idle()
        assert channels(quiet) == ["general", "english", "中文"]


def after_the_first(town: Town, status: int) -> None:
    """Refuse the second channel."""

    def strike(event: Any) -> None:
        if event.kind == "channel_created":
            cancel()
            town.sandbox.faults.http(status, "POST /guilds/*/channels")

    cancel = town.sandbox.subscribe(strike)
