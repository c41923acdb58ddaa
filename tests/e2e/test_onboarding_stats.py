"""Moderators see how many newcomers came how far: as a picture, as a text, and with nobody's name."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from PIL import Image

from bot.app import App
from bot.charts.draw import WIDTH
from bot.sandbox.refusal import Refused
from bot.sandbox.world.channel import Channel
from tests.e2e.privacy import forget
from tests.e2e.test_cats import PICTURE
from tests.e2e.test_welcome import greet_in, join
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio

DAY = 24 * 60 * 60.0
# The clock stands on a Tuesday.
THIS_WEEK, NEXT_WEEK = "2025-01-13", "2025-01-20"


@asynccontextmanager
async def awake(place: Town) -> AsyncIterator[App]:
    """The bot, which knows its servers: before it does, it asks Discord nothing about them."""
    async with place.bot() as app:
        await app.client.wait_until_ready()
        await place.idle()
        yield app


async def open_door(place: Town) -> Channel:
    door = place.guild.add_channel("arrivals")
    await greet_in(place, door)
    return door


async def stats(place: Town, **options: Any) -> Any:
    return await place.lin.slash(place.general, "redbridge onboarding stats", **options).answered()


async def take_tour(place: Town, member: Any, welcome: Any, language: str, *, to_the_end: bool = False) -> None:
    begun = await member.press(welcome, language).answered()
    journey = begun.message.components[0]["components"][-1]["label"]
    member.press(begun.message, journey)
    await place.idle()
    done = {"English": ("Next", "Done"), "简体中文": ("下一张", "看完了"), "繁體中文": ("下一張", "看完了")}[language]
    while to_the_end:
        shown = [part["label"] for row in begun.message.components for part in row["components"] if "label" in part]
        member.press(begun.message, done[0] if done[0] in shown else done[1])
        await place.idle()
        if done[0] not in shown:
            return


async def days(place: Town, count: float) -> None:
    place.sandbox.clock.advance(count * DAY)
    place.clock.advance(count * DAY)
    await place.idle()


def text_of(answer: Any) -> list[str]:
    return [line for line in answer.text.splitlines() if line]


async def test_a_first_week_is_counted_by_language_and_shown_as_picture_and_as_text(quiet: Town) -> None:
    async with awake(quiet):
        door = await open_door(quiet)
        cats = quiet.guild.add_channel("cats")
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.lin.choose(panel.message, ["cats"], "onboard:2:screen")
        await quiet.idle()
        quiet.lin.choose(panel.message, [cats], "onboard:1:cats")
        await quiet.idle()
        heather = await join(quiet, "Heather")
        await take_tour(quiet, heather, door.messages[-1], "English", to_the_end=True)
        heather.say(cats, "Biscuit", attachments=[PICTURE])
        mei = await join(quiet, "小梅")
        await take_tour(quiet, mei, door.messages[-1], "繁體中文")
        await join(quiet, "Lurker")
        mei.leave()
        await quiet.idle()
        await days(quiet, 7)
        answer = await stats(quiet, weeks=2)
        assert answer.ephemeral
        assert text_of(answer) == [
            f"**新朋友，一周一周看 · {THIS_WEEK} – {NEXT_WEEK}**",
            "加入 3 · 选了语言 2 · 开始导览 2 · 看完导览 1 · 缴了猫税 1 · 待满一周 2",
            "English：加入 1 · 选了语言 1 · 开始导览 1 · 看完导览 1 · 缴了猫税 1 · 待满一周 1",
            "繁體中文：加入 1 · 选了语言 1 · 开始导览 1",
            "还没选语言：加入 1 · 待满一周 1",
            "最近几周来的人里，有些还没待满一周。",
            f"{THIS_WEEK} 那一周：加入 3 · 选了语言 2 · 开始导览 2 · 看完导览 1 · 缴了猫税 1 · 待满一周 2",
            "  English：加入 1 · 选了语言 1 · 开始导览 1 · 看完导览 1 · 缴了猫税 1 · 待满一周 1",
            "  繁體中文：加入 1 · 选了语言 1 · 开始导览 1",
            "  还没选语言：加入 1 · 待满一周 1",
            f"{NEXT_WEEK} 那一周：没有人",
        ]
        (picture,) = answer.message.attachments
        assert Image.open(io.BytesIO(picture.data)).size[0] == 2 * WIDTH
        assert picture.description.splitlines()[1] == text_of(answer)[1]
        everything = answer.text + picture.description
        assert not [name for name in ("Heather", "小梅", "Lurker", "Hotpot") if name in everything]


async def test_numbers_come_in_the_language_of_whoever_asks_and_only_moderators_may(quiet: Town) -> None:
    async with awake(quiet) as app:
        door = await open_door(quiet)
        heather = await join(quiet, "Heather")
        await heather.press(door.messages[-1], "English").answered()
        await app.services.members.choose_locale(quiet.lin.id, "en", confirmed=True)
        answer = await stats(quiet, weeks=1)
        assert text_of(answer)[:3] == [
            f"**Newcomers, week by week · {THIS_WEEK}**",
            "Joined 1 · Chose a language 1",
            "English: Joined 1 · Chose a language 1",
        ]
        with pytest.raises(Refused):
            quiet.amy.slash(quiet.general, "redbridge onboarding stats")


async def test_who_comes_back_or_is_erased_is_counted_once_also_after_a_restart(quiet: Town) -> None:
    async with awake(quiet):
        door = await open_door(quiet)
        heather = await join(quiet, "Heather")
        await heather.press(door.messages[-1], "English").answered()
        heather.leave()
        await quiet.idle()
        heather = await join(quiet, "Heather")
    async with awake(quiet):
        await days(quiet, 7.5)
        panel = await heather.slash(quiet.general, "privacy").answered()
        await forget(quiet, heather, panel.message)
        answer = await stats(quiet, weeks=2)
        assert text_of(answer)[1] == "加入 1 · 选了语言 1 · 待满一周 1"
        await join(quiet, "Amber")
    async with awake(quiet):
        answer = await stats(quiet, weeks=2)
        assert text_of(answer)[1] == "加入 2 · 选了语言 1 · 待满一周 1"


async def test_who_left_while_the_bot_was_away_is_asked_about_and_late_answers_are_no_reproach(quiet: Town) -> None:
    async with awake(quiet):
        await open_door(quiet)
        people = [await join(quiet, name) for name in ("Ann", "Ben", "Cora")]
    people[0].leave()
    quiet.clock.advance(8 * DAY)
    quiet.sandbox.clock.advance(8 * DAY)
    async with awake(quiet):
        await quiet.idle()
        assert text_of(await stats(quiet))[1] == "加入 3 · 待满一周 2"
        late = [await join(quiet, name) for name in ("Dan", "Eve")]
    late[0].leave()
    quiet.clock.advance(30 * DAY)
    quiet.sandbox.clock.advance(30 * DAY)
    async with awake(quiet):
        await quiet.idle()
        lines = text_of(await stats(quiet))
        assert lines[1] == "加入 5 · 待满一周 3"
        assert "红桥离线太久，有 1 位新朋友不知道待没待满一周。" in lines


async def test_a_tax_that_is_given_back_is_taken_off(quiet: Town) -> None:
    async with awake(quiet):
        await open_door(quiet)
        panel = await quiet.lin.slash(quiet.general, "redbridge onboarding panel").answered()
        quiet.lin.choose(panel.message, ["cats"], "onboard:2:screen")
        await quiet.idle()
        quiet.lin.choose(panel.message, [quiet.general], "onboard:1:cats")
        await quiet.idle()
        heather = await join(quiet, "Heather")
        for picture in (heather, quiet.amy):
            picture.say(quiet.general, "", attachments=[PICTURE])
        await quiet.idle()
        # Amy was here before anybody was counted.
        assert text_of(await stats(quiet))[1] == "加入 1 · 缴了猫税 1"
        for who in (heather, quiet.amy):
            await quiet.lin.slash(quiet.general, "redbridge cat-undo", member=who).answered()
        assert text_of(await stats(quiet))[1] == "加入 1"


async def test_nothing_yet_is_said_kindly_with_what_may_be_the_reason(quiet: Town) -> None:
    async with awake(quiet):
        nothing = await stats(quiet)
        assert not nothing.message.attachments
        assert nothing.text.splitlines() == [
            "这几周还没有人加入，暂时没什么可数的。第一位新朋友一来，这里就有数字了。",
            "只数红桥欢迎的新朋友；在哪里欢迎，看 `/红桥 新朋友 面板`。",
        ]


async def test_without_the_right_to_attach_files_the_text_says_it_all(quiet: Town) -> None:
    async with awake(quiet):
        await open_door(quiet)
        await join(quiet, "Heather")
        quiet.sandbox.faults.deny("attach_files", quiet.general)
        answer = await stats(quiet, weeks=1)
        assert not answer.message.attachments
        assert f"{THIS_WEEK} 那一周：加入 1" in answer.text
        assert "**附加文件**" in answer.text


async def test_long_numbers_go_into_a_file_beside_the_picture(quiet: Town) -> None:
    async with awake(quiet):
        door = await open_door(quiet)
        for week in range(12):
            for language in ("English", "简体中文", "繁體中文"):
                member = await join(quiet, f"{week} {language}")
                await member.press(door.messages[-1], language).answered()
            await days(quiet, 7)
        answer = await stats(quiet, weeks=26)
        assert len(answer.text) < 2000
        picture, file = answer.message.attachments
        assert (picture.filename, file.filename) == ("newcomers.png", "newcomers.txt")
        lines = file.data.decode("utf-8-sig").splitlines()
        assert sum("那一周：" in line for line in lines) == 26
        assert sum(line.startswith("  繁體中文：加入 1 · 选了语言 1") for line in lines) == 12
        quiet.sandbox.faults.deny("attach_files", quiet.general)
        answer = await stats(quiet, weeks=26)
        assert len(answer.text) < 2000
        assert f"{THIS_WEEK} 那一周" in answer.text


async def test_a_server_of_which_discord_does_not_answer_is_asked_about_again(
    quiet: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async with awake(quiet) as app:
        await open_door(quiet)
        heather = await join(quiet, "Heather")
        (guild,) = app.client.guilds
        guild.unavailable = True
        await days(quiet, 8)
        assert text_of(await stats(quiet))[1] == "加入 1"
        guild.unavailable = False
        await days(quiet, 0.3)
        assert heather.id in quiet.guild.members
        assert text_of(await stats(quiet))[1] == "加入 1 · 待满一周 1"
    assert "not known yet" not in caplog.text
