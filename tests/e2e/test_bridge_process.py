"""Bridges of a real process that is killed in the middle: nothing is lost, and nothing is there twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.bridged import Square, unspanned
from tests.e2e.test_process import Hosted
from tests.e2e.town import town
from tests.fakes.phrases import LONG, LONG_ANSWER, translated, zh

pytestmark = pytest.mark.asyncio


class Killed(Hosted):
    """A process that serves a bridge."""

    square: Square

    async def struck(self, act: Any) -> None:
        """Do something, and wait until a fault of the sandbox is met."""
        await self.seen(act, fault=1)

    async def seen(self, act: Any, **wanted: int) -> None:
        """Do something, and wait until so many events of each kind have happened."""
        left, met = Counter(wanted), asyncio.Event()

        def heard(event: Any) -> None:
            left.subtract([event.kind])
            if all(left[kind] <= 0 for kind in wanted):
                met.set()

        end = self.town.sandbox.subscribe(heard)
        act()
        await asyncio.wait_for(met.wait(), 10)
        end()

    async def join_others(self) -> list[Any]:
        """Two more channels for the bridge; the three in which copies appear, each with its webhook already."""
        square = self.square
        others = [self.town.guild.add_channel(name) for name in ("繁體", "华语")]
        await square.join(others[0], "zh-TW")
        await square.join(others[1], "zh-CN")
        await square.hear(square.amy, square.english, "good night")
        return [square.chinese, *others]

    def posting_in(self, channel: Any) -> str:
        """The route by which copies come into a channel."""
        (hook,) = self.square.hooks(channel)
        return f"POST /webhooks/{hook.id}/*"

    def last_copies(self, channels: Sequence[Any], number: int) -> list[list[str]]:
        return [self.square.copies(channel)[-number:] for channel in channels]


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
    faults.slow(60, route="POST /webhooks/*/*", times=1, served=True)
    texts = [f"sentence number {number} of mine" for number in range(4)]
    await host.struck(lambda: [square.amy.say(square.english, text) for text in texts])
    await host.bot.kill()
    square.amy.say(square.english, "one line")
    await host.start()
    assert square.copies(square.chinese) == [zh(text) for text in ("good night", *texts, "one line")]


async def test_a_message_for_three_channels_that_was_claimed_when_the_process_was_killed(host: Killed) -> None:
    channels, square, google = await host.join_others(), host.square, host.town.google
    google.open.clear()
    asked = len(google.asked)
    square.amy.say(square.english, "one line")
    await google.reached(asked + 1)
    await host.bot.kill()
    google.open.set()
    await host.start()
    assert host.last_copies(channels, 2) == three("good night", "one line")


async def test_a_message_that_stood_in_the_first_of_three_channels_when_the_process_was_killed(host: Killed) -> None:
    channels, square = await host.join_others(), host.square
    for channel in channels[1:]:
        host.town.sandbox.faults.http(500, host.posting_in(channel))
    await host.seen(lambda: square.amy.say(square.english, "one line"), fault=2, message_created=2)
    await host.bot.kill()
    assert [len(square.copies(channel)) for channel in channels] == [3, 1, 1]
    await host.start()
    assert host.last_copies(channels, 2) == three("good night", "one line")
    square.amy.delete(square.english.messages[-1])
    await square.idle()
    assert host.last_copies(channels, 1) == three("good night")


async def test_a_message_that_stood_everywhere_unnoted_when_the_process_was_killed(host: Killed) -> None:
    channels, square = await host.join_others(), host.square
    for channel in channels:
        host.town.sandbox.faults.slow(60, host.posting_in(channel), served=True)
    await host.seen(lambda: square.amy.say(square.english, "one line"), fault=3)
    await host.bot.kill()
    assert host.last_copies(channels, 1) == three("one line")
    await host.start()
    assert host.last_copies(channels, 2) == three("good night", "one line")
    square.amy.edit(square.english.messages[-1], "these are words")
    await square.idle()
    assert host.last_copies(channels, 2) == three("good night", "these are words")


async def test_a_copy_of_which_the_first_of_three_parts_stood_when_the_process_was_killed(host: Killed) -> None:
    square, route = host.square, host.posting_in(host.square.chinese)
    host.town.sandbox.faults.slow(0.01, route)
    host.town.sandbox.faults.http(500, route)
    host.town.google.answers[LONG] = LONG_ANSWER
    await host.seen(lambda: square.amy.say(square.english, LONG), fault=2, message_created=2)
    await host.bot.kill()
    assert len(square.copies(square.chinese)) == 2
    await host.start()
    parts = square.copies(square.chinese)[1:]
    assert (len(parts), "".join(parts)) == (3, LONG_ANSWER)
    square.amy.delete(square.english.messages[-1])
    await square.idle()
    assert square.copies(square.chinese) == [zh("good night")]


async def test_what_was_not_translated_when_the_process_was_killed_is_put_right(host: Killed) -> None:
    square, google = host.square, host.town.google
    google.fail("500")
    await square.hear(square.amy, square.english, "one line")
    assert "⏳" in square.copies(square.chinese)[-1]
    await host.bot.kill()
    google.recover()
    await host.start()
    assert square.copies(square.chinese) == [zh("good night"), zh("one line")]


def three(*texts: str) -> list[list[str]]:
    """What they are in #中文, #繁體 and #华语."""
    return [[translated(text, locale) for text in texts] for locale in ("zh-CN", "zh-TW", "zh-CN")]


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
