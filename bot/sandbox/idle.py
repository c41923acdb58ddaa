"""Waiting until nothing is in flight, instead of sleeping."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.realm import Realm

Probe = Callable[[], Awaitable[Any]]
QUIET_PASSES = 3
STEP = 0.005


class Idle:
    """Asks everybody until nobody has anything left to do."""

    def __init__(self, realm: Realm) -> None:
        self._realm = realm

    async def ready(self) -> None:
        """Return when a bot is there on all its shards and has taken in its guilds."""
        hub = self._realm.hub
        while not hub.complete():
            await hub.changed()
        await self._round_trips()

    async def wait(self, probe: Probe | None) -> None:
        """Return when a pass over sessions, bot and requests changed nothing.

        Without a probe the sandbox cannot see into the bot: it then asks for several quiet passes in a row, which is
        enough for handlers that do nothing but answer.
        """
        quiet = 0
        while quiet < (1 if probe else QUIET_PASSES):
            before = self._state()
            await self._round_trips()
            if probe is not None:
                await probe()
            else:
                await asyncio.sleep(STEP)
            still = self._calm() and self._state() == before
            quiet = quiet + 1 if still else 0
            if not still:
                await asyncio.sleep(0 if probe and self._calm() else STEP)

    async def _round_trips(self) -> None:
        connections = [session.connection for session in self._realm.hub.connected()]
        await asyncio.gather(*(connection.round_trip() for connection in connections if connection))

    def _state(self) -> tuple[int, int, int]:
        return self._realm.hub.events, self._realm.traffic.total, self._realm.world.log.total

    def _calm(self) -> bool:
        realm = self._realm
        asked = any(each.pending for each in realm.world.interactions.values())
        return not (realm.hub.expected_back or asked or realm.traffic.running)

    def describe(self) -> str:
        """What is still in flight."""
        realm = self._realm
        pending = [each.title for each in realm.world.interactions.values() if each.pending]
        back = sorted(shard for shard, _ in realm.hub.expected_back)
        return f"requests running: {realm.traffic.running}, unanswered: {pending}, shards expected back: {back}"
