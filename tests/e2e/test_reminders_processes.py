"""Two thousand reminders, four processes on one database, and one of them killed in the middle: each is said once."""

import asyncio
import sqlite3
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.due.agenda import LEASE
from bot.due.worker import AT_ONCE
from bot.rules.reminders import KIND
from bot.sandbox.process import BotProcess
from bot.store import due, reminders
from bot.store.database import Database
from bot.store.due import Due
from bot.store.reminders import Reminder
from tests.e2e.test_process import RUN, environment
from tests.e2e.town import Town, town

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(600)]
GUILDS, OF_EACH, PROCESSES = 100, 20, 4
EVERYTHING = GUILDS * OF_EACH
HOUR = 3600


def plan(connection: Connection, channels: list[Any], at: int) -> None:
    """A reminder for each channel, all due at the same moment (milliseconds UTC)."""
    for channel in channels:
        texts = {"text_en": "One thing at a time.", "text_cn": "一件一件来。", "text_tw": "一件一件來。"}
        made = Reminder(channel.guild.id, 0, channel.id, every_minutes=24 * 60, choice="text", **texts)
        number = reminders.add(connection, made)
        due.put(connection, Due(KIND, channel.guild.id, number, at))


async def started(place: Town, number: int) -> BotProcess:
    """A process with the servers of one shard."""
    shards = {"SHARD_COUNT": str(PROCESSES), "SHARD_IDS": str(number)}
    # Four of them must not take the processors from whatever else is tested beside them.
    command = ("nice", "-n", "10", *RUN) if which("nice") else RUN
    bot = BotProcess(command, {**environment(place), **shards}, place.folder / f"bot-{number}.log")
    await bot.start()
    return bot


async def connected(place: Town, number: int) -> None:
    async with asyncio.timeout(200):
        while "connected as" not in (place.folder / f"bot-{number}.log").read_text("utf-8"):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_each_of_two_thousand_is_said_once(tmp_path: Path) -> None:
    async with town(tmp_path, shards=PROCESSES) as place, AsyncExitStack() as stack:
        place.sandbox.limits.set_global(1000)
        guilds = [place.sandbox.add_guild(f"Club {number}") for number in range(GUILDS)]
        channels = [guild.add_channel(f"tea-{number}") for guild in guilds for number in range(OF_EACH)]
        database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'redbridge.db'}")
        await database.write(plan, channels, int((time.time() + HOUR) * 1000))
        await database.close()
        bots = []
        for number in range(PROCESSES):
            bots.append(await started(place, number))
            stack.push_async_callback(bots[-1].kill)
        await asyncio.gather(*(connected(place, number) for number in range(PROCESSES)))

        said: Counter[int] = Counter()
        middle, rest = asyncio.Event(), asyncio.Event()

        def heard(event: Any) -> None:
            if event.kind == "message_created":
                said[event.message.channel.id] += 1
                if len(said) >= EVERYTHING // 3:
                    middle.set()
                if len(said) >= EVERYTHING - AT_ONCE:
                    rest.set()

        place.sandbox.subscribe(heard)
        await asyncio.gather(*(bot.advance(HOUR) for bot in bots))
        await asyncio.wait_for(middle.wait(), 200)
        await bots[0].kill()
        assert len(said) < EVERYTHING - AT_ONCE
        (tmp_path / "bot-0.log").unlink()
        await bots[0].start()
        await connected(place, 0)
        await bots[0].advance(HOUR)
        await asyncio.wait_for(rest.wait(), 200)
        await asyncio.gather(*(bot.idle() for bot in bots))
        # What the killed process had in hand is free again when its lease has run out.
        await asyncio.gather(*(bot.advance(LEASE + 1) for bot in bots))
        await nothing_left(tmp_path)
        assert len(said) == EVERYTHING
        assert set(said.values()) == {1}
        assert place.sandbox.complaints == []


async def nothing_left(folder: Path) -> None:
    """Wait until everything is dealt with, and so due the next day."""
    until = (time.time() + 2 * HOUR) * 1000
    with sqlite3.connect(folder / "redbridge.db") as database:
        async with asyncio.timeout(200):
            while database.execute("SELECT count(*) FROM due_item WHERE due_at < ?", (until,)).fetchone() != (0,):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
