"""The sandbox's time and the ids made of it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.clock import SandboxClock
from bot.sandbox.ids import Snowflakes, created_at, shard_of


def test_time_runs_with_the_machine_and_can_be_set_ahead() -> None:
    clock = SandboxClock()
    before = clock.monotonic()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    clock.advance(3600)
    assert abs(clock.now() - datetime.now(UTC) - timedelta(hours=1)) < timedelta(seconds=1)
    assert clock.monotonic() - before >= 3600
    with pytest.raises(ValueError, match="back"):
        clock.advance(-1)


@pytest.mark.asyncio
async def test_what_is_due_happens_in_order_in_real_time_or_at_once() -> None:
    clock, done = SandboxClock(), list[str]()
    soon = asyncio.Event()
    clock.after(60, lambda: done.append("a minute"))
    clock.after(3, lambda: done.append("three seconds"))
    clock.after(0.01, soon.set)
    await asyncio.wait_for(soon.wait(), 5)
    assert done == []
    clock.advance(61)
    assert done == ["three seconds", "a minute"]
    clock.after(60, lambda: done.append("never"))
    clock.stop()
    clock.advance(61)
    assert done == ["three seconds", "a minute"]


def test_ids_rise_and_tell_their_time() -> None:
    clock = SandboxClock()
    ids = Snowflakes(clock)
    made = [ids.next() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert abs(created_at(made[0]) - clock.now()) < timedelta(seconds=5)
    clock.advance(60)
    assert created_at(ids.next()) - created_at(made[0]) >= timedelta(seconds=60)


def test_guilds_spread_over_shards() -> None:
    ids = Snowflakes(SandboxClock())
    guilds = [ids.next_guild() for _ in range(40)]
    assert len(set(guilds)) == 40
    assert [sum(shard_of(guild, 4) == shard for guild in guilds) for shard in range(4)] == [10] * 4
    assert max(guilds) < ids.next()
