"""The first week of two newcomers when the process dies in it, each time at the worst moment."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.due.agenda import LEASE
from tests.e2e.schema import violations
from tests.e2e.test_process import Hosted
from tests.e2e.test_welcome import arrivals_of, greet_in, join
from tests.e2e.town import town
from tests.e2e.week import CHICAGO, SHANGHAI, begin, sent, speak, texts
from tests.e2e.witness import Witness, foreign, one_sided

pytestmark = pytest.mark.asyncio

POST = "POST /channels/*/messages"


class Reader(NamedTuple):
    """A newcomer, and what is theirs."""

    member: Any
    zone: ZoneInfo
    locale: str


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
        assert violations(place.sandbox.traffic) == []


async def test_two_newcomers_get_each_tip_once_though_the_process_is_killed_twice(hosted: Hosted) -> None:
    place = hosted.town
    door, witness = arrivals_of(place), Witness(place)
    await greet_in(place, door)
    readers: dict[int, Reader] = {}
    for name, locale, language, zone, label in (
        ("Heather", "en-US", "English", CHICAGO, "Just looking"),
        ("小桥", "zh-CN", "简体中文", SHANGHAI, "随便看看"),
    ):
        who = await join(place, name, locale=locale)
        await who.press(door.messages[-1], language).answered()
        await begin(place, who, label)
        readers[who.id] = Reader(who, zone, "en" if locale == "en-US" else "zh-CN")
    count = 0
    while coming := following(hosted):
        at, member_id = coming
        who = readers[member_id]
        assert datetime.fromtimestamp(at, UTC).astimezone(who.zone).strftime("%H:%M") == "19:00"
        before = len(sent(who.member))
        await deal(hosted, at, is_killed=count in {2, 9})
        assert len(sent(who.member)) == before + 1
        await speak(place, who.member)
        count += 1
    assert count == 14
    for who in readers.values():
        assert sent(who.member) == texts(who.locale)[:7]
        assert foreign(witness.private(who.member), who.locale) == []
    assert len(door.messages) == 2
    assert one_sided([sight for sight in witness.public() if sight.channel is door]) == []


async def deal(hosted: Hosted, at: float, *, is_killed: bool) -> None:
    """Let it be that late, and a tip be sent; the process may die before it learns that it was."""
    place = hosted.town
    seconds = at - place.sandbox.clock.epoch() + 1
    struck = asyncio.Event()
    end = place.sandbox.subscribe(lambda event: struck.set() if event.kind == "fault" else None)
    if is_killed:
        place.sandbox.faults.slow(60, POST, served=True)
    place.sandbox.clock.advance(seconds)
    await hosted.bot.advance(seconds)
    if is_killed:
        await asyncio.wait_for(struck.wait(), 120)
        await hosted.bot.kill()
        # Long after Discord has forgotten the nonce, and the lease has run out.
        place.sandbox.clock.advance(LEASE + 600)
        await hosted.start()
        await hosted.bot.advance(place.sandbox.clock.epoch() - time.time())
    await place.idle()
    end()


def following(hosted: Hosted) -> tuple[float, int] | None:
    """When the next tip is due, in seconds since 1970, and whose it is."""
    with sqlite3.connect(hosted.town.folder / "redbridge.db") as database:
        found = database.execute(
            "SELECT due_at, subject_id FROM due_item WHERE kind = 'tip' ORDER BY due_at"
        ).fetchone()
    return found and (found[0] / 1000, found[1])
