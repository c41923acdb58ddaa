"""What was cut off when the process ended, and what was written while nobody listened."""

import logging
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bot.bridges.mirrors import Mirror
from bot.bridges.types import Said
from bot.client.bridging.copying import Copying, Order, Tools, noted
from bot.client.bridging.reading import Reading
from bot.client.bridging.underway import Underway
from bot.client.posts import TROUBLE
from bot.errors import StoreError

_log = logging.getLogger(__name__)
_LOOK_AHEAD: Final = 100
_MOST: Final = 100


class Recovery:
    """Finishes what a dead process began, without posting anything a second time."""

    def __init__(self, tools: Tools, underway: Underway, reading: Reading) -> None:
        self._tools = tools
        self._copying = Copying(tools)
        self._underway = underway
        self._reading = reading

    async def resume(self, guild_id: int) -> None:
        """Mirror what was claimed and not posted, in the order in which it was said."""
        for source_id, parts in groupby(
            await self._tools.mirrors.unfinished(guild_id), key=lambda each: each.source_id
        ):
            channels = {part.channel_id for part in parts}
            try:
                async with self._underway.lock(source_id):
                    await self._resume(source_id, channels)
            except (*TROUBLE, StoreError) as error:
                _log.warning("message %s is not mirrored everywhere: %s", source_id, type(error).__name__)

    async def untranslated(self, guild_id: int) -> list[Order]:
        """The copies that show the original for want of a translation, of messages claimed in the last 15 minutes.

        That is `LATE`, the bound of all that is made up for. Each message costs one request: a hundred of them at most,
        the newest ones.
        """
        waiting: dict[int, list[Mirror]] = {}
        for mirror in await self._tools.mirrors.pending(guild_id):
            waiting.setdefault(mirror.source_id, []).append(mirror)
        return [order for source_id in sorted(waiting)[-_MOST:] for order in await self._orders(waiting[source_id])]

    async def _orders(self, parts: Sequence[Mirror]) -> list[Order]:
        """The copies of one message to which these parts belong, worth another try."""
        head = parts[0]
        try:
            found = await self._reading.message(head.source_place_id, head.guild_id, head.source_id)
        except TROUBLE as error:
            _log.warning("copies of message %s stay untranslated: %s", head.source_id, type(error).__name__)
            return []
        if found is None:
            return []
        said, bridge, more = found
        targets = [bridge.channel(channel_id) for channel_id in sorted({part.channel_id for part in parts})]
        return [Order(said, bridge, target, more) for target in targets if target]

    async def _resume(self, source_id: int, channels: set[int]) -> None:
        # Whoever held the lock until now may have finished it.
        known = [mirror for mirror in await self._tools.mirrors.of(source_id) if mirror.channel_id in channels]
        if not any(mirror.post_id is None for mirror in known):
            return
        found = await self._reading.message(known[0].source_place_id, known[0].guild_id, source_id)
        for channel_id, group in groupby(known, key=lambda mirror: mirror.channel_id):
            parts = list(group)
            if all(part.post_id is not None for part in parts):
                continue
            target = found[1].channel(channel_id) if found else None
            if found is None or target is None:
                await self._tools.mirrors.forget(source_id, channel_id, parts[-1].part)
                continue
            said, bridge, more = found
            await self._finish(Order(said, bridge, target, more), parts)

    async def _finish(self, order: Order, parts: Sequence[Mirror]) -> None:
        """Post what is missing of a copy, from the first part that has no post and is not found in the channel."""
        missing = next(part for part in parts if part.post_id is None)
        if missing.webhook_id is not None and (post_id := await self._posted(missing, order.said)):
            await noted(self._tools.mirrors.posted(missing, post_id))
            rest = [part for part in parts if part.part > missing.part]
            if not rest:
                return
            missing = rest[0]
        _log.info("message %s was not mirrored to the end; going on now", missing.source_id)
        bridge_id = order.bridge.bridge_id
        worded = await self._tools.wording.word(order.said, bridge_id, order.target)
        if missing.part:
            await self._copying.go_on(order, worded, missing, lambda: False)
        else:
            await self._copying.post(order, worded, lambda: False)

    async def _posted(self, mirror: Mirror, said: Said) -> int | None:
        """The post that Discord took before the process that sent it could note so, if it did.

        In each channel one post at a time is under way, and none of this process while it looks. So there can be one at
        most that nobody knows: the first post by the same webhook, under the same name, after the message.
        """
        async with self._tools.sending(mirror.channel_id):
            posts = await self._reading.own_posts(mirror, said, most=_LOOK_AHEAD)
            known = await self._tools.mirrors.known_posts(posts)
        return next((post_id for post_id in posts if post_id not in known), None)
