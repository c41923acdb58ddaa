"""Tips when something goes wrong: each comes late but once, never at night, and never twice."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app import App, build
from bot.client.inflight import settled
from bot.client.onboarding.tips import GENTLY
from bot.due.agenda import LEASE
from tests.e2e.test_process import Hosted
from tests.e2e.town import PATIENCE, Town, town
from tests.e2e.week import HOUR, begin, evening, pass_time, sent, speak, texts
from tests.fakes.library import opened

pytestmark = pytest.mark.asyncio

OPEN, POST = "POST /users/@me/channels", "POST /channels/*/messages"


async def test_a_week_goes_on_after_a_restart(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        await evening(quiet)
    async with quiet.bot():
        assert len(sent(quiet.amy)) == 1
        await speak(quiet, quiet.amy)
        await evening(quiet)
    async with quiet.bot():
        await evening(quiet)
    assert sent(quiet.amy) == texts()[:3]


async def test_what_was_due_while_nobody_was_there_comes_late_in_the_evening(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
    await evening(quiet, 1, hour=21)
    async with quiet.bot():
        await quiet.idle()
        assert sent(quiet.amy) == texts()[:1]
        await evening(quiet)
        assert sent(quiet.amy) == texts()[:2]


async def test_but_not_at_night_and_then_only_one(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        await evening(quiet, 1, hour=12)
        await speak(quiet, quiet.amy)
    await evening(quiet, 1, hour=22)
    async with quiet.bot():
        await quiet.idle()
        assert sent(quiet.amy) == []
        await evening(quiet)
        assert sent(quiet.amy) == texts()[:1]
        await speak(quiet, quiet.amy)
        await evening(quiet)
        assert sent(quiet.amy) == texts()[:2]


@pytest.mark.parametrize("route", ["GET /guilds/*/members/*", "GET /guilds/*", OPEN, POST])
async def test_discord_does_not_answer_when_a_tip_is_due(quiet: Town, route: str) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        quiet.sandbox.faults.http(503, route)
        await evening(quiet)
        assert sent(quiet.amy) == []
        await pass_time(quiet, 30)
        assert sent(quiet.amy) == texts()[:1]
        await pass_time(quiet, HOUR)
        await evening(quiet)
        assert sent(quiet.amy) == texts()[:2]


async def test_discord_does_not_answer_for_a_whole_evening(quiet: Town) -> None:
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        await evening(quiet, 1, hour=18)
        await speak(quiet, quiet.amy)
        quiet.sandbox.faults.http(503, OPEN, times=1000)
        await pass_time(quiet, HOUR)
        for _ in range(3 * 6):
            await pass_time(quiet, HOUR / 6)
        quiet.sandbox.faults.clear()
        for _ in range(3):
            await pass_time(quiet, HOUR)
        assert sent(quiet.amy) == []
        await evening(quiet, 0)
        assert sent(quiet.amy) == texts()[:1]


async def test_discord_takes_a_tip_and_says_that_it_did_not(quiet: Town) -> None:
    """It is found among the last posts when Discord does not know its nonce any more."""
    async with quiet.bot():
        await begin(quiet, quiet.amy)
        quiet.sandbox.faults.http(503, POST, served=True)
        await evening(quiet)
        assert sent(quiet.amy) == texts()[:1]
        quiet.sandbox.faults.http(503, "GET /guilds/*", times=4)
        for _ in range(20):
            await pass_time(quiet, 60)
        assert sent(quiet.amy) == texts()[:1]
        await evening(quiet)
        assert sent(quiet.amy) == texts()[:2]


async def test_direct_messages_are_opened_at_a_gentle_pace(quiet: Town) -> None:
    async with quiet.bot():
        crowd = [quiet.guild.add_member(f"Newcomer {number}", locale="en-US") for number in range(6)]
        for who in crowd:
            await begin(quiet, who)
        await evening(quiet)
        counts = [sum(len(sent(who)) for who in crowd)]
        for _ in range(8):
            await pass_time(quiet, GENTLY)
            counts.append(sum(len(sent(who)) for who in crowd))
        assert counts == [1, 2, 3, 4, 5, 6, 6, 6, 6]
        assert [len(sent(who)) for who in crowd] == [1] * 6


async def test_welcomes_and_tips_keep_one_pace(quiet: Town) -> None:
    async with quiet.bot() as app:
        await app.services.arrivals.decide(quiet.guild.id, quiet.lin.id, is_direct=True)
        heather = quiet.guild.add_member("Heather", locale="en-US")
        for who in (quiet.amy, heather):
            await begin(quiet, who)
        await evening(quiet)
        ivy = quiet.guild.add_member("Ivy", locale="en-US")
        await quiet.idle()
        counts: list[tuple[int, int]] = []
        for _ in range(3):
            counts.append((len(sent(quiet.amy)) + len(sent(heather)), len(ivy.dm.messages)))
            await pass_time(quiet, GENTLY)
        assert counts == [(1, 0), (2, 0), (2, 1)]


async def test_discord_says_that_they_are_too_many(quiet: Town) -> None:
    async with quiet.bot():
        crowd = [quiet.guild.add_member(f"Newcomer {number}", locale="en-US") for number in range(2)]
        for who in crowd:
            await begin(quiet, who)
        quiet.sandbox.faults.http(403, OPEN, code=40003)
        await evening(quiet)
        await pass_time(quiet, 59)
        assert sum(len(sent(who)) for who in crowd) == 0
        for _ in range(3):
            await pass_time(quiet, 30)
        assert [len(sent(who)) for who in crowd] == [1, 1]


@asynccontextmanager
async def shard(place: Town, number: int) -> AsyncIterator[App]:
    """One of two processes on one database, each with a shard of its own."""
    settings = place.settings(SHARD_COUNT="2", SHARD_IDS=str(number))
    async with build(settings, clock=place.clock, library=await opened()) as app:
        connection = asyncio.create_task(app.connect())
        # Both run in this loop, so whoever is busy is seen here.
        place.sandbox.idle_probe = partial(settled, PATIENCE)
        try:
            yield app
            await app.shut_down()
        finally:
            connection.cancel()
            await asyncio.wait({connection})


async def test_two_processes_on_one_database_send_each_tip_once(tmp_path: Path) -> None:
    async with town(tmp_path, shards=2) as place:
        guilds = [place.guild]
        while len({each.id >> 22 & 1 for each in guilds}) < 2:
            guilds.append(place.sandbox.add_guild("Noodle Club"))
        people = []
        for guild in guilds:
            channel = guild.add_channel("hall")
            people.append((guild.add_member(f"Newcomer of {guild.id}", locale="en-US"), channel))
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(shard(place, 0))
            await stack.enter_async_context(shard(place, 1))
            await place.sandbox.ready()
            await place.idle()
            for who, channel in people:
                tour = await who.slash(channel, "tips").answered()
                who.press(tour.message, "Just looking")
                await place.idle()
            for _ in range(2):
                await evening(place)
                await pass_time(place, HOUR)
            assert [sent(who) for who, _ in people] == [texts()[:2]] * len(people)
            # A press in private is heard by the process of the first shard, whosever server it is about.
            for who, _ in people:
                who.press(who.dm.messages[0], "That's enough, thanks")
            await place.idle()
            await evening(place)
            assert [len(sent(who)) for who, _ in people] == [2] * len(people)
        assert place.sandbox.complaints == []


@pytest_asyncio.fixture
async def hosted(tmp_path: Path) -> AsyncIterator[Hosted]:
    """The bot as a process of its own."""
    async with town(tmp_path) as place:
        host = Hosted(place)
        try:
            await host.start()
            yield host
        finally:
            await host.bot.kill()
        assert place.sandbox.complaints == []


async def test_a_process_is_killed_after_discord_took_a_tip_and_before_it_was_noted(hosted: Hosted) -> None:
    place = hosted.town
    await begin(place, place.amy)
    due_at = due(place)
    seconds = due_at - place.sandbox.clock.epoch() + 60
    place.sandbox.faults.slow(60, POST, served=True)
    struck = asyncio.Event()
    end = place.sandbox.subscribe(lambda event: struck.set() if event.kind == "fault" else None)
    place.sandbox.clock.advance(seconds)
    await hosted.bot.advance(seconds)
    await asyncio.wait_for(struck.wait(), 30)
    end()
    await hosted.bot.kill()
    assert len(sent(place.amy)) == 1
    # Long after Discord has forgotten the nonce, and the lease has run out.
    place.sandbox.clock.advance(LEASE + 600)
    await hosted.start()
    await hosted.bot.advance(place.sandbox.clock.epoch() - time.time())
    await place.idle()
    assert sent(place.amy) == texts()[:1]
    assert due(place) > due_at + 12 * HOUR


def due(place: Town) -> float:
    """When the next tip is due, in seconds since 1970."""
    with sqlite3.connect(place.folder / "redbridge.db") as database:
        ((at,),) = database.execute("SELECT due_at FROM due_item WHERE kind = 'tip'").fetchall()
    return at / 1000
