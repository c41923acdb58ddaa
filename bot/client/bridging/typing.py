"""Typing that is seen in the other channels of a bridge: as the bot's, for there webhooks cannot type."""

import logging
from typing import Final

import discord
from discord.http import HTTPClient

from bot.bridges.registry import Registry
from bot.client.posts import TROUBLE
from bot.clock import Clock
from bot.store import members
from bot.store.database import Database

_log = logging.getLogger(__name__)
# Discord shows it for ten seconds, and apps tell of it every eight or so.
PAUSE: Final = 8.0
_MANY: Final = 1_000


class Typing:
    """Tells the other channels at most every eight seconds; when it cannot, nobody misses anything."""

    def __init__(self, http: HTTPClient, registry: Registry, database: Database, clock: Clock) -> None:
        self._http = http
        self._registry = registry
        self._database = database
        self._clock = clock
        self._last: dict[int, float] = {}

    async def began(self, channel_id: int, member: discord.Member) -> None:
        """A member began to write in a channel."""
        bridge = self._registry.bridge_of(channel_id)
        if bridge is None or bridge.paused or not bridge.typing or member.bot:
            return
        due = [each.channel_id for each in bridge.others(channel_id) if self._is_due(each.channel_id)]
        if not due or await self._database.read(members.has_opted_out, member.id):
            return
        for target in due:
            if self._is_due(target):
                self._last[target] = self._clock.monotonic()
                await self._type(target)

    def _is_due(self, channel_id: int) -> bool:
        if len(self._last) > _MANY:
            self._last.clear()
        last = self._last.get(channel_id)
        return last is None or self._clock.monotonic() - last >= PAUSE

    async def _type(self, channel_id: int) -> None:
        try:
            await self._http.send_typing(channel_id)
        except TROUBLE as error:
            _log.debug("typing is not shown in channel %s: %s", channel_id, type(error).__name__)
