"""Buddies when something is in the way: closed messages, people who leave, switches, wrong hands."""

import sqlite3
from typing import Any

import pytest

from bot.onboarding.buddies import Answer
from tests.e2e.locking import without_table
from tests.e2e.pairing import (
    DAY,
    ENOUGH,
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
from tests.e2e.privacy import forget
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio
MEMBER = "GET /guilds/*/members/*"


def mention(who: Any) -> str:
    return f"<@{who.id}>"


async def test_who_takes_no_direct_messages_is_skipped_told_and_on_the_list_again(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        quiet.yu.close_dms()
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert "Nobody who reads the other language is free" in letters(quiet.amy)[0].content
        quiet.yu.close_dms(closed=False)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert asked(quiet.yu) == []
        assert "你不收私信" in (await panel(quiet, quiet.yu)).content
        assert "你不收私信" not in (await panel(quiet, quiet.yu)).content
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert len(asked(quiet.yu)) == 1
        assert said_in_public(quiet) == []


async def test_the_next_volunteer_is_asked_where_one_takes_none(quiet: Town) -> None:
    async with opened(quiet):
        crowd = [await volunteer(quiet, name) for name in ("Mei", "Lan", "Xia")]
        for who in crowd[:2]:
            who.close_dms()
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet, 8)
        assert [len(asked(who)) for who in crowd] == [0, 0, 1]
        await accept(quiet, crowd[2], quiet.amy)
        assert mention(crowd[2]) in letters(quiet.amy)[0].content


async def test_a_newcomer_who_takes_none_sees_it_when_they_look(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        quiet.amy.close_dms()
        await accept(quiet, quiet.yu, quiet.amy)
        assert letters(quiet.amy) == []
        shown = await panel(quiet, quiet.amy)
        assert mention(quiet.yu) in shown.content
        assert "> 你好，我刚来" in shown.content
        await press(quiet, quiet.yu, f"buddy:1:end:{quiet.amy.id}")
        await delivered(quiet)
        assert "are buddies no more" in (await panel(quiet, quiet.amy)).content
        assert "are buddies no more" not in (await panel(quiet, quiet.amy)).content
        for _ in range(2):
            await press(quiet, quiet.amy, WISH)
            await delivered(quiet)
            assert "Nobody who reads the other language is free" in (await panel(quiet, quiet.amy)).content
        # What was shown does not come by direct message as well.
        quiet.amy.close_dms(closed=False)
        await pass_time(quiet, 3600)
        assert letters(quiet.amy) == []
        assert said_in_public(quiet) == []


async def test_a_volunteer_who_leaves_makes_room_for_the_next(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        mei = await volunteer(quiet, "Mei")
        quiet.yu.leave()
        await quiet.idle()
        await delivered(quiet)
        assert len(asked(mei)) == 1
        late = await refused(quiet, quiet.yu, asked(quiet.yu)[0], f"buddy:1:yes:{quiet.amy.id}@{quiet.guild.id}")
        assert "什么都没改" in late
        assert letters(quiet.amy) == []


async def test_who_left_unheard_is_not_asked_and_nobody_is_asked_for_them(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
    quiet.yu.leave()
    async with quiet.bot():
        mei = await volunteer(quiet, "Mei")
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert (len(asked(quiet.yu)), len(asked(mei))) == (0, 1)
        await accept(quiet, mei, quiet.amy, "no")
    # Heather has left before anybody could be asked for her.
    heather = quiet.guild.add_member("Heather", locale="en-US")
    async with quiet.bot() as app:
        quiet.sandbox.faults.http(503, MEMBER, times=1000)
        await app.services.members.choose_locale(heather.id, "en", confirmed=True)
        await press(quiet, heather, WISH)
    heather.leave()
    quiet.sandbox.faults.clear()
    async with quiet.bot() as app:
        await pass_time(quiet, 3600)
        await delivered(quiet)
        assert not any(mention(heather) in each.content for each in letters(mei))
        assert not (await app.services.buddies.look(quiet.guild.id, heather.id)).is_looking


async def test_who_leaves_parts_from_their_buddies_and_comes_back_free(quiet: Town) -> None:
    async with opened(quiet):
        await pair_up(quiet, quiet.amy, quiet.yu)
        quiet.amy.leave()
        await quiet.idle()
        await delivered(quiet)
        assert "不再是搭子了" in letters(quiet.yu)[-1].content
        assert mention(quiet.amy) not in (await panel(quiet, quiet.yu)).content
        back = quiet.guild.add_member("Amy")
        assert "I'd like a buddy" in buttons(await panel(quiet, back))


async def test_switched_off_meanwhile_nobody_is_brought_together(quiet: Town) -> None:
    async with opened(quiet) as app:
        await pair_up(quiet, quiet.amy, quiet.yu)
        heather = quiet.guild.add_member("Heather", locale="en-US")
        await app.services.members.choose_locale(heather.id, "en", confirmed=True)
        before = await panel(quiet, heather)
        await press(quiet, heather, WISH)
        await delivered(quiet)
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, has_buddies=False)
        told = await refused(quiet, quiet.yu, asked(quiet.yu)[-1], f"buddy:1:yes:{heather.id}@{quiet.guild.id}")
        assert "关掉了搭子" in told
        await delivered(quiet)
        assert "switched buddies off" in letters(heather)[0].content
        assert "doesn't offer buddies" in await refused(quiet, heather, before, WISH)
        assert "doesn't offer buddies" in await refused(quiet, heather, before, OFFER)
        shown = await panel(quiet, heather)
        assert buttons(shown) == {}
        # Who is together stays so, and can end it.
        mine = await panel(quiet, quiet.amy)
        assert mention(quiet.yu) in mine.content
        assert list(buttons(mine)) == [ENOUGH]
        quiet.amy.press(mine, ENOUGH)
        await quiet.idle()
        assert mine.content.startswith("Done: you and")


async def test_switched_off_before_anybody_answers_the_wish_ends(quiet: Town) -> None:
    async with opened(quiet) as app:
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, has_buddies=False)
        await pass_time(quiet, 2 * DAY)
        await delivered(quiet)
        assert "switched buddies off" in letters(quiet.amy)[0].content
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, has_buddies=True)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        assert len(asked(quiet.yu)) == 2


async def test_a_button_in_wrong_hands_does_nothing(quiet: Town) -> None:
    """Discord lets nobody press in direct messages of others; what a forged press would say is refused as well."""
    async with opened(quiet) as app:
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        buddies = app.services.buddies
        for forger in (quiet.lin.id, quiet.amy.id):
            for accepts in (True, False):
                came = await buddies.answer(quiet.guild.id, quiet.amy.id, forger, accepts=accepts)
                assert came is Answer.PASSED
        await accept(quiet, quiet.yu, quiet.amy)
        assert not await buddies.end(quiet.guild.id, quiet.lin.id, quiet.amy.id)
        assert not await buddies.end(quiet.guild.id + 1, quiet.amy.id, quiet.yu.id)
        assert mention(quiet.yu) in (await panel(quiet, quiet.amy)).content


async def test_a_year_later_buttons_say_that_it_is_over(quiet: Town) -> None:
    async with opened(quiet):
        mei = await volunteer(quiet, "Mei")
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        heather = await volunteer(quiet, "Heather", "en")
        await pair_up(quiet, quiet.yu, heather)
    await pass_time(quiet, 370 * DAY)
    async with quiet.bot() as app:
        await delivered(quiet)
        await app.services.buddies.prune()
        late = await refused(quiet, mei, letters(mei)[0], f"buddy:1:yes:{quiet.amy.id}@{quiet.guild.id}")
        assert "什么都没改" in late
        letter = letters(heather)[0]
        heather.press(letter, ENOUGH)
        await quiet.idle()
        assert letter.content.startswith("That had ended before.")
        assert rows(quiet) == {"buddy_volunteer": 0, "buddy_pair": 0, "buddy_wish": 0, "buddy_news": 0}


async def test_who_has_themselves_forgotten_is_forgotten_and_the_other_is_told_no_name(quiet: Town) -> None:
    async with opened(quiet):
        await pair_up(quiet, quiet.amy, quiet.yu)
        shown = await quiet.yu.slash(quiet.general, "privacy").answered()
        assert "报名当搭子" in shown.text
        await forget(quiet, quiet.yu, shown.message)
        await delivered(quiet)
        news = letters(quiet.amy)[-1].content
        assert "One of your buddies has ended it" in news
        assert mention(quiet.yu) not in news
        assert rows(quiet) == {"buddy_volunteer": 0, "buddy_pair": 0, "buddy_wish": 1, "buddy_news": 0}


async def test_moderators_see_numbers_and_nobody_else_decides(quiet: Town) -> None:
    async with quiet.bot() as app:
        shown = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.lin.choose(shown.message, ["buddies"], "onboard:2:screen")
        await quiet.idle()
        assert "没有开" in shown.message.content
        quiet.lin.press(shown.message, "开启搭子")
        await quiet.idle()
        assert "> 🤝 **Buddies.**" in shown.message.content
        assert "> 🤝 **搭子**" in shown.message.content
        for who, locale in ((quiet.amy, "en"), (quiet.yu, "zh-CN")):
            await app.services.members.choose_locale(who.id, locale, confirmed=True)
        await pair_up(quiet, quiet.amy, quiet.yu)
        quiet.lin.choose(shown.message, ["buddies"], "onboard:2:screen")
        await quiet.idle()
        assert "读英文的 0 位，读中文的 1 位" in shown.message.content
        assert "结成的搭子：1 对" in shown.message.content
        assert mention(quiet.amy) not in shown.message.content
        assert mention(quiet.yu) not in shown.message.content
        log = (await quiet.lin.slash(quiet.general, "redbridge log").answered()).text
        assert "给新朋友找搭子：– → 开" in log
        assert mention(quiet.yu) not in log
        quiet.lin.take(quiet.guild.role("moderators"))
        told = await quiet.lin.press(shown.message, "关闭搭子").answered()
        assert "管理服务器" in told.text
        assert app.services.arrivals.welcome(quiet.guild.id).has_buddies


async def test_the_database_cannot_be_used(quiet: Town) -> None:
    async with opened(quiet):
        shown = await panel(quiet, quiet.amy)
        async with without_table(quiet, "buddy_wish"):
            told = await refused(quiet, quiet.amy, shown, WISH)
            assert told
        quiet.amy.press(shown, WISH)
        await quiet.idle()
        assert "is looking for your buddy" in shown.content


def rows(place: Town) -> dict[str, int]:
    """How much the database knows of buddies."""
    names = ("buddy_volunteer", "buddy_pair", "buddy_wish", "buddy_news")
    with sqlite3.connect(place.folder / "redbridge.db") as database:
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
