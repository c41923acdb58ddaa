"""Buddies: two who both said yes, and nobody who hears of it before or besides."""

from typing import Any

import pytest

from tests.e2e.pairing import (
    DAY,
    ENOUGH,
    HOUR,
    OFFER,
    WISH,
    accept,
    asked,
    buttons,
    delivered,
    letters,
    opened,
    pair_up,
    panel,
    pass_time,
    press,
    refused,
    said_in_public,
    volunteer,
)
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
# What newcomers and volunteers are told to begin with, by the language of whom they say it to.
THANKS = {"en": "> Hi, I'm new here.", "zh-CN": "> 你好，我刚来"}
HELLO = {"en": "> Hi, I'm your buddy.", "zh-CN": "> 你好，我是你的搭子"}
SILENT = 1 << 12


def mention(who: Any) -> str:
    return f"<@{who.id}>"


@pytest.mark.parametrize("newcomer_reads", ["en", "zh-CN"])
async def test_both_say_yes_and_learn_of_each_other(quiet: Town, newcomer_reads: str) -> None:
    async with opened(quiet):
        newcomer, helper = (quiet.amy, quiet.yu) if newcomer_reads == "en" else (quiet.yu, quiet.amy)
        helper_reads = "zh-CN" if newcomer_reads == "en" else "en"
        offered = await press(quiet, helper, OFFER)
        assert ("You are on the list" if helper_reads == "en" else "志愿者名单") in offered.content
        wished = await press(quiet, newcomer, WISH)
        assert ("is looking for your buddy" if newcomer_reads == "en" else "正在帮你找搭子") in wished.content
        await delivered(quiet)
        (question,) = asked(helper)
        assert question.content.startswith("🤝 **Hotpot Club**\n")
        assert mention(newcomer) in question.content
        assert ("English" if newcomer_reads == "en" else "简体中文") in question.content
        assert list(buttons(question)) == (["Accept", "Not now"] if helper_reads == "en" else ["我愿意", "这次算了"])
        # It makes a sound, for somebody waits for the answer.
        assert not question.flags & SILENT
        assert letters(newcomer) == []
        assert mention(helper) not in (await panel(quiet, newcomer)).content
        told = await accept(quiet, helper, newcomer)
        assert mention(newcomer) in told.content
        assert HELLO[newcomer_reads] in told.content
        (letter,) = letters(newcomer)
        assert mention(helper) in letter.content
        assert THANKS[helper_reads] in letter.content
        assert not letter.pinged.users
        assert mention(helper) in (await panel(quiet, newcomer)).content
        assert said_in_public(quiet) == []


async def test_who_says_no_stays_unknown_and_is_not_asked_for_them_again(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        told = await accept(quiet, quiet.yu, quiet.amy, "no")
        assert told.content.startswith("好的。")
        (letter,) = letters(quiet.amy)
        assert "Nobody who reads the other language is free" in letter.content
        assert mention(quiet.yu) not in letter.content + (await panel(quiet, quiet.amy)).content
        for _ in range(2):
            await press(quiet, quiet.amy, WISH)
            await delivered(quiet)
        assert len(letters(quiet.yu)) == 1
        assert said_in_public(quiet) == []


async def test_after_two_days_without_an_answer_somebody_else_is_asked(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        other = await volunteer(quiet, "Mei")
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        first, second = (quiet.yu, other) if asked(quiet.yu) else (other, quiet.yu)
        await pass_time(quiet, 2 * DAY - HOUR)
        assert asked(second) == []
        await pass_time(quiet, HOUR)
        await delivered(quiet)
        assert len(asked(second)) == 1
        late = await refused(quiet, first, asked(first)[0], f"buddy:1:yes:{quiet.amy.id}@{quiet.guild.id}")
        assert "已经不等回答了" in late
        await accept(quiet, second, quiet.amy)
        (letter,) = letters(quiet.amy)
        assert mention(second) in letter.content


@pytest.mark.parametrize("by_volunteer", [True, False])
async def test_either_ends_it_with_one_press_and_the_other_is_told_kindly(quiet: Town, by_volunteer: bool) -> None:
    async with opened(quiet):
        told = await pair_up(quiet, quiet.amy, quiet.yu)
        if by_volunteer:
            quiet.yu.press(told, "到此为止")
        else:
            quiet.amy.press(letters(quiet.amy)[0], ENOUGH)
        await quiet.idle()
        await delivered(quiet)
        other, one = (quiet.amy, quiet.yu) if by_volunteer else (quiet.yu, quiet.amy)
        news = letters(other)[-1].content
        assert mention(one) in news
        assert ("are buddies no more" if by_volunteer else "不再是搭子了") in news
        for who in (quiet.amy, quiet.yu):
            assert not any(":end:" in each for each in buttons(await panel(quiet, who)).values())
        # And they are not brought together again.
        before = len(letters(quiet.yu))
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert len(letters(quiet.yu)) == before


async def test_an_old_button_ends_nothing_twice(quiet: Town) -> None:
    async with opened(quiet):
        await pair_up(quiet, quiet.amy, quiet.yu)
        await press(quiet, quiet.amy, f"buddy:1:end:{quiet.yu.id}")
        await delivered(quiet)
        count = len(letters(quiet.yu))
        letter = letters(quiet.amy)[0]
        quiet.amy.press(letter, ENOUGH)
        await quiet.idle()
        await delivered(quiet)
        assert letter.content.startswith("That had ended before.")
        assert len(letters(quiet.yu)) == count


async def test_two_newcomers_press_at_once_for_a_volunteers_last_place(quiet: Town) -> None:
    async with opened(quiet) as app:
        await press(quiet, quiet.yu, OFFER)
        crowd = [quiet.guild.add_member(f"Newcomer {number}", locale="en-US") for number in range(4)]
        for who in crowd:
            await app.services.members.choose_locale(who.id, "en", confirmed=True)
        for who in crowd[:2]:
            await press(quiet, who, WISH)
            await delivered(quiet)
            await accept(quiet, quiet.yu, who)
        shown = [await panel(quiet, who) for who in crowd[2:]]
        for who, message in zip(crowd[2:], shown, strict=True):
            who.press(message, WISH)
        await quiet.idle()
        await delivered(quiet, 6)
        questions = asked(quiet.yu)
        assert len(questions) == 1
        (chosen,) = [who for who in crowd[2:] if mention(who) in questions[0].content]
        (other,) = [who for who in crowd[2:] if who is not chosen]
        assert "Nobody who reads the other language is free" in letters(other)[0].content
        await accept(quiet, quiet.yu, chosen)
        mine = await panel(quiet, quiet.yu)
        assert [label for label in buttons(mine) if "到此为止" in label] == [f"到此为止 ({n})" for n in (1, 2, 3)]
        await press(quiet, other, WISH)
        await delivered(quiet)
        assert asked(quiet.yu) == []


async def test_who_never_said_which_language_they_read_is_asked_first(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        heather = quiet.guild.add_member("Heather", locale="en-US")
        shown = await press(quiet, heather, WISH)
        assert shown.content == "Which language do you read? Your buddy will read the other one."
        assert list(buttons(shown)) == ["English", "简体中文", "繁體中文"]
        await delivered(quiet)
        assert asked(quiet.yu) == []
        heather.press(shown, "English")
        await quiet.idle()
        await delivered(quiet)
        assert "is looking for your buddy" in shown.content
        assert mention(heather) in asked(quiet.yu)[0].content
        ivy = quiet.guild.add_member("Ivy", locale="en-US")
        shown = await press(quiet, ivy, OFFER)
        ivy.press(shown, "繁體中文")
        await quiet.idle()
        assert "志工名單" in shown.content


async def test_a_wish_and_an_offer_can_be_taken_back_at_any_time(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        given_up = await press(quiet, quiet.amy, "buddy:1:give-up")
        assert given_up.content.startswith("Done: nobody is asked for you any more.")
        late = await refused(quiet, quiet.yu, asked(quiet.yu)[0], f"buddy:1:yes:{quiet.amy.id}@{quiet.guild.id}")
        assert "什么都没改" in late
        mei = await volunteer(quiet, "Mei")
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert len(asked(mei)) == 1
        await volunteer(quiet, "Lan")
        await press(quiet, mei, "buddy:1:step-down")
        await delivered(quiet)
        late = await refused(quiet, mei, asked(mei)[0], f"buddy:1:yes:{quiet.amy.id}@{quiet.guild.id}")
        assert "什么都没改" in late
        assert letters(quiet.amy) == []


async def test_three_wishes_a_day_and_erasing_ones_traces_brings_no_more(quiet: Town) -> None:
    async with opened(quiet) as app:
        for number in range(3):
            await press(quiet, quiet.amy, WISH)
            await delivered(quiet, 2)
            assert len(letters(quiet.amy)) == number + 1
        shown = await panel(quiet, quiet.amy)
        assert "3 times today" in await refused(quiet, quiet.amy, shown, WISH)
        await app.services.privacy.erase(quiet.amy.id)
        await app.services.members.choose_locale(quiet.amy.id, "en", confirmed=True)
        assert "3 times today" in await refused(quiet, quiet.amy, shown, WISH)
    async with quiet.bot() as app:
        await app.services.members.choose_locale(quiet.amy.id, "en", confirmed=True)
        await pass_time(quiet, DAY)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet, 2)
        assert len(letters(quiet.amy)) == 4


async def test_the_tour_offers_it_at_its_end_also_in_direct_messages(quiet: Town) -> None:
    async with opened(quiet) as app:
        tour = await quiet.amy.slash(quiet.general, "tips").answered()
        quiet.amy.press(tour.message, "Just looking")
        await quiet.idle()
        while "Next" in buttons(tour.message):
            quiet.amy.press(tour.message, "Next")
            await quiet.idle()
        quiet.amy.press(tour.message, "Done")
        await quiet.idle()
        found = await quiet.amy.press(tour.message, "Find a buddy").answered()
        assert "I'd like a buddy" in buttons(found.message)
        # By direct message its buttons know which server they are about.
        await app.services.buddies.wish(quiet.guild.id, quiet.amy.id, "en")
        await delivered(quiet, 2)
        nobody = letters(quiet.amy)[0]
        there = await quiet.amy.press(nobody, "How it stands").answered()
        assert buttons(there.message)["I'll be one"] == f"buddy:1:offer@{quiet.guild.id}"
        quiet.amy.press(there.message, "I'll be one")
        await quiet.idle()
        assert "You are on the list of volunteers" in there.message.content
