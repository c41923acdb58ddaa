"""A server's own words for newcomers: filled in, in both languages, harmless, previewed, and room for everybody."""

from typing import Any

import pytest

from bot.onboarding.texts import Entry
from tests.e2e.test_welcome import CHOOSE, arrivals_of, greet_in, join, labels
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

LOCALES = ("en", "zh-CN", "zh-TW")


async def say(place: Town, name: str, english: str, chinese: str) -> None:
    """What the editor does once a moderator sends it."""
    entries = {locale: Entry("", english if locale == "en" else chinese) for locale in LOCALES}
    await place.running.services.texts.put(place.guild.id, name, entries, place.lin.id)


async def panel_of(place: Town) -> Any:
    return await place.lin.slash(place.general, "redbridge onboarding panel").answered()


async def test_a_servers_own_words_are_filled_in_for_both_languages(quiet: Town) -> None:
    door, rules, cats = arrivals_of(quiet), quiet.guild.add_channel("rules"), quiet.guild.add_channel("cats")
    quiet.guild.rules_channel = rules
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, cat_channel_id=cats.id)
        await say(
            quiet,
            "welcome",
            "Hi {member}, you are no. {count} in {server}.\nRules: {rules}, cats: {cats}. Beijing: {time_in_beijing}",
            "{member} 来啦，你是{server}的第 {count} 位。\n规矩看 {rules}，猫在 {cats}，北京现在 {time_in_beijing}",
        )
        heather = await join(quiet, "Heather")
        count = len(quiet.guild.members)
        assert door.messages[0].content.splitlines() == [
            f"Hi <@{heather.id}>, you are no. {count} in Hotpot Club.",
            f"Rules: <#{rules.id}>, cats: <#{cats.id}>. Beijing: 20:00",
            f"<@{heather.id}> 来啦，你是Hotpot Club的第 {count} 位。",
            f"规矩看 <#{rules.id}>，猫在 <#{cats.id}>，北京现在 20:00",
            CHOOSE,
            "选一下语言，我带你转一圈，两分钟就好。",
        ]
        assert door.messages[0].pinged.users == {heather.id}
        assert labels(door.messages[0]) == ["English", "简体中文", "繁體中文"]


async def test_short_words_stand_beside_each_other_in_the_servers_chinese(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        texts = {"en": "Hi {member}", "zh-CN": "你好 {member}", "zh-TW": "哈囉 {member}"}
        entries = {locale: Entry("", text) for locale, text in texts.items()}
        await app.services.texts.put(quiet.guild.id, "welcome", entries, quiet.lin.id)
        await quiet.lin.slash(quiet.general, "redbridge chinese", variant="zh-TW").answered()
        heather = await join(quiet, "Heather")
        assert door.messages[0].content.splitlines()[0] == f"Hi <@{heather.id}> · 哈囉 <@{heather.id}>"


async def test_what_the_server_does_not_have_is_left_out_line_by_line_and_the_panel_says_so(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await say(
            quiet, "welcome", "Hi {member}\nThe rules: {rules}\nHave fun", "{member} 你好\n规矩：{rules}\n玩得开心"
        )
        heather = await join(quiet, "Heather")
        assert door.messages[0].content.splitlines()[:4] == [
            f"Hi <@{heather.id}>",
            "Have fun",
            f"<@{heather.id}> 你好",
            "玩得开心",
        ]
        panel = await panel_of(quiet)
        assert "{rules}" in panel.text
        assert "> Have fun" in panel.text
        # Nobody would be named: the words of RedBridge stand in.
        await say(quiet, "welcome", "Hi {member}, look at {rules}", "{member} 看看 {rules}")
        ivy = await join(quiet, "Ivy")
        assert door.messages[1].content.startswith(f"👋 **Welcome, <@{ivy.id}>!**")


async def test_a_channel_that_is_deleted_later_is_named_no_more(quiet: Town) -> None:
    door, cats = arrivals_of(quiet), quiet.guild.add_channel("cats")
    async with quiet.bot() as app:
        await greet_in(quiet, door)
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, cat_channel_id=cats.id)
        await say(quiet, "welcome", "Hi {member}\nCats: {cats}", "{member} 你好\n猫：{cats}")
        cats.delete()
        await quiet.idle()
        await join(quiet, "Heather")
        assert str(cats.id) not in door.messages[0].content


async def test_who_returns_and_a_wave_have_words_of_their_own(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await say(quiet, "welcome", "Hi {member}", "{member} 你好")
        await say(quiet, "welcome-back", "Missed you, {member}", "{member} 想你了")
        await say(quiet, "welcome-all", "Hi everybody in {server}", "{server}的大家好")
        heather = await join(quiet, "Heather")
        heather.leave()
        await quiet.idle()
        heather = await join(quiet, "Heather")
        assert door.messages[1].content.startswith(f"Missed you, <@{heather.id}> · <@{heather.id}> 想你了\n")
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(6)]
        await quiet.idle()
        lines = door.messages[2].content.splitlines()
        assert lines[0] == "Hi everybody in Hotpot Club · Hotpot Club的大家好"
        assert lines[1].split() == [each_mention.mention for each_mention in wave]
        assert not door.messages[2].pinged.users


async def test_long_words_leave_room_for_everybody_of_a_wave(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await say(quiet, "welcome-all", "x" * 500, "好" * 500)
        wave = [quiet.guild.add_member(f"Guest {number}") for number in range(70)]
        await quiet.idle()
        assert all(len(post.content) <= 2000 for post in door.messages)
        named = [word for post in door.messages for word in post.content.split() if word.startswith("<@")]
        assert named == [each.mention for each in wave]
        assert all("x" * 500 in post.content for post in door.messages)


async def test_names_neither_ping_nor_change_how_it_looks(quiet: Town) -> None:
    door = arrivals_of(quiet)
    quiet.guild.name = f"**{{rules}}** @everyone <@{quiet.amy.id}> [x](https://example.org)"
    async with quiet.bot():
        await greet_in(quiet, door)
        await say(quiet, "welcome", "Hi {member}, this is {server}. @everyone @here", "{member} 你好，这里是{server}")
        heather = await join(quiet, "@everyone **Heather**")
        (post,) = door.messages
        assert post.pinged.users == {heather.id}
        assert not post.pinged.everyone
        assert r"\*\*{rules}\*\*" in post.content
        assert f"<@{quiet.amy.id}>" not in post.content
        assert r"\[x](https" in post.content


async def test_the_preview_shows_what_a_newcomer_would_read(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        panel = await greet_in(quiet, door)
        assert f"> 👋 **Welcome, <@{quiet.lin.id}>!** · 👋 **欢迎，<@{quiet.lin.id}>！**" in panel.text
        await say(quiet, "welcome", "Hi {member}, no. {count}\n\nHave fun", "{member} 你好\n\n玩得开心")
        panel = await panel_of(quiet)
        seen = await quiet.lin.press(panel.message, "新朋友看到的样子").answered()
        assert seen.text.splitlines()[0] == f"Hi <@{quiet.lin.id}>, no. {len(quiet.guild.members)}"
        assert "\n".join(f"> {line}" for line in seen.text.splitlines()) in panel.text
        assert labels(seen.message) == ["English", "简体中文", "繁體中文"]


async def test_the_longest_words_fit_into_the_panel(quiet: Town) -> None:
    door = arrivals_of(quiet)
    async with quiet.bot():
        await greet_in(quiet, door)
        await say(quiet, "welcome", "{member}" + "x" * 690, "{member}" + "好" * 690)
        panel = await panel_of(quiet)
        assert len(panel.text) <= 1900
        assert "> <@" in panel.text
        await join(quiet, "Heather")
        assert "x" * 690 in door.messages[0].content


async def test_a_direct_welcome_says_the_same_in_the_readers_language(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, is_direct=True)
        await say(quiet, "welcome", "Hi {member}", "{member} 你好")
        await app.services.members.choose_locale(quiet.sandbox.world.user("Heather").id, "zh-CN", confirmed=True)
        heather = await join(quiet, "Heather")
        assert heather.dm.messages[0].content.splitlines() == [
            f"<@{heather.id}> 你好",
            "想的话，我带你转一圈，两分钟就好。",
            "-# Hotpot Club",
        ]
