"""Newcomers greeted by direct message: buttons that know their server, closed messages, waves, crashes, both off."""

import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.client.onboarding.direct import EVERY
from bot.client.onboarding.greeter import AGAIN
from bot.onboarding.planner import Spot
from tests.e2e.test_welcome import arrivals_of, greet_in, join, labels
from tests.e2e.test_welcome_roles import make_roles, names_of
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

OPENING = "POST /users/@me/channels"


async def greet_directly(place: Town) -> Any:
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.press(panel.message, "用私信欢迎")
    await place.idle()
    return panel


async def pass_time(place: Town, seconds: float) -> None:
    place.sandbox.clock.advance(seconds)
    place.clock.advance(seconds)
    await place.idle()


async def test_a_newcomer_is_greeted_directly_and_takes_the_tour_there(quiet: Town) -> None:
    async with quiet.bot() as app:
        await greet_directly(quiet)
        await make_roles(quiet)
        heather = await join(quiet, "Heather")
        (welcome,) = heather.dm.messages
        assert welcome.content.splitlines()[0].startswith(f"👋 **Welcome, <@{heather.id}>!** · 👋 **欢迎")
        assert welcome.content.splitlines()[-1] == "-# Hotpot Club"
        assert labels(welcome) == ["English", "简体中文", "繁體中文"]
        begun = await heather.press(welcome, "English").answered()
        assert labels(begun.message) == ["I come from TikTok", "I live on RedNote", "Just looking"]
        assert names_of(quiet, heather) == {"English"}
        heather.press(begun.message, "I come from TikTok")
        await quiet.idle()
        assert "In Hotpot Club some write English" in begun.message.content
        while "Next" in labels(begun.message):
            heather.press(begun.message, "Next")
            await quiet.idle()
        heather.press(begun.message, "Done")
        await quiet.idle()
        assert begun.message.content.startswith("That was the tour.")
        known = await app.services.journeys.where(quiet.guild.id, heather.id)
        assert known
        assert known.journey == "refugee"
        assert known.finished_at is not None
        heather.press(begun.message, "Another tour")
        await quiet.idle()
        assert labels(begun.message)[0] == "I come from TikTok"


async def test_the_buttons_work_after_a_restart_and_tell_servers_apart(quiet: Town) -> None:
    other = quiet.sandbox.add_guild("Tea House")
    async with quiet.bot() as app:
        await greet_directly(quiet)
        await app.services.arrivals.decide(other.id, 1, is_direct=True)
        await quiet.idle()
        heather = await join(quiet, "Heather")
        other.add_member("Heather")
        await quiet.idle()
        await pass_time(quiet, EVERY)
        first, second = heather.dm.messages
    async with quiet.bot():
        begun = await heather.press(second, "English").answered()
        heather.press(begun.message, "Just looking")
        await quiet.idle()
        assert "In Tea House" in begun.message.content
        begun = await heather.press(first, "简体中文").answered()
        heather.press(begun.message, "随便看看")
        await quiet.idle()
        assert "Hotpot Club" in begun.message.content


async def test_who_is_known_is_greeted_in_their_language_alone(quiet: Town) -> None:
    async with quiet.bot() as app:
        await greet_directly(quiet)
        await app.services.members.choose_locale(quiet.sandbox.world.user("Heather").id, "zh-TW", confirmed=True)
        heather = await join(quiet, "Heather")
        (welcome,) = heather.dm.messages
        assert "Welcome" not in welcome.content
        assert labels(welcome) == ["帶我逛一圈"]
        begun = await heather.press(welcome, "帶我逛一圈").answered()
        assert labels(begun.message)[0] == "我是 TikTok 難民"


async def test_whoever_takes_no_direct_messages_is_greeted_in_the_channel(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await greet_directly(quiet)
        heather = quiet.guild.add_member("Heather")
        heather.close_dms()
        await quiet.idle()
        ivy = await join(quiet, "Ivy")
        await pass_time(quiet, EVERY)
        assert [each.pinged.users for each in door.messages] == [{heather.id}]
        assert heather.dm.messages == []
        assert len(ivy.dm.messages) == 1


async def test_without_a_channel_they_are_skipped_and_that_is_logged_once(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with quiet.bot():
        await greet_directly(quiet)
        for name in ("Heather", "Ivy"):
            quiet.guild.add_member(name).close_dms()
            await quiet.idle()
            await pass_time(quiet, EVERY)
        told = [each.getMessage() for each in caplog.records if "direct messages are closed" in each.getMessage()]
        assert len(told) == 1
        sent = len(quiet.sandbox.traffic)
        await pass_time(quiet, AGAIN)
        assert len(quiet.sandbox.traffic) == sent
        # Their messages opened since: too late for this welcome.
        quiet.guild.member("Ivy").close_dms(closed=False)
        await pass_time(quiet, AGAIN)
        assert quiet.guild.member("Ivy").dm.messages == []


async def test_a_wave_is_greeted_in_the_channel_if_there_is_one(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await greet_directly(quiet)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(30)]
        await quiet.idle()
        (post,) = door.messages
        assert post.content.count("<@") == 30
        assert not any(each.dm.messages for each in wave)
        begun = await wave[7].press(post, "English").answered()
        assert begun.ephemeral


async def test_a_wave_without_a_channel_is_written_to_one_after_the_other_in_order(quiet: Town) -> None:
    async with quiet.bot():
        await greet_directly(quiet)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(8)]
        await quiet.idle()
        for number in range(8):
            assert [bool(each.dm.messages) for each in wave] == [at <= number for at in range(8)]
            await pass_time(quiet, EVERY)
        assert all(len(each.dm.messages) == 1 for each in wave)
        assert all(exchange.status != 429 for exchange in quiet.sandbox.traffic)


async def test_a_wave_is_taken_up_after_a_restart_and_who_left_meanwhile_is_left_out(quiet: Town) -> None:
    async with quiet.bot():
        await greet_directly(quiet)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(6)]
        await quiet.idle()
        await pass_time(quiet, EVERY)
    wave[5].leave()
    async with quiet.bot():
        await quiet.idle()
        for _ in range(6):
            await pass_time(quiet, EVERY)
        assert [len(each.dm.messages) for each in wave] == [1, 1, 1, 1, 1, 0]


async def test_a_direct_welcome_that_was_sent_and_not_noted_is_not_sent_again(quiet: Town) -> None:
    async with quiet.bot():
        await greet_directly(quiet)
        heather = await join(quiet, "Heather")
    with sqlite3.connect(Path(quiet.folder, "redbridge.db")) as store:
        store.execute("UPDATE arrival SET state = 'greeting', batch = member_id")
    async with quiet.bot():
        await quiet.idle()
        assert len(heather.dm.messages) == 1


async def test_a_batch_that_was_taken_for_a_channel_is_greeted_directly_once_there_is_none(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        quiet.sandbox.faults.deny("send_messages", door)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(5)]
        await quiet.idle()
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, channel_id=None, is_direct=True)
        await quiet.idle()
        for _ in range(6):
            await pass_time(quiet, EVERY)
        assert [len(each.dm.messages) for each in wave] == [1] * 5


async def test_where_discord_finds_them_too_many_the_channel_takes_over_or_they_wait(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_directly(quiet)
        quiet.sandbox.faults.http(403, OPENING, code=40003)
        heather = await join(quiet, "Heather")
        assert heather.dm.messages == []
        await pass_time(quiet, AGAIN)
        await pass_time(quiet, EVERY)
        assert len(heather.dm.messages) == 1
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, channel_id=door.id)
        quiet.sandbox.faults.http(403, OPENING, code=40003)
        ivy = await join(quiet, "Ivy")
        assert [each.pinged.users for each in door.messages] == [{ivy.id}]


async def test_a_tour_in_direct_messages_gives_its_roles_once_and_none_at_discords_door(quiet: Town) -> None:
    settled = quiet.guild.add_role("Settled")

    async def walk(tour: Any, *labels: str) -> None:
        for label in (*labels, "Just looking", "Next", "Done"):
            heather.press(tour.message, label)
            await quiet.idle()

    def given() -> int:
        return sum(each.path.endswith(f"/roles/{settled.id}") for each in quiet.sandbox.traffic)

    async with quiet.bot() as app:
        await greet_directly(quiet)
        await app.services.planner.reward(Spot(quiet.guild.id, "looking"), quiet.lin.id, settled.id)
        heather = await join(quiet, "Heather")
        welcome = heather.dm.messages[0]
        heather.leave()
        heather = quiet.guild.add_member("Heather", pending=True)
        await quiet.idle()
        tour = await heather.press(welcome, "English").answered()
        await walk(tour)
        assert (names_of(quiet, heather), given()) == (set(), 0)
        heather.pass_screening()
        await quiet.idle()
        for _ in range(2):
            await walk(tour, "Another tour")
        assert (names_of(quiet, heather), given()) == ({"Settled"}, 1)


async def test_whoever_left_presses_in_vain_for_a_role_and_is_shown_around_all_the_same(quiet: Town) -> None:
    async with quiet.bot() as app:
        await greet_directly(quiet)
        await make_roles(quiet)
        heather = await join(quiet, "Heather")
        heather.leave()
        await quiet.idle()
        begun = await heather.press(heather.dm.messages[0], "English").answered()
        assert labels(begun.message)[0] == "I come from TikTok"
        assert (await app.services.members.of(heather.id)).locale == "en"


async def test_a_server_that_redbridge_has_left_is_told_of(quiet: Town) -> None:
    async with quiet.bot():
        await greet_directly(quiet)
        heather = await join(quiet, "Heather")
        begun = await heather.press(heather.dm.messages[0], "English").answered()
        quiet.guild.remove_bot()
        await quiet.idle()
        pressed = heather.press(begun.message, "Just looking")
        await quiet.idle()
        assert "RedBridge is no longer on the server" in pressed.followups[-1].content


async def test_with_both_off_nobody_is_greeted(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        panel = await greet_directly(quiet)
        assert f"<#{door.id}>" in panel.text
        assert "私信" in panel.text
        quiet.lin.press(panel.message, "不在频道里欢迎")
        await quiet.idle()
        assert "每 10 秒" in panel.text
        quiet.lin.press(panel.message, "不用私信了")
        await quiet.idle()
        assert "没有人会收到欢迎" in panel.text
        heather = await join(quiet, "Heather")
        assert door.messages == []
        assert heather.dm.messages == []
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert "用私信欢迎新朋友：– → 开" in log
