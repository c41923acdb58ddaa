"""Bridges of a real process that is killed in the middle: nothing is lost, and nothing is there twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.bridged import Square, unspanned
from tests.e2e.test_process import Hosted
from tests.e2e.town import town
from tests.fakes.phrases import zh

pytestmark = pytest.mark.asyncio


class Killed(Hosted):
    """A process that serves a bridge."""

    square: Square

    async def struck(self, act: Any) -> None:
        """Do something, and wait until a fault of the sandbox is met."""
        met = asyncio.Event()
        end = self.town.sandbox.subscribe(lambda event: met.set() if event.kind == "fault" else None)
        act()
        await asyncio.wait_for(met.wait(), 10)
        end()


@pytest_asyncio.fixture
async def host(tmp_path: Path) -> AsyncIterator[Killed]:
    async with town(tmp_path) as place:
        host = Killed(place)
        host.square = unspanned(place)
        try:
            await host.start()
            await host.square.span()
            await host.square.hear(host.square.amy, host.square.english, "good night")
            yield host
        finally:
            await host.bot.kill()
        assert place.sandbox.complaints == []


async def test_a_message_that_was_being_translated_when_the_process_was_killed(host: Killed) -> None:
    square, google = host.square, host.town.google
    google.open.clear()
    asked = len(google.asked)
    square.amy.say(square.english, "the power goes out while I am translated")
    await google.reached(asked + 1)
    await host.bot.kill()
    google.open.set()
    await host.start()
    assert square.copies(square.chinese) == [zh("good night"), zh("the power goes out while I am translated")]


async def test_copies_that_were_on_their_way_when_the_process_was_killed(host: Killed) -> None:
    """Discord posts the first one, and the dead process never learns; the others were never sent."""
    square, faults = host.square, host.town.sandbox.faults
    faults.slow(0.5, route="POST /webhooks/*/*", times=1)
    texts = [f"sentence number {number} of mine" for number in range(4)]
    await host.struck(lambda: [square.amy.say(square.english, text) for text in texts])
    await host.bot.kill()
    square.amy.say(square.english, "one line")
    await host.start()
    assert square.copies(square.chinese) == [zh(text) for text in ("good night", *texts, "one line")]


async def test_what_was_mirrored_before_the_process_was_killed_is_still_followed(host: Killed) -> None:
    square = host.square
    message = await square.hear(square.amy, square.english, "one line")
    await host.bot.kill()
    await host.start()
    square.amy.edit(message, "these are words")
    await square.idle()
    assert square.copies(square.chinese) == [zh("good night"), zh("these are words")]
    square.amy.delete(message)
    await square.idle()
    assert square.copies(square.chinese) == [zh("good night")]
