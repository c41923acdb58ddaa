"""The question of the day: once a day, in both languages, in a thread whose answers are translated."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.onboarding.icebreakers import KIND
from bot.sandbox.world.channel import Channel
from tests.e2e.town import Town, town

pytestmark = pytest.mark.asyncio

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = 24 * 60 * 60


async def screen(place: Town, who: Any = None) -> Any:
    """What a moderator does: open the panel, and the page of questions."""
    panel = await (who or place.lin).slash(place.general, "redbridge onboarding panel").answered()
    (who or place.lin).choose(panel.message, ["icebreaker"], "onboard:2:screen")
    await place.idle()
    return panel


async def cafe_of(place: Town, *, hour: str = "20:00") -> Channel:
    """A channel in which questions are asked each day."""
    cafe = place.guild.add_channel("cafe")
    panel = await screen(place)
    place.lin.choose(panel.message, [cafe], "ask:1:channel")
    await place.idle()
    assert f"<#{cafe.id}>" in panel.text
    if hour != "20:00":
        form = place.lin.press(panel.message, "什么时候问")
        await form.answered()
        place.lin.submit(form, {"几点": hour})
        await place.idle()
    return cafe


async def until(place: Town, hour: int, minute: int = 0) -> None:
    """Let time pass until it is that late in Shanghai, and the bot has done what was due."""
    now = place.clock.now().astimezone(SHANGHAI)
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    then = then if then > now else then + timedelta(days=1)
    await after(place, (then - now).total_seconds())


async def after(place: Town, seconds: float) -> None:
    place.sandbox.clock.advance(seconds)
    place.clock.advance(seconds)
    await place.idle()


def questions(cafe: Channel) -> list[Any]:
    return [message for message in cafe.messages if "Question of the day" in message.content]


async def test_a_question_comes_each_day_and_answers_are_translated(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        await until(quiet, 19, 59)
        assert questions(cafe) == []
        await until(quiet, 20)
        (asked,) = questions(cafe)
        head, english, chinese, where = asked.content.splitlines()
        assert head == "☕ **Question of the day** · ☕ **每日一问**"
        assert english.isascii()
        assert not chinese.isascii()
        assert where.startswith("-# Answer in the thread, in whichever language you like. · ")
        assert not asked.pinged.users
        (thread,) = quiet.guild.threads
        assert thread.id == asked.id
        assert thread.name.startswith(english[:50])
        quiet.amy.say(thread, "good night")
        await quiet.idle()
        assert [m.content for m in thread.messages if m.author is quiet.sandbox.bot] == ["晚安"]
        await after(quiet, DAY)
        assert len({message.content for message in questions(cafe)}) == 2


async def test_nobody_answers_and_the_next_day_is_quiet(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        await until(quiet, 20)
        await after(quiet, DAY)
        assert len(questions(cafe)) == 1
        assert "还没有人回答" in (await screen(quiet)).text
        await after(quiet, DAY)
        assert len(questions(cafe)) == 2


async def test_what_was_answered_while_nobody_listened_counts(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        await until(quiet, 20)
    (thread,) = quiet.guild.threads
    quiet.yu.say(thread, "白粥和油条")
    async with quiet.bot():
        await after(quiet, DAY)
        assert len(questions(cafe)) == 2


async def test_a_restart_asks_nothing_twice_and_a_long_absence_asks_the_next_day(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        await until(quiet, 20)
        quiet.amy.say(quiet.guild.threads[0], "good night")
        await quiet.idle()
    async with quiet.bot():
        await quiet.idle()
        assert len(questions(cafe)) == 1
    quiet.clock.advance(DAY + 7 * 3600)
    quiet.sandbox.clock.advance(DAY + 7 * 3600)
    async with quiet.bot():
        await quiet.idle()
        assert len(questions(cafe)) == 1
        await until(quiet, 20)
        assert len(questions(cafe)) == 2


async def test_late_by_an_hour_it_is_asked_all_the_same(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        await until(quiet, 19, 30)
    quiet.clock.advance(90 * 60)
    quiet.sandbox.clock.advance(90 * 60)
    async with quiet.bot():
        await quiet.idle()
        assert len(questions(cafe)) == 1


@pytest.mark.parametrize("route", ["POST /channels/*/messages", "POST /channels/*/messages/*/threads"])
async def test_discord_fails_when_it_is_due_and_it_comes_once(quiet: Town, route: str) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        # Of these answers, discord.py tries this one no second time by itself.
        quiet.sandbox.faults.http(503, route)
        await until(quiet, 20)
        await after(quiet, 120)
        assert len(questions(cafe)) == 1
        assert len(quiet.guild.threads) == 1


async def test_killed_after_discord_took_the_post_it_is_not_asked_again(quiet: Town) -> None:
    async with quiet.bot() as app:
        cafe = await cafe_of(quiet)
        quiet.sandbox.faults.http(503, "POST /channels/*/messages/*/threads")
        await until(quiet, 20)
        assert len(questions(cafe)) == 1
        assert await app.services.due.when(KIND, quiet.guild.id, 0) is not None
    # Longer than Discord remembers nonces.
    quiet.clock.advance(3600)
    quiet.sandbox.clock.advance(3600)
    async with quiet.bot():
        await quiet.idle()
        assert len(questions(cafe)) == 1
        assert len(quiet.guild.threads) == 1


async def test_a_channel_that_is_gone_or_closed_is_skipped_and_the_panel_says_so(quiet: Town) -> None:
    async with quiet.bot() as app:
        cafe = await cafe_of(quiet)
        quiet.sandbox.faults.deny("send_messages", cafe)
        await until(quiet, 20)
        assert questions(cafe) == []
        assert "发送消息" in (await screen(quiet)).text
        cafe.delete()
        await after(quiet, DAY)
        due = await app.services.due.when(KIND, quiet.guild.id, 0)
        assert due is not None
        assert due > quiet.clock.now()
        assert "⚠️" in (await screen(quiet)).text


async def test_questions_of_a_servers_own_come_first_and_can_be_removed(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        panel = await screen(quiet)
        form = quiet.lin.press(panel.message, "自己写一个")
        await form.answered()
        texts = {"English": "Which broth?", "简体中文": "什么锅底？", "繁體中文": "什麼鍋底？"}
        quiet.lin.submit(form, texts)
        await quiet.idle()
        await until(quiet, 20)
        assert questions(cafe)[0].content.splitlines()[1:3] == ["Which broth?", "什么锅底？"]
        panel = await screen(quiet)
        quiet.lin.choose(panel.message, ["icebreaker:1"], "ask:1:own")
        await quiet.idle()
        quiet.lin.press(panel.message, "删除")
        await quiet.idle()
        assert "本服务器自己的问题" not in panel.text


async def test_a_question_can_be_left_out_and_brought_back(quiet: Town) -> None:
    async with quiet.bot():
        panel = await screen(quiet)
        first = panel.text.splitlines()[-3]
        quiet.lin.press(panel.message, "不要这个")
        await quiet.idle()
        assert panel.text.splitlines()[-3] != first
        quiet.lin.press(panel.message, "全部放回来")
        await quiet.idle()
        assert panel.text.splitlines()[-3] == first
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert "不再问的问题" in log


@pytest.mark.parametrize(("fields", "said"), [({"几点": "25:99"}, "25:99"), ({"时区": "the moon"}, "the moon")])
async def test_a_time_that_is_none_is_explained_and_nothing_changes(
    quiet: Town, fields: dict[str, str], said: str
) -> None:
    async with quiet.bot() as app:
        await cafe_of(quiet)
        panel = await screen(quiet)
        form = quiet.lin.press(panel.message, "什么时候问")
        await form.answered()
        refused = await quiet.lin.submit(form, {"几点": "08:30", "时区": "北京", **fields}).answered()
        assert said in refused.text
        setting = await app.services.icebreakers.setting(quiet.guild.id)
        assert (setting.minute, setting.zone) == (20 * 60, "Asia/Shanghai")


async def test_a_city_is_a_time_zone(quiet: Town) -> None:
    async with quiet.bot() as app:
        await cafe_of(quiet)
        panel = await screen(quiet)
        form = quiet.lin.press(panel.message, "什么时候问")
        await form.answered()
        quiet.lin.submit(form, {"几点": "8：30", "时区": "纽约"})
        await quiet.idle()
        assert "08:30" in panel.text
        setting = await app.services.icebreakers.setting(quiet.guild.id)
        assert (setting.minute, setting.zone) == (8 * 60 + 30, "America/New_York")


async def test_a_channel_where_threads_are_forbidden_is_refused(quiet: Town) -> None:
    async with quiet.bot() as app:
        cafe = quiet.guild.add_channel("cafe")
        quiet.sandbox.faults.deny("create_public_threads", cafe)
        panel = await screen(quiet)
        refused = await quiet.lin.choose(panel.message, [cafe], "ask:1:channel").answered()
        assert "创建公开子区" in refused.text
        assert (await app.services.icebreakers.setting(quiet.guild.id)).channel_id is None


async def test_it_can_be_ended_and_only_by_moderators(quiet: Town) -> None:
    async with quiet.bot():
        cafe = await cafe_of(quiet)
        panel = await screen(quiet)
        mods = quiet.guild.role("moderators")
        quiet.lin.take(mods)
        refused = await quiet.lin.press(panel.message, "不问了").answered()
        assert "管理服务器" in refused.text
        quiet.lin.give(mods)
        quiet.lin.press(panel.message, "不问了")
        await quiet.idle()
        await until(quiet, 20)
        assert questions(cafe) == []


async def test_a_moderator_who_switched_translation_off_is_obeyed(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.bot():
        cafe = await cafe_of(place)
        await place.translate_channel(cafe, "off")
        await until(place, 20)
        (thread,) = place.guild.threads
        place.amy.say(thread, "good night")
        await place.idle()
        assert [m for m in thread.messages if m.author is place.sandbox.bot] == []


async def test_clocks_that_change_change_nothing(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.icebreakers.decide(quiet.guild.id, quiet.lin.id, channel_id=5, zone="America/New_York")
        setting = await app.services.icebreakers.setting(quiet.guild.id)
        hours = set()
        for _ in range(370):
            moment = app.services.icebreakers.next_time(setting)
            local: datetime = moment.astimezone(ZoneInfo("America/New_York"))
            hours.add((local.hour, local.minute))
            quiet.clock.advance((moment - quiet.clock.now()).total_seconds())
        assert hours == {(20, 0)}
