"""The first week of two newcomers, one who reads English and one who reads Chinese, from the door to the numbers."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.newcomers import Newcomer, Week, arrive, begin, finish, try_it, turn
from tests.e2e.pairing import OFFER, accept, asked, buttons, delivered, letters, press
from tests.e2e.privacy import forget
from tests.e2e.test_cats import PICTURE
from tests.e2e.test_icebreaker import questions
from tests.e2e.test_onboarding_stats import text_of
from tests.e2e.town import Town
from tests.e2e.week import CHICAGO, SHANGHAI, pass_time, sent, until
from tests.e2e.witness import foreign, one_sided
from tests.fakes.phrases import en, zh

pytestmark = pytest.mark.asyncio

SHOWN = {"en": "晚安", "zh-CN": "Good night"}
TO_SAY = {"en": "> 你好，我刚来", "zh-CN": "> Hi, I'm your buddy."}
HEATHER_SAYS, QIAO_SAYS = "what do you all think of it", "看看这只可爱的猫"


async def first_hour(week: Week) -> None:
    """Both choose who they are, try a translation, and leave in the middle of their tour."""
    place, inn = week.place, week.inn
    for who in week.both:
        tour = await begin(week, who)
        await try_it(week, who, tour)
        await turn(week, who, tour, week.cards_of(who)[:3])
    # The role for the first card is for those of one tour.
    assert inn.curious.id in week.heather.member.roles
    assert inn.curious.id not in week.qiao.member.roles
    assert [message for message in place.general.messages if message.author.bot] == []


async def second_hour(week: Week) -> None:
    """They read on to the end, pay the cat tax, and become buddies."""
    place, inn, heather, qiao = week.place, week.inn, week.heather.member, week.qiao.member
    tours = [await finish(week, who) for who in week.both]
    for number, who in enumerate(week.both, 1):
        paid = who.member.say(inn.cats, "", attachments=[PICTURE])
        await place.idle()
        assert inn.cats.messages[-1].content == (
            f"🐱 Cat tax paid! Welcome home, <@{who.member.id}>. (cat no. {number}) · "
            f"🐱 猫税已缴！欢迎 <@{who.member.id}> 入住。（第 {number} 只猫）"
        )
        assert [str(each) for each in paid.reactions] == ["🐱"]
        assert inn.cat_people.id in who.member.roles
    await press(place, qiao, OFFER)
    found = await heather.press(tours[0].message, "Find a buddy").answered()
    heather.press(found.message, "I'd like a buddy")
    await place.idle()
    await delivered(place)
    assert f"<@{heather.id}>" in asked(qiao)[0].content
    told = await accept(place, qiao, heather)
    assert f"<@{heather.id}>" in told.content
    assert f"<@{qiao.id}>" in letters(heather)[-1].content


def moment(week: Week, day: int, hour: int, zone: ZoneInfo) -> datetime:
    """An hour of theirs, so many days after the one on which they came."""
    return datetime.combine(week.came + timedelta(days=day), time(hour), zone)


async def tip_at(week: Week, who: Newcomer, at: datetime, count: int) -> None:
    """They have so many tips then, and if that is one more than before, the last one comes at that very moment."""
    place = week.place
    before = len(sent(who.member))
    await until(place, at - timedelta(seconds=1))
    assert len(sent(who.member)) == before
    await pass_time(place, 1)
    assert sent(who.member) == week.tips_of(who)[:count]


async def day(week: Week, number: int, *, tips: tuple[int, int], question: bool) -> None:
    """Evening in Shanghai, the question of the day, evening in Chicago. tips: how many Heather and 小桥 have then."""
    place, inn = week.place, week.inn
    await tip_at(week, week.qiao, moment(week, number, 19, SHANGHAI), tips[1])
    before = len(questions(inn.cafe))
    await until(place, moment(week, number, 20, SHANGHAI))
    assert len(questions(inn.cafe)) == before + question
    await tip_at(week, week.heather, moment(week, number, 19, CHICAGO), tips[0])


async def answer(week: Week) -> None:
    """小桥 answers the question in Chinese, and Heather reads it in English; then the other way round."""
    place = week.place
    thread = place.guild.threads[-1]
    for who, words, read in ((week.qiao, QIAO_SAYS, en(QIAO_SAYS)), (week.heather, HEATHER_SAYS, zh(HEATHER_SAYS))):
        who.member.say(thread, words)
        await place.idle()
        assert [m.content for m in thread.messages if m.author is place.sandbox.bot][-1] == read


async def enough(week: Week) -> None:
    """小桥 has had enough after three."""
    letter = [message for message in week.qiao.member.dm.messages if "💡" in message.content][-1]
    (label,) = buttons(letter)
    assert label == "够了，谢谢"
    stopped = await week.qiao.member.press(letter, label).answered()
    await week.place.idle()
    assert "Hotpot Club" in stopped.text


async def numbers(week: Week) -> list[str]:
    """What Lin reads of the newcomers of these two weeks."""
    shown = await week.place.lin.slash(week.place.general, "redbridge onboarding stats", weeks=2).answered()
    assert shown.message.attachments
    return text_of(shown)[1:4]


def everything_is_theirs(week: Week) -> None:
    """What each of them saw in private is in their language, and what everybody saw is in both."""
    for who in week.both:
        seen = week.witness.private(who.member)
        assert len(seen) >= 20
        # But for what they asked to see in the other one, and what they are told to say to their buddy, in quotes.
        found = foreign(seen, who.locale)
        assert found[:-1] == [SHOWN[who.locale]]
        assert found[-1].startswith(TO_SAY[who.locale])
    said = [sight for sight in week.witness.public() if sight.channel in {week.inn.door, week.inn.cats, week.inn.cafe}]
    assert len(said) >= 6
    assert one_sided(said) == []


async def test_the_first_week_of_a_refugee_and_of_a_chinese_member(quiet: Town) -> None:
    quiet.guild.rules_channel = quiet.guild.add_channel("rules")
    async with quiet.bot():
        week = await arrive(quiet)
        await first_hour(week)
    async with quiet.bot():
        await second_hour(week)
        await day(week, 1, tips=(1, 1), question=True)
        await answer(week)
        await day(week, 2, tips=(2, 2), question=True)
    async with quiet.bot():
        await day(week, 3, tips=(3, 3), question=False)
        await enough(week)
        await answer(week)
        await day(week, 4, tips=(4, 3), question=True)
    async with quiet.bot() as app:
        await app.client.wait_until_ready()
        for number in (5, 6, 7):
            week.heather.member.say(quiet.general, "good night")
            await quiet.idle()
            await day(week, number, tips=(number, 3), question=number == 6)
        for number in (8, 9, 10):
            week.heather.member.say(quiet.general, "good night")
            await quiet.idle()
            await day(week, number, tips=(7, 3), question=number % 2 == 0)
        counted = await numbers(week)
        assert counted == [
            "加入 2 · 选了语言 2 · 开始导览 2 · 看完导览 2 · 缴了猫税 2 · 待满一周 2",
            "English：加入 1 · 选了语言 1 · 开始导览 1 · 看完导览 1 · 缴了猫税 1 · 待满一周 1",
            "简体中文：加入 1 · 选了语言 1 · 开始导览 1 · 看完导览 1 · 缴了猫税 1 · 待满一周 1",
        ]
        panel = await week.heather.member.slash(quiet.general, "privacy").answered()
        await forget(quiet, week.heather.member, panel.message)
        assert "Forget me …" not in buttons(panel.message)
        assert await numbers(week) == counted
        everything_is_theirs(week)
