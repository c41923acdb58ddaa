"""Newcomers are greeted once, in order, together when they are many, and begin their tour with one press."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.world.channel import Channel
from tests.e2e.town import Town, town

pytestmark = pytest.mark.asyncio

CHOOSE = "Pick your language, and I'll show you around. It takes two minutes."


def labels(message: Any) -> list[str]:
    return [part["label"] for row in message.components for part in row["components"] if "label" in part]


def arrivals_of(place: Town) -> Channel:
    return place.guild.add_channel("arrivals")


async def greet_in(place: Town, channel: Channel) -> Any:
    """What a moderator does: open the panel, and choose a channel."""
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, [channel], "onboard:1:channel")
    await place.idle()
    return panel


async def join(place: Town, name: str, **options: Any) -> Any:
    member = place.guild.add_member(name, **options)
    await place.idle()
    return member


async def test_a_newcomer_is_greeted_and_one_press_begins_the_tour(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        heather = await join(quiet, "Heather")
        (welcome,) = door.messages
        assert welcome.content.splitlines() == [
            f"👋 **Welcome, <@{heather.id}>!** · 👋 **欢迎，<@{heather.id}>！**",
            CHOOSE,
            "选一下语言，我带你转一圈，两分钟就好。",
        ]
        assert welcome.pinged.users == {heather.id}
        assert labels(welcome) == ["English", "简体中文", "繁體中文"]
        begun = await heather.press(welcome, "繁體中文").answered()
        assert begun.ephemeral
        assert labels(begun.message) == ["我是 TikTok 難民", "小紅書老用戶", "隨便看看"]
        known = await app.services.members.of(heather.id)
        assert (known.locale, known.confirmed) == ("zh-TW", True)
        assert len(door.messages) == 1


async def test_who_chose_a_language_before_is_not_asked_again_and_who_returns_is_welcome_back(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        heather = await join(quiet, "Heather")
        await app.services.members.choose_locale(heather.id, "zh-CN", confirmed=True)
        heather.leave()
        await quiet.idle()
        heather = await join(quiet, "Heather")
        welcome = door.messages[-1]
        assert welcome.content.startswith(
            f"👋 **Welcome back, <@{heather.id}>!** · 👋 **欢迎回来，<@{heather.id}>！**\n"
        )
        assert CHOOSE not in welcome.content
        assert labels(welcome) == ["带我转一圈"]
        begun = await heather.press(welcome, "带我转一圈").answered()
        assert labels(begun.message)[0] == "我是 TikTok 难民"


async def test_nobody_is_greeted_before_discord_has_screened_them(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        heather = await join(quiet, "Heather", pending=True)
        heather.rename("Heather the Great")
        await quiet.idle()
        assert door.messages == []
        heather.pass_screening()
        await quiet.idle()
        heather.rename("Heather")
        await quiet.idle()
        assert len(door.messages) == 1


async def test_the_screening_may_outlast_a_restart(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        heather = await join(quiet, "Heather", pending=True)
    async with quiet.bot():
        heather.pass_screening()
        await quiet.idle()
        assert len(door.messages) == 1


async def test_bots_those_who_left_and_new_accounts_are_not_greeted(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        await join(quiet, "Parrot", bot=True)
        quiet.guild.add_member("Passer-by").leave()
        await quiet.idle()
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, minimum_age_days=7)
        await join(quiet, "Brand New")
        assert door.messages == []


async def test_a_few_are_greeted_one_by_one_in_order(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        members = [quiet.guild.add_member(name) for name in ("Ann", "Ben", "Cleo")]
        await quiet.idle()
        assert [each.pinged.users for each in door.messages] == [{each.id} for each in members]


async def test_a_wave_is_greeted_together_in_order_without_a_ping(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(130)]
        await quiet.idle()
        named = [word for each in door.messages for word in each.content.splitlines()[1].split()]
        assert named == [f"<@{each.id}>" for each in wave]
        assert [len(each.content.splitlines()[1].split()) for each in door.messages] == [60, 60, 10]
        assert all(len(each.content) <= 2000 and not each.pinged.users for each in door.messages)
        assert labels(door.messages[0]) == ["English", "简体中文", "繁體中文"]
        assert [exchange.status for exchange in quiet.sandbox.traffic if exchange.status == 429] == []


async def test_a_welcome_that_was_posted_and_not_noted_is_not_posted_again(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await join(quiet, "Heather")
    with sqlite3.connect(Path(quiet.folder, "redbridge.db")) as store:
        store.execute("UPDATE arrival SET state = 'greeting', batch = member_id")
    async with quiet.bot():
        await quiet.idle()
        assert len(door.messages) == 1
        await join(quiet, "Ivy")
        assert len(door.messages) == 2


async def test_who_waited_while_the_bot_was_away_is_greeted(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        quiet.sandbox.faults.deny("send_messages", door)
        await join(quiet, "Heather")
        assert door.messages == []
        quiet.sandbox.faults.allow("send_messages", door)
    async with quiet.bot():
        await quiet.idle()
        assert len(door.messages) == 1


async def test_moderators_see_how_it_is_and_change_it(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        assert "没有人会收到欢迎" in panel.text
        quiet.lin.choose(panel.message, [door], "onboard:1:channel")
        await quiet.idle()
        assert f"<#{door.id}>" in panel.text
        quiet.lin.choose(panel.message, ["7"], "onboard:1:age")
        await quiet.idle()
        assert "7 天" in panel.text
        seen = await quiet.lin.press(panel.message, "新朋友看到的样子").answered()
        assert f"<@{quiet.lin.id}>" in seen.text
        assert seen.ephemeral
        quiet.lin.press(panel.message, "不再欢迎")
        await quiet.idle()
        assert "没有人会收到欢迎" in panel.text
        await join(quiet, "Heather")
        assert door.messages == []
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert log.count("在哪里欢迎新朋友") == 2
        assert f"<#{door.id}> → –" in log


async def test_a_channel_in_which_the_bot_may_not_write_is_refused(quiet: Town) -> None:
    door = arrivals_of(quiet)
    quiet.sandbox.faults.deny("send_messages", door)
    async with quiet.bot() as app:
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        refused = await quiet.lin.choose(panel.message, [door], "onboard:1:channel").answered()
        assert "发送消息" in refused.text
        assert app.services.arrivals.welcome(quiet.guild.id).channel_id is None


async def test_only_moderators_change_it(quiet: Town) -> None:
    async with quiet.bot() as app:
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.lin.take(quiet.guild.role("moderators"))
        refused = await quiet.lin.choose(panel.message, [arrivals_of(quiet)], "onboard:1:channel").answered()
        assert "管理服务器" in refused.text
        assert app.services.arrivals.welcome(quiet.guild.id).channel_id is None


async def test_without_the_intent_the_bot_works_and_says_what_is_missing(tmp_path: Path) -> None:
    async with town(tmp_path, privileged=("message_content",)) as place:
        door = arrivals_of(place)
        async with place.bot():
            panel = await greet_in(place, door)
            assert "Server Members Intent" in panel.text
            await join(place, "Heather")
            assert door.messages == []
            await place.translate_channel()
            place.amy.say(place.general, "good night")
            await place.idle()
            assert len(place.talk()) == 2


async def test_a_test_greets_the_moderator_alone(quiet: Town) -> None:
    async with quiet.bot():
        await quiet.running.services.members.choose_locale(quiet.lin.id, "en", confirmed=True)
        seen = await quiet.lin.slash(quiet.general, "redbridge onboarding test").answered()
        assert seen.ephemeral
        assert seen.text.startswith(f"👋 **Welcome, <@{quiet.lin.id}>!**")
        assert labels(seen.message) == ["Show me around"]
        assert "I'll show you around, if you like. It takes two minutes." in seen.text
