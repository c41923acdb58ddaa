"""What is heard waits for what was missed."""

import asyncio
from dataclasses import dataclass
from typing import Any, cast

import discord
import pytest

from bot.client.bridging.beginnings import Beginnings

pytestmark = pytest.mark.asyncio
GUILD = 1


@dataclass
class OneServer:
    """A client of a server, and the server itself."""

    id: int = GUILD
    shard_id: int = 0
    unavailable: bool = False

    def get_guild(self, guild_id: int) -> Any:
        return self if guild_id == self.id else None


class Recovered:
    """Counts recoveries; they end when the gate is open."""

    def __init__(self) -> None:
        self.count = 0
        self.gate = asyncio.Event()
        self.trouble: Exception | None = None

    async def __call__(self, guild: discord.Guild) -> None:
        self.count += 1
        await self.gate.wait()
        if self.trouble:
            raise self.trouble


def built(server: OneServer, recover: Recovered) -> Beginnings:
    return Beginnings(cast("discord.Client", server), recover)


async def some_steps() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_all_that_is_heard_waits_for_the_recovery_and_keeps_its_order() -> None:
    recover, done = Recovered(), list[int]()
    beginnings = built(OneServer(), recover)

    async def hear(number: int) -> None:
        await beginnings.turn(GUILD)
        done.append(number)

    heard = [asyncio.create_task(hear(number)) for number in range(3)]
    await some_steps()
    assert (recover.count, done) == (1, [])
    recover.gate.set()
    # Created before the others wake up: it must not overtake them.
    heard.append(asyncio.create_task(hear(3)))
    await asyncio.gather(*heard)
    assert (recover.count, done) == (1, [0, 1, 2, 3])


async def test_later_on_nothing_gives_way() -> None:
    recover = Recovered()
    recover.gate.set()
    beginnings = built(OneServer(), recover)
    await beginnings.turn(GUILD)
    with pytest.raises(StopIteration):
        beginnings.turn(GUILD).send(None)


async def test_a_new_session_is_recovered_anew_and_only_on_its_shard() -> None:
    recover = Recovered()
    recover.gate.set()
    beginnings = built(OneServer(), recover)
    await beginnings.turn(GUILD)
    beginnings.renewed(1)
    await beginnings.turn(GUILD)
    assert recover.count == 1
    beginnings.renewed(0)
    await beginnings.turn(GUILD)
    beginnings.interrupted(GUILD)
    await beginnings.turn(GUILD)
    assert recover.count == 3


async def test_a_server_that_is_not_there_yet_is_recovered_when_it_is() -> None:
    recover, server = Recovered(), OneServer(unavailable=True)
    recover.gate.set()
    beginnings = built(server, recover)
    await beginnings.turn(GUILD)
    await beginnings.turn(GUILD + 1)
    assert recover.count == 0
    server.unavailable = False
    await beginnings.turn(GUILD)
    assert recover.count == 1


async def test_a_recovery_that_fails_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    recover = Recovered()
    recover.trouble = RuntimeError("a bug")
    recover.gate.set()
    async with asyncio.timeout(5):
        await built(OneServer(), recover).turn(GUILD)
    assert "is not made up for" in caplog.text
