"""Pins that are followed: what is pinned or unpinned in one channel of a bridge is so in the others."""

import logging
from collections.abc import Collection, Sequence
from typing import Final

import discord
from discord.http import HTTPClient

from bot.bridges.mirrors import Mirrors
from bot.bridges.registry import Bridge, Registry
from bot.client.bridging.family import Family, Post, family_of
from bot.client.posts import TROUBLE
from bot.locks import KeyedLocks

_log = logging.getLogger(__name__)
_ALL: Final = 250
_MOST_CHANGES: Final = 50


class Pins:
    """Discord only tells that something changed; so what was pinned before is remembered, and compared."""

    def __init__(self, client: discord.Client, registry: Registry, copies: Mirrors) -> None:
        self._client = client
        self._http: HTTPClient = client.http
        self._registry = registry
        self._copies = copies
        self._locks = KeyedLocks()
        self._known: dict[int, frozenset[int]] = {}

    async def catch_up(self, guild_id: int) -> None:
        """Follow what was pinned or unpinned in the bridged channels of a server while nobody listened.

        Whichever channel differs from what was followed last was changed since. That costs a request for each fifty
        pins of a channel, and fifty changes at most for each bridge.
        """
        for bridge in self._registry.of_guild(guild_id):
            if bridge.pins and not bridge.paused:
                async with self._locks(bridge.bridge_id):
                    await self._catch_up(bridge)

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
                await self._follow(message_id, pinned=True)
            for message_id in sorted((before or frozenset()) - now):
                await self._follow(message_id, pinned=False)

    async def _catch_up(self, bridge: Bridge) -> None:
        for channel in bridge.channels:
            found = await self._pinned(channel.channel_id)
            if found is None:
                return
            self._known[channel.channel_id] = found
        before = await self._copies.pinned(bridge.bridge_id)
        seen = {message_id for channel in bridge.channels for message_id in self._known[channel.channel_id]}
        families = [await family_of(self._copies, self._registry, message_id) for message_id in sorted(seen | before)]
        changed = {each.source_id: each for each in families if each and self._differs(each, before)}
        for source_id in sorted(changed)[:_MOST_CHANGES]:
            family, pinned = changed[source_id], source_id not in before
            await self._settle(family, [posts[0] for posts in family.members], pinned=pinned)

    def _differs(self, family: Family, before: Collection[int]) -> bool:
        """Whether a message is pinned in some channel and was not, or the other way round; in channels, not threads."""
        posts = [posts[0] for posts in family.members]
        if any(post.place_id not in self._known for post in posts):
            return False
        was = family.source_id in before
        return any((post.id in self._known[post.place_id]) is not was for post in posts)

    async def _follow(self, message_id: int, *, pinned: bool) -> None:
        if family := await family_of(self._copies, self._registry, message_id):
            await self._settle(family, [posts[0] for posts in family.others(message_id)], pinned=pinned)

    async def _settle(self, family: Family, posts: Sequence[Post], *, pinned: bool) -> None:
        """Let these posts be pinned, or not, and remember it if all of them are."""
        done, act = True, self._http.pin_message if pinned else self._http.unpin_message
        for post in posts:
            known = self._known.get(post.place_id, frozenset())
            if (post.id in known) is pinned:
                continue
            try:
                await act(post.place_id, post.id)
            except TROUBLE as error:
                done = False
                _log.warning("a pin of message %s is not followed: %s", post.id, type(error).__name__)
            else:
                self._known[post.place_id] = known | {post.id} if pinned else known - {post.id}
        if done:
            await self._copies.note_pinned(family.source_id, pinned=pinned)

    async def _pinned(self, place_id: int) -> frozenset[int] | None:
        """What is pinned in a place; None if that is unknown."""
        place = self._client.get_partial_messageable(place_id)
        try:
            return frozenset([message.id async for message in place.pins(limit=_ALL)])
        except TROUBLE as error:
            _log.warning("what is pinned in channel %s is unknown: %s", place_id, type(error).__name__)
            return None
