"""Rules come again and again: in both languages, on time, only where people talk, and each in the place of the last."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.rules.log import TRIGGER, Reminded
from bot.rules.reminders import KIND
from bot.sandbox.world.posting import delete
from tests.e2e.ruling import log, pressed
from tests.e2e.town import Town
from tests.e2e.week import pass_time, until
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio
HOUR, DAY = 3600, 86_400
SHANGHAI = ZoneInfo("Asia/Shanghai")
APPROVE, REMOVE, PAUSE, GO_ON, WHEN, OWN = "通过", "删除", "暂停", "继续", "什么时候发", "自己写一段话"
HOW_OFTEN, QUIET, MESSAGES, ZONE, CHANNEL = "多久一次？", "不打扰的时段", "满几条消息才发？", "时区", "发在哪个频道？"


async def begun(place: Town) -> Any:
    """A rule book, and the channel in which it is talked of."""
    await place.running.services.rules.begin(place.guild.id, "rednote", place.lin.id)
    return place.guild.add_channel("tea")


async def set_up(place: Town, channel: Any, **options: Any) -> Any:
    """Lin makes a reminder by typing; the card that she sees."""
    options = {"when": "6h", "zone": "Asia/Shanghai"} | options
    made = await place.lin.slash(place.general, "redbridge reminders add", channel=channel, **options).answered()
    await place.idle()
    return made


async def chat(place: Town, channel: Any, count: int = 1) -> None:
    for _ in range(count):
        place.amy.say(channel, "good night")
    await place.idle()


def posts(place: Town, channel: Any) -> list[str]:
    """What the bot said in a channel and still stands."""
    return [message.content for message in channel.messages if message.author is place.sandbox.bot]


def at(place: Town, hour: int, minute: int = 0, days: int = 0, zone: ZoneInfo = SHANGHAI) -> datetime:
    """The next moment at which clocks there show that, so many days later."""
    now = place.clock.now().astimezone(zone)
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=days)
    return then if then > now else then + timedelta(days=1)


async def rule_names(place: Town) -> list[tuple[str, str]]:
    book = await place.running.services.rules.book(place.guild.id)
    return [(rule.texts["en"].name, rule.texts["zh-CN"].name) for rule in book.rules]


async def test_rules_come_in_turn_in_both_languages_each_in_the_place_of_the_last(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        card = await set_up(quiet, tea)
        names = await rule_names(quiet)
        assert "每 6 小时" in card.text
        assert names[0][1] in card.text
        await pass_time(quiet, 6 * HOUR - 1)
        assert posts(quiet, tea) == []
        await pass_time(quiet, 1)
        for english, chinese in names[:3]:
            (post,) = posts(quiet, tea)
            assert english in post
            assert chinese in post
            assert not tea.messages[-1].pinged.users
            await chat(quiet, tea)
            await pass_time(quiet, 6 * HOUR)
        assert "设了定时提醒" in await log(quiet)


async def test_never_two_without_a_human_in_between(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        first = tea.messages[-1].id
        for _ in range(3):
            await pass_time(quiet, 6 * HOUR)
        assert [m.id for m in tea.messages] == [first]
        await chat(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, tea)) == 1
        assert first not in [m.id for m in tea.messages]


async def test_two_that_are_due_together_do_not_follow_each_other(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await set_up(quiet, tea, text="good night")
        await chat(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, tea)) == 1
        said = []
        for _ in range(4):
            await chat(quiet, tea)
            await pass_time(quiet, 6 * HOUR)
            new = [m for m in tea.messages if m.author is quiet.sandbox.bot][-1]
            said.append("📌 good night" in new.content)
            await pass_time(quiet, 6 * HOUR)
            assert [m for m in tea.messages if m.author is quiet.sandbox.bot][-1] is new
        # Neither is for ever in the other's shadow.
        assert said in ([True, False] * 2, [False, True] * 2)


async def test_only_after_so_many_messages_of_people(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        card = await set_up(quiet, tea, messages=3)
        assert "满 3 条消息" in card.text
        await pass_time(quiet, 6 * HOUR)
        first = tea.messages[-1].id
        await chat(quiet, tea, 2)
        await pass_time(quiet, 6 * HOUR)
        assert first in [m.id for m in tea.messages]
        await chat(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert first not in [m.id for m in tea.messages]
        assert len(posts(quiet, tea)) == 1


async def test_quiet_hours_are_kept_and_what_falls_into_them_comes_at_their_end(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        card = await set_up(quiet, tea, when="0 23 * * *", quiet="22:00-08:00")
        assert "22:00 到 08:00" in card.text
        await until(quiet, at(quiet, 7, 59))
        assert posts(quiet, tea) == []
        await until(quiet, at(quiet, 8))
        assert len(posts(quiet, tea)) == 1


async def test_late_into_quiet_hours_it_waits_for_their_end(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea, when="50 21 * * *", quiet="22:00-08:00")
        await until(quiet, at(quiet, 21, 49))
    moment = at(quiet, 23)
    quiet.sandbox.clock.advance((moment - quiet.clock.now()).total_seconds())
    quiet.clock.advance((moment - quiet.clock.now()).total_seconds())
    async with quiet.bot():
        await quiet.idle()
        assert posts(quiet, tea) == []
        await until(quiet, at(quiet, 8))
        assert len(posts(quiet, tea)) == 1


async def test_clocks_change_and_it_still_comes_at_eight(quiet: Town) -> None:
    new_york = ZoneInfo("America/New_York")
    seconds = (datetime(2025, 3, 7, 12, tzinfo=new_york) - quiet.clock.now()).total_seconds()
    quiet.clock.advance(seconds)
    quiet.sandbox.clock.advance(seconds)
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea, when="0 20 * * *", zone="纽约")
        for _ in range(4):  # clocks go forward in the night to Sunday the 9th
            before = len(tea.messages)
            await until(quiet, at(quiet, 19, 59, zone=new_york))
            assert len(tea.messages) == before
            await until(quiet, at(quiet, 20, zone=new_york))
            assert quiet.clock.now().astimezone(new_york).hour == 20
            assert len(posts(quiet, tea)) == 1
            assert tea.messages[-1].author is quiet.sandbox.bot
            await chat(quiet, tea)


async def test_missed_while_the_bot_was_away_at_most_one_comes(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await chat(quiet, tea)
    quiet.clock.advance(5 * DAY)
    quiet.sandbox.clock.advance(5 * DAY)
    async with quiet.bot() as app:
        await quiet.idle()
        assert len(posts(quiet, tea)) == 1
        due = await app.services.due.when(KIND, quiet.guild.id, 1)
        assert due == quiet.clock.now() + timedelta(hours=6)


async def test_discord_is_down_when_it_is_due_and_it_comes_once(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        quiet.sandbox.faults.http(503, "POST /channels/*/messages", times=2)
        await pass_time(quiet, 6 * HOUR)
        assert posts(quiet, tea) == []
        for _ in range(4):
            await pass_time(quiet, 300)
        assert len(posts(quiet, tea)) == 1


async def test_killed_after_discord_took_it_it_is_not_said_again(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        await chat(quiet, tea)
        # The post is taken; nothing after it, so nothing is written down, as if the process had ended there.
        quiet.sandbox.faults.http(503, "DELETE /channels/*/messages/*", times=50)
        real, app.services.reminders.shown = app.services.reminders.shown, died
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, tea)) == 2
        app.services.reminders.shown = real
    quiet.sandbox.faults.clear()
    quiet.clock.advance(3600)
    quiet.sandbox.clock.advance(3600)
    async with quiet.bot():
        await quiet.idle()
        assert len(posts(quiet, tea)) == 1
        assert (await rule_names(quiet))[1][0] in posts(quiet, tea)[0]


async def died(*_: Any) -> None:
    raise ConnectionResetError


async def test_a_channel_that_is_gone_is_skipped_and_the_list_says_so(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        await set_up(quiet, tea)
        quiet.sandbox.faults.deny("send_messages", tea)
        await pass_time(quiet, 6 * HOUR)
        assert posts(quiet, tea) == []
        listed = await quiet.lin.slash(quiet.general, "redbridge reminders list").answered()
        assert "⚠️ **1**" in listed.text
        tea.delete()
        await pass_time(quiet, 6 * HOUR)
        due = await app.services.due.when(KIND, quiet.guild.id, 1)
        assert due is not None
        assert due > quiet.clock.now()
        card = await quiet.lin.slash(quiet.general, "redbridge reminders edit", reminder=1).answered()
        assert "⚠️ 频道" in card.text
        quiet.lin.choose(card.message, [quiet.general], "timed:1:channel:1")
        await quiet.idle()
        await chat(quiet, quiet.general)
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, quiet.general)) == 1


async def test_the_last_one_is_removed_also_from_the_channel_it_came_in_before(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, tea)) == 1
        await quiet.lin.slash(quiet.general, "redbridge reminders edit", reminder=1, channel=quiet.general).answered()
        await pass_time(quiet, 6 * HOUR)
        assert posts(quiet, tea) == []
        assert len(posts(quiet, quiet.general)) == 1


async def test_moderators_removed_the_last_one_themselves(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        delete(tea.messages[-1])
        await chat(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, tea)) == 1


async def test_a_text_of_its_own_is_translated_and_waits_to_be_approved(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        card = await set_up(quiet, tea, text="good night")
        assert "🤖" in card.text
        await pressed(quiet, quiet.lin, card, APPROVE)
        assert "🤖" not in card.text
        await pass_time(quiet, 6 * HOUR)
        assert posts(quiet, tea) == [f"📌 {zh('good night')}\n📌 good night"]
        form = quiet.lin.press(card.message, OWN)
        await form.answered()
        quiet.lin.submit(form, {"English": "Sleep well", "简体中文": "睡个好觉", "繁體中文": "睡個好覺"})
        await quiet.idle()
        await chat(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert posts(quiet, tea) == ["📌 睡个好觉\n📌 Sleep well"]
        quiet.lin.choose(card.message, ["turn"], "timed:1:shows:1")
        await quiet.idle()
        await chat(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        assert (await rule_names(quiet))[0][0] in posts(quiet, tea)[0]


async def test_what_was_needed_lately_comes_more_often(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        book = await app.services.rules.book(quiet.guild.id)
        needed, reminders = book.rules[2], app.services.reminder_log
        for number in range(500):
            await reminders.note(
                Reminded(quiet.guild.id, 10**17 + number, TRIGGER, needed.rule_id, tea.id, reminders.now())
            )
        await set_up(quiet, tea, shows="needed")
        seen = []
        for _ in range(5):
            await pass_time(quiet, 6 * HOUR)
            seen.append(posts(quiet, tea)[0])
            await chat(quiet, tea)
        assert sum(needed.texts["en"].name in post for post in seen) >= 4


async def test_made_in_a_form_paused_and_removed_by_buttons(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        opened = quiet.lin.slash(quiet.general, "redbridge reminders add")
        await opened.answered()
        sent = quiet.lin.submit(
            opened, {CHANNEL: [tea], HOW_OFTEN: "每两天", ZONE: "北京", QUIET: "23点至7点", MESSAGES: "2"}
        )
        await quiet.idle()
        card = await sent.answered()
        assert "每 2 天" in card.text
        assert "23:00 到 07:00 不打扰（Asia/Shanghai）" in card.text
        await pressed(quiet, quiet.lin, card, PAUSE)
        assert "暂停中" in card.text
        await pass_time(quiet, 2 * DAY)
        assert posts(quiet, tea) == []
    async with quiet.bot() as app:  # the buttons survive a restart
        await pressed(quiet, quiet.lin, card, GO_ON)
        form = quiet.lin.press(card.message, WHEN)
        await form.answered()
        quiet.lin.submit(form, {HOW_OFTEN: "12 hours", QUIET: ""})
        await quiet.idle()
        await pass_time(quiet, 12 * HOUR)
        assert len(posts(quiet, tea)) == 1
        await pressed(quiet, quiet.lin, card, REMOVE)
        assert await app.services.due.when(KIND, quiet.guild.id, 1) is None
        refused = await quiet.lin.slash(quiet.general, "redbridge reminders edit", reminder=1).answered()
        assert "已经不在了" in refused.text
        assert "删了定时提醒" in await log(quiet)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"when": "0 0 30 2 *"}, "`0 0 30 2 *`"),
        ({"when": "soon"}, "`soon`"),
        ({"when": "*/5 * * * *"}, "10 分钟"),
        ({"when": "90d"}, "60 天"),
        ({"zone": "the moon"}, "the moon"),
        ({"quiet": "at night"}, "at night"),
        ({"text": "Bonjour tout le monde, soyez les bienvenus ici."}, "中文"),
    ],
)
async def test_what_cannot_be_is_explained_and_nothing_is_kept(quiet: Town, options: dict[str, str], said: str) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        refused = await set_up(quiet, tea, **options)
        assert said in refused.text
        assert await app.services.reminders.every(quiet.guild.id) == []


async def test_a_channel_where_the_bot_may_not_write_is_refused(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        quiet.sandbox.faults.deny("read_message_history", tea)
        refused = await set_up(quiet, tea)
        assert "消息历史" in refused.text
        assert await app.services.reminders.every(quiet.guild.id) == []


async def test_only_moderators_at_each_press(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = await begun(quiet)
        card = await set_up(quiet, tea)
        quiet.lin.take(quiet.guild.role("moderators"))
        refused = await quiet.lin.press(card.message, REMOVE).answered()
        assert "管理服务器" in refused.text
        assert len(await app.services.reminders.every(quiet.guild.id)) == 1


async def test_twenty_are_the_most(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        for _ in range(20):
            await set_up(quiet, tea)
        refused = await set_up(quiet, tea)
        assert "20" in refused.text
        listed = await quiet.lin.slash(quiet.general, "redbridge reminders list").answered()
        assert listed.text.count("⏰") == 20


async def test_moderators_see_each_in_their_channel(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea, mods = await begun(quiet), quiet.guild.add_channel("mods")
        await app.services.rule_settings.change(quiet.guild.id, quiet.lin.id, log_channel_id=mods.id)
        await set_up(quiet, tea)
        await pass_time(quiet, 6 * HOUR)
        (note,) = posts(quiet, mods)
        assert f"/{tea.id}/{tea.messages[-1].id}" in note


async def test_the_panel_shows_all_and_leads_to_each_and_back(quiet: Town) -> None:
    async with quiet.bot():
        tea = await begun(quiet)
        await set_up(quiet, tea)
        panel = await quiet.lin.slash(quiet.general, "redbridge rules panel").answered()
        quiet.lin.choose(panel.message, ["timed"], "rulebook:2:screen")
        await quiet.idle()
        assert f"⏰ **1** 在 <#{tea.id}>" in panel.text
        quiet.lin.choose(panel.message, ["1. #tea"], "rulebook:1:timed")
        await quiet.idle()
        assert "每 6 小时" in panel.text
        await pressed(quiet, quiet.lin, panel, REMOVE)
        await pressed(quiet, quiet.lin, panel, "全部提醒")
        assert "还没有定时提醒" in panel.text
        form = quiet.lin.press(panel.message, "新的定时提醒")
        await form.answered()
        quiet.lin.submit(form, {CHANNEL: [tea]})
        await quiet.idle()
        assert "每 7 天" in panel.text


async def test_an_empty_book_says_nothing_and_the_card_tells(quiet: Town) -> None:
    async with quiet.bot() as app:
        tea = quiet.guild.add_channel("tea")
        card = await set_up(quiet, tea)
        assert "规则书还是空的" in card.text
        await pass_time(quiet, 6 * HOUR)
        assert posts(quiet, tea) == []
        await app.services.rules.begin(quiet.guild.id, "rednote", quiet.lin.id)
        await pass_time(quiet, 6 * HOUR)
        assert len(posts(quiet, tea)) == 1
