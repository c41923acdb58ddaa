"""Buddies while RedBridge restarts, Discord is in trouble, and several processes share a database."""

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.pairing import (
    DAY,
    OFFER,
    WISH,
    accept,
    asked,
    delivered,
    letters,
    opened,
    pass_time,
    press,
)
from tests.e2e.test_tips_trouble import shard
from tests.e2e.town import Town, town

pytestmark = pytest.mark.asyncio
OPEN, POST, MEMBER = "POST /users/@me/channels", "POST /channels/*/messages", "GET /guilds/*/members/*"


def mention(who: Any) -> str:
    return f"<@{who.id}>"


async def test_a_question_can_be_answered_after_a_restart(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
    async with quiet.bot():
        await accept(quiet, quiet.yu, quiet.amy)
        assert mention(quiet.yu) in letters(quiet.amy)[0].content
        assert len(letters(quiet.yu)) == 1


async def test_two_days_that_end_while_nobody_is_there_end_all_the_same(quiet: Town) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
    await pass_time(quiet, 3 * DAY)
    async with quiet.bot():
        await quiet.idle()
        await delivered(quiet)
        assert "Nobody who reads the other language is free" in letters(quiet.amy)[0].content


@pytest.mark.parametrize("route", [MEMBER, OPEN, POST])
async def test_discord_is_in_trouble_when_somebody_is_to_be_asked(quiet: Town, route: str) -> None:
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        quiet.sandbox.faults.http(503, route, times=2)
        await press(quiet, quiet.amy, WISH)
        await delivered(quiet)
        await pass_time(quiet, 120)
        await delivered(quiet)
        assert len(asked(quiet.yu)) == 1
        assert len(letters(quiet.yu)) == 1


async def test_discord_takes_a_question_and_says_that_it_did_not(quiet: Town) -> None:
    """It is found among the last posts when Discord does not know its nonce any more."""
    async with opened(quiet):
        await press(quiet, quiet.yu, OFFER)
        quiet.sandbox.faults.http(503, POST, served=True)
        await press(quiet, quiet.amy, WISH)
        quiet.sandbox.faults.http(503, MEMBER, times=4)
        for _ in range(20):
            await pass_time(quiet, 60)
        assert len(letters(quiet.yu)) == 1
        await accept(quiet, quiet.yu, quiet.amy)
        assert mention(quiet.yu) in letters(quiet.amy)[0].content


async def test_two_processes_on_one_database(tmp_path: Path) -> None:
    """What is pressed in private is heard by the process of the first shard, whosever server it is about."""
    async with town(tmp_path, shards=2) as place, AsyncExitStack() as stack:
        guild = place.guild
        while not guild.id >> 22 & 1:
            guild = place.sandbox.add_guild("Noodle Club")
        hall = guild.add_channel("hall")
        amy, yu = guild.add_member("Amy"), guild.add_member("小雨", locale="zh-CN")
        await stack.enter_async_context(shard(place, 0))
        app = await stack.enter_async_context(shard(place, 1))
        await place.sandbox.ready()
        await place.idle()
        await app.services.arrivals.decide(guild.id, place.lin.id, has_buddies=True)
        for who, locale, button in ((yu, "zh-CN", OFFER), (amy, "en", WISH)):
            await app.services.members.choose_locale(who.id, locale, confirmed=True)
            shown = (await who.slash(hall, "buddy").answered()).message
            who.press(shown, button)
            await place.idle()
        await delivered(place)
        yu.press(asked(yu)[0], f"buddy:1:yes:{amy.id}@{guild.id}")
        await place.idle()
        for _ in range(3):
            await pass_time(place, 60)
        assert len(letters(yu)) == 1
        assert mention(amy) in letters(yu)[0].content
        (letter,) = letters(amy)
        assert mention(yu) in letter.content
        assert place.sandbox.complaints == []
