"""Tips of the days after a tour was begun: one a day at a good hour, by direct message, and an end to them."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.onboarding.texts import Entry
from tests.e2e.privacy import forget
from tests.e2e.town import Town
from tests.e2e.week import (
    CHICAGO,
    DAY,
    ENOUGH,
    HOUR,
    SHANGHAI,
    begin,
    ends,
    evening,
    listen,
    pass_time,
    sent,
    speak,
    texts,
    today,
    until,
)

pytestmark = pytest.mark.asyncio


async def a_day(place: Town, wanted: str) -> Any:
    """What a moderator does: open the panel, and choose how many there are."""
    panel = await place.lin.slash(place.general, "redbridge onboarding panel").answered()
    place.lin.choose(panel.message, ["tips"], "onboard:2:screen")
    await place.idle()
    place.lin.choose(panel.message, [wanted], "onboard:1:tips")
    await place.idle()
    return panel


async def test_one_a_day_for_a_week_at_seven_in_the_evening(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        for number in range(7):
            await evening(quiet, 1, hour=18)
            await pass_time(quiet, HOUR - 1)
            assert len(sent(quiet.amy)) == number
            await pass_time(quiet, 1)
            assert sent(quiet.amy) == texts()[: number + 1]
            await speak(quiet, quiet.amy)
        for _ in range(3):
            await evening(quiet)
            await speak(quiet, quiet.amy)
        assert len(sent(quiet.amy)) == 7
        first = quiet.amy.dm.messages[0]
        assert first.content.startswith("💡 **A tip from Hotpot Club**\n")
        assert [button["label"] for row in first.components for button in row["components"]] == [ENOUGH]
        assert [message for message in quiet.general.messages if message.author.bot] == []


async def test_each_in_their_own_evening_and_in_the_language_they_read_now(quiet: Town) -> None:
    quiet.guild.name = "**Hotpot** {rules} @everyone"
    async with quiet.bot() as app:
        await begin(quiet, quiet.yu, "随便看看")
        await evening(quiet, 1, SHANGHAI)
        assert sent(quiet.yu) == texts("zh-CN")[:1]
        first = quiet.yu.dm.messages[0]
        assert first.content.startswith(r"💡 **来自 \*\*Hotpot\*\* {rules} @everyone 的小提示**")
        assert not first.pinged.everyone
        await app.services.members.choose_locale(quiet.yu.id, "zh-TW", confirmed=True)
        await evening(quiet, 1, SHANGHAI)
        await app.services.members.choose_locale(quiet.yu.id, "en", confirmed=True)
        await evening(quiet, 1, SHANGHAI)
        assert sent(quiet.yu) == [texts("zh-CN")[0], texts("zh-TW")[1], texts("en")[2]]


async def test_one_press_ends_it_also_a_year_later(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        await evening(quiet)
        answer = await quiet.amy.press(quiet.amy.dm.messages[0], ENOUGH).answered()
        assert answer.text.startswith("No more tips from Hotpot Club.")
        await speak(quiet, quiet.amy)
        await evening(quiet)
        assert len(sent(quiet.amy)) == 1
        assert ends(caplog) == ["they have had enough"]
    await pass_time(quiet, 370 * DAY)
    async with quiet.bot():
        answer = await quiet.amy.press(quiet.amy.dm.messages[0], ENOUGH).answered()
        assert answer.text.startswith("No more tips from Hotpot Club.")
        await pass_time(quiet, 2 * DAY)
        assert len(sent(quiet.amy)) == 1


async def test_a_week_is_had_once_on_each_server(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        await evening(quiet)
        quiet.amy.press(quiet.amy.dm.messages[0], ENOUGH)
        await quiet.idle()
        tour = await quiet.amy.slash(quiet.general, "tips").answered()
        quiet.amy.press(tour.message, "Another tour")
        await quiet.idle()
        quiet.amy.press(tour.message, "I come from TikTok")
        await quiet.idle()
        await evening(quiet)
        assert len(sent(quiet.amy)) == 1


async def test_until_the_first_tip_the_tour_that_was_begun_last_counts(quiet: Town) -> None:
    async with quiet.bot():
        tour = await quiet.amy.slash(quiet.general, "tips").answered()
        for label in ("Just looking", "Another tour", "I come from TikTok"):
            quiet.amy.press(tour.message, label)
            await quiet.idle()
        await evening(quiet)
        assert sent(quiet.amy) == texts("en", "refugee")[:1]
        for label in ("Another tour", "Just looking"):
            quiet.amy.press(tour.message, label)
            await quiet.idle()
        await evening(quiet)
        assert sent(quiet.amy) == texts("en", "refugee")[:2]


async def test_closed_direct_messages_end_it_and_no_channel_hears_of_it(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        quiet.amy.close_dms()
        await evening(quiet)
        assert ends(caplog) == ["direct messages are closed"]
        quiet.amy.close_dms(closed=False)
        await speak(quiet, quiet.amy)
        await evening(quiet)
        assert sent(quiet.amy) == []
        assert [message for message in quiet.general.messages if message.author.bot] == []


async def test_who_has_left_gets_none_and_is_not_even_written_to(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        quiet.amy.leave()
        await evening(quiet)
        assert ends(caplog) == ["they or RedBridge have left"]
        assert not any(each.path.endswith("/users/@me/channels") for each in quiet.sandbox.traffic)
        quiet.guild.add_member("Amy")
        await evening(quiet)
        assert sent(quiet.amy) == []


async def test_where_the_bot_was_removed_nobody_gets_any(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        quiet.guild.remove_bot()
        await evening(quiet)
        assert sent(quiet.amy) == []
        assert ends(caplog) == ["they or RedBridge have left"]


async def test_who_is_silent_for_three_days_gets_no_more(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    """In days of UTC: whoever is heard on one is not silent on the three that follow."""
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.yu, "随便看看")
        for _ in range(5):
            await evening(quiet, 1, SHANGHAI)
        assert len(sent(quiet.yu)) == 3
        assert ends(caplog) == ["nothing was heard of them"]
        await speak(quiet, quiet.yu)
        await evening(quiet, 1, SHANGHAI)
        assert len(sent(quiet.yu)) == 3


@pytest.mark.parametrize("how", ["word", "press in private"])
async def test_a_word_or_a_press_shows_that_they_are_there_also_after_a_restart(quiet: Town, how: str) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.yu, "随便看看")
        await evening(quiet, 3, SHANGHAI, hour=12)
        if how == "word":
            await speak(quiet, quiet.yu)
        else:
            await quiet.yu.slash(quiet.yu.dm, "time").answered()
        assert len(sent(quiet.yu)) == 0
    async with quiet.bot():
        for _ in range(5):
            await evening(quiet, 1, SHANGHAI)
        # On the three days after that day, and no more.
        assert len(sent(quiet.yu)) == 3


async def test_a_server_that_wants_none_any_more_ends_them(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        panel = await a_day(quiet, "0")
        assert "新朋友不会收到小提示" in panel.text
        await begin(quiet, quiet.yu, "随便看看")
        await evening(quiet)
        await evening(quiet)
        assert (sent(quiet.amy), sent(quiet.yu)) == ([], [])
        assert ends(caplog) == ["the server wants none any more"]


async def test_two_a_day_come_in_the_morning_and_in_the_evening_until_there_are_no_more(quiet: Town) -> None:
    async with quiet.bot():
        await a_day(quiet, "2")
        await begin(quiet, quiet.amy)
        for number in range(5):
            await evening(quiet, 1, hour=10)
            assert sent(quiet.amy) == texts()[: 2 * number + 1]
            await evening(quiet, 0)
            assert sent(quiet.amy) == texts()[: 2 * number + 2]
            await speak(quiet, quiet.amy)


async def test_who_is_left_out_gets_none(quiet: Town, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        panel = await quiet.amy.slash(quiet.general, "privacy").answered()
        quiet.amy.press(panel.message, "Leave me out")
        await quiet.idle()
        await evening(quiet)
        assert sent(quiet.amy) == []
        assert ends(caplog) == ["they are left out"]


async def test_who_is_forgotten_gets_no_more(quiet: Town) -> None:
    async with quiet.bot() as app:
        await begin(quiet, quiet.amy)
        panel = await quiet.amy.slash(quiet.general, "privacy").answered()
        assert "how many tips you got" in panel.text
        assert await app.services.tips.count(quiet.amy.id) == 1
        await forget(quiet, quiet.amy, panel.message)
        await evening(quiet)
        assert sent(quiet.amy) == []
        assert await app.services.tips.count(quiet.amy.id) == 0


async def test_the_hour_stays_when_summer_time_begins(quiet: Town) -> None:
    """In Chicago it began on 9 March 2025, at two in the morning."""
    await pass_time(quiet, 52 * DAY)
    async with quiet.bot():
        assert str(today(quiet)) == "2025-03-07"
        await begin(quiet, quiet.amy)
        times: list[Any] = []
        for _ in range(3):
            await evening(quiet, 1, hour=18)
            await pass_time(quiet, HOUR - 1)
            before = len(sent(quiet.amy))
            await pass_time(quiet, 1)
            assert len(sent(quiet.amy)) == before + 1
            times.append(quiet.clock.now())
            await speak(quiet, quiet.amy)
        assert [later - earlier for earlier, later in pairwise(times)] == [
            timedelta(hours=23),
            timedelta(hours=24),
        ]


async def test_they_come_at_the_hours_of_the_time_zone_that_somebody_told(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        told = await quiet.amy.slash(quiet.general, "time", zone="Europe/Berlin").answered()
        assert told.text.startswith("Your time zone is Europe/Berlin, where it is **Tuesday, 13:00** now.")
        berlin = ZoneInfo("Europe/Berlin")
        # The hour of Chicago, for which it was meant at first, is the middle of the night in Berlin.
        await evening(quiet, 1, CHICAGO)
        assert sent(quiet.amy) == []
        await evening(quiet, 0, berlin)
        assert len(sent(quiet.amy)) == 1
        await until(quiet, quiet.clock.now() + timedelta(days=1))
        assert len(sent(quiet.amy)) == 2


async def test_the_panel_shows_a_tip_in_both_languages_and_the_log_who_changed_it(quiet: Town) -> None:
    async with quiet.bot():
        panel = await a_day(quiet, "2")
        assert "每天两条" in panel.text
        assert f"> {texts('en', 'refugee')[0]}" in panel.text
        assert f"> {texts('zh-CN', 'refugee')[0].splitlines()[0]}" in panel.text
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert "新朋友每天收到几条小提示：1 → 2" in log
        quiet.lin.take(quiet.guild.role("moderators"))
        refused = await quiet.lin.choose(panel.message, ["1"], "onboard:1:tips").answered()
        assert "管理服务器" in refused.text


async def test_a_servers_own_words_come_in_the_place_of_a_tip(quiet: Town) -> None:
    own = {"en": "Our hotpot is on Fridays.", "zh-CN": "我们周五吃火锅。", "zh-TW": "我們週五吃火鍋。"}
    async with quiet.bot() as app:
        entries = {locale: Entry("", text) for locale, text in own.items()}
        await app.services.texts.put(quiet.guild.id, "tip:looking:lurking", entries, quiet.lin.id)
        await begin(quiet, quiet.amy)
        await evening(quiet)
        assert sent(quiet.amy) == ["Our hotpot is on Fridays."]
