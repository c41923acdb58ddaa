"""/tips: a newcomer's tour, card by card, in their language, left and taken up again."""

from typing import Any

import pytest

from tests.e2e.privacy import forget
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


def labels(message: Any) -> list[str]:
    return [button["label"] for row in message.components for button in row["components"]]


def title(message: Any) -> str:
    return next(line.removeprefix("### ") for line in message.content.splitlines() if line.startswith("### "))


async def pressed(place: Town, who: Any, panel: Any, label: str) -> None:
    """Press a button of a panel, which changes after a moment."""
    who.press(panel.message, label)
    await place.idle()


async def opened(place: Town, who: Any) -> Any:
    return await who.slash(place.general, "tips").answered()


async def test_a_refugee_walks_through_all_cards_and_comes_back_to_them(quiet: Town) -> None:
    async with quiet.bot():
        tour = await opened(quiet, quiet.amy)
        assert labels(tour.message) == ["I come from TikTok", "I live on RedNote", "Just looking"]
        await pressed(quiet, quiet.amy, tour, "I come from TikTok")
        seen = [title(tour.message)]
        assert "In Hotpot Club some write English" in tour.message.content
        assert labels(tour.message) == ["Next", "Try it", "Another tour"]
        while "Next" in labels(tour.message):
            await pressed(quiet, quiet.amy, tour, "Next")
            seen.append(title(tour.message))
        assert seen == [
            "How people talk here",
            "RedNote in two minutes",
            "Ten words you will meet",
            "What to leave at the door",
            "When is everybody awake?",
            "Safe and private",
        ]
        assert tour.message.content.startswith("-# ●●●●●● 6 / 6\n")
        assert labels(tour.message) == ["Back", "Done", "Another tour"]
        await pressed(quiet, quiet.amy, tour, "Done")
        assert tour.message.content == "That was the tour. Make yourself at home. `/tips` brings every card back."
        await pressed(quiet, quiet.amy, tour, "From the beginning")
        assert title(tour.message) == "How people talk here"
        assert quiet.talk() == []


async def test_a_tour_is_resumed_where_it_was_left_also_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        tour = await opened(quiet, quiet.yu)
        assert labels(tour.message) == ["我是 TikTok 难民", "小红书老用户", "随便看看"]
        await pressed(quiet, quiet.yu, tour, "小红书老用户")
        for _ in range(3):
            await pressed(quiet, quiet.yu, tour, "下一张")
        await pressed(quiet, quiet.yu, tour, "上一张")
        assert title(tour.message) == "关于“难民”这个梗"
    async with quiet.bot():
        again = await opened(quiet, quiet.yu)
        assert title(again.message) == "关于“难民”这个梗"
        # The old message works, too, and goes on from its own card.
        await pressed(quiet, quiet.yu, tour, "下一张")
        assert title(tour.message) == "过不了桥的话"
        assert title((await opened(quiet, quiet.yu)).message) == "过不了桥的话"


async def test_the_cards_follow_the_readers_language(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.members.choose_locale(quiet.amy.id, "zh-TW", confirmed=True)
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "隨便看看")
        assert title(tour.message) == "大家在這裡怎麼聊"
        await app.services.members.choose_locale(quiet.amy.id, "en", confirmed=True)
        await pressed(quiet, quiet.amy, tour, "下一張")
        assert title(tour.message) == "Be easy"


async def test_a_newcomer_tries_a_translation(quiet: Town) -> None:
    async with quiet.bot():
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "Just looking")
        form = quiet.amy.press(tour.message, "Try it")
        await form.answered()
        said = await quiet.amy.submit(form, {"English or Chinese text": "晚安"}).answered()
        assert said.text == "Good night"
        assert said.ephemeral
        assert title(tour.message) == "How people talk here"
        assert quiet.talk() == []


async def test_the_rules_are_shown_where_the_server_has_a_channel_for_them(quiet: Town) -> None:
    rules = quiet.guild.add_channel("rules")
    quiet.guild.rules_channel = rules
    async with quiet.bot():
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "Just looking")
        await pressed(quiet, quiet.amy, tour, "Next")
        assert title(tour.message) == "Where the rules are"
        assert f"<#{rules.id}>" in tour.message.content


async def test_a_servers_name_cannot_change_how_a_card_looks(quiet: Town) -> None:
    quiet.guild.name = "**{rules}** @everyone"
    async with quiet.bot():
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "Just looking")
        assert r"\*\*{rules}\*\*" in tour.message.content
        assert not tour.message.pinged.everyone


async def test_another_tour_begins_anew(quiet: Town) -> None:
    async with quiet.bot() as app:
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "I come from TikTok")
        await pressed(quiet, quiet.amy, tour, "Next")
        await pressed(quiet, quiet.amy, tour, "Another tour")
        assert labels(tour.message) == ["I come from TikTok", "I live on RedNote", "Just looking"]
        await pressed(quiet, quiet.amy, tour, "I live on RedNote")
        known = await app.services.journeys.where(quiet.guild.id, quiet.amy.id)
        assert known
        assert (known.journey, known.step) == ("rednote", 0)


async def test_the_time_in_beijing_and_here(quiet: Town) -> None:
    async with quiet.bot():
        here = f"<t:{int(quiet.clock.now().timestamp())}:t>"
        asked = await quiet.amy.slash(quiet.general, "time").answered()
        assert asked.text.splitlines() == [
            f"**Tuesday, 20:00** in Beijing. Where you are it is {here}.",
            "Most people there are at home now: the best hours to talk.",
        ]
        assert asked.ephemeral
        quiet.clock.advance(9 * 60 * 60)
        asked = await quiet.amy.slash(quiet.general, "time").answered()
        assert asked.text.startswith("**Wednesday, 05:00** in Beijing.")


async def test_whoever_lives_by_beijings_clock_is_told_how_late_it_is_in_america(quiet: Town) -> None:
    """As their Discord's language lets one guess, until they say where they live."""
    async with quiet.bot():
        asked = await quiet.yu.slash(quiet.general, "time").answered()
        assert asked.text.splitlines() == [
            "北京现在是**星期二 20:00**，纽约是星期二 07:00，洛杉矶是星期二 04:00。",
            "那边大多数人在睡觉。你现在写的，他们一早醒来就能看到。",
        ]
        told = await quiet.amy.slash(quiet.general, "time", zone="Singapore").answered()
        assert "In New York it is Tuesday, 07:00, in Los Angeles Tuesday, 04:00." in told.text
        told = await quiet.yu.slash(quiet.general, "time", zone="纽约").answered()
        assert "北京现在是**星期二 20:00**，你那边是 <t:" in told.text


async def test_the_time_is_told_in_private_as_well(quiet: Town) -> None:
    async with quiet.bot():
        quiet.amy.install()
        private = quiet.sandbox.add_private_channel(quiet.amy, quiet.yu)
        asked = await quiet.amy.slash(private, "time").answered()
        assert asked.text.startswith("**Tuesday, 20:00** in Beijing.")


async def test_what_is_kept_of_a_tour_is_shown_and_forgotten(quiet: Town) -> None:
    async with quiet.bot() as app:
        tour = await opened(quiet, quiet.amy)
        await pressed(quiet, quiet.amy, tour, "Just looking")
        panel = await quiet.amy.slash(quiet.general, "privacy").answered()
        assert (
            "- How far you came in the tours of servers, for a year after your last card: 1" in panel.text.splitlines()
        )
        await forget(quiet, quiet.amy, panel.message)
        assert "the tours of servers" not in panel.text
        assert await app.services.journeys.where(quiet.guild.id, quiet.amy.id) is None
        assert labels((await opened(quiet, quiet.amy)).message)[0] == "I come from TikTok"
