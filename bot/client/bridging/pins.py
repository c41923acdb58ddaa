"""Pins that are followed: what is pinned or unpinned in one channel of a bridge is so in the others."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord.http import HTTPClient

from bot.bridges.registry import Registry
from bot.client.bridging.family import Copies, family_of
from bot.client.posts import TROUBLE
from bot.locks import KeyedLocks

_log = logging.getLogger(__name__)
_ALL = 250


class Pins:
    """Discord only tells that something changed; so what was pinned before is remembered, and compared."""

    def __init__(self, client: discord.Client, registry: Registry, copies: Copies) -> None:
        self._client = client
        self._http: HTTPClient = client.http
        self._registry = registry
        self._copies = copies
        self._locks = KeyedLocks()
        self._known: dict[int, frozenset[int]] = {}

    async def look(self, guild_id: int) -> None:
        """Remember what is pinned in the bridged channels of a server, before anything changes."""
        for bridge in self._registry.of_guild(guild_id):
            for channel in bridge.channels if bridge.pins else ():
                async with self._locks(bridge.bridge_id):
                    found = await self._pinned(channel.channel_id)
                    if found is not None:
                        self._known.setdefault(channel.channel_id, found)

    async def changed(self, place_id: int, channel_id: int) -> None:
        """Something was pinned or unpinned in a channel, or a thread of it."""
        bridge = self._registry.bridge_of(channel_id)
        if bridge is None or bridge.paused or not bridge.pins:
            self._known.pop(place_id, None)
            return
        async with self._locks(bridge.bridge_id):
            now = await self._pinned(place_id)
            if now is None:
                return
            before = self._known.get(place_id)
            self._known[place_id] = now
            for message_id in sorted(now - (before or frozenset())):
                await self._follow(message_id, self._http.pin_message, pinned=True)
            for message_id in sorted((before or frozenset()) - now):
                await self._follow(message_id, self._http.unpin_message, pinned=False)

    async def _follow(
        self, message_id: int, act: Callable[[int, int], Coroutine[Any, Any, None]], *, pinned: bool
    ) -> None:
        family = await family_of(self._copies, self._registry, message_id)
        for posts in family.others(message_id) if family else ():
            post = posts[0]
            known = self._known.get(post.place_id, frozenset())
            if (post.id in known) is pinned:
                continue
            try:
                await act(post.place_id, post.id)
            except TROUBLE as error:
                _log.warning("a pin of message %s is not followed: %s", post.id, type(error).__name__)
            else:
                self._known[post.place_id] = known | {post.id} if pinned else known - {post.id}

    async def _pinned(self, place_id: int) -> frozenset[int] | None:
        """What is pinned in a place; None if that is unknown."""
        place = self._client.get_partial_messageable(place_id)
        try:
            return frozenset([message.id async for message in place.pins(limit=_ALL)])
        except TROUBLE as error:
            _log.warning("what is pinned in channel %s is unknown: %s", place_id, type(error).__name__)
            return None
