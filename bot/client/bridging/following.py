"""Copies kept true to their messages: changed with them, removed with them."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from bot.bridges.mirrors import Mirror
from bot.bridges.registry import Bridge
from bot.bridges.types import Said
from bot.client.bridging.copying import Order, Tools
from bot.client.bridging.late import Late
from bot.client.bridging.more import More
from bot.client.bridging.revising import Revising
from bot.client.bridging.underway import Underway

_EDITS_REMEMBERED: Final = 2000


class Following:
    """Follows edits and deletions, of paused bridges too."""

    def __init__(self, tools: Tools, underway: Underway, revising: Revising, late: Late) -> None:
        self._tools = tools
        self._underway = underway
        self._revising = revising
        self._late = late
        self._edits: OrderedDict[int, datetime] = OrderedDict()

    async def edited(self, said: Said, bridge: Bridge, more: More | None = None) -> None:
        """Bring the copies in line with an edited message; one that has none gets none."""
        if self._is_news(said):
            await self.refresh(said, bridge, more)

    async def refresh(self, said: Said, bridge: Bridge, more: More | None = None) -> None:
        """Word the copies of a message anew, whether it was edited or other words are known for it now."""
        async with self._underway.lock(said.id):
            mirrors = await self._tools.mirrors.of(said.id)
            if not mirrors:
                return
            self._late.forget(said.id)
            if await self._tools.mirrors.is_out(said.author_id):
                await self._remove(said.id, mirrors)
                return
            self._tools.wording.changed(said, bridge.bridge_id)
            self._tools.quotes.remember(said.id, said.text)
            for channel_id, parts in groupby(mirrors, key=lambda mirror: mirror.channel_id):
                if target := bridge.channel(channel_id):
                    await self._revise(Order(said, bridge, target, more), list(parts))

    async def deleted(self, message_ids: Sequence[int]) -> None:
        """Remove the copies of messages that are gone; what was itself a copy stays gone."""
        self._tools.wording.gone(frozenset(message_ids))
        with self._underway.going(message_ids):
            await self._tools.mirrors.bury(message_ids)
            for message_id in message_ids:
                self._tools.quotes.forget(message_id)
            # A message that is only being claimed is found once it is.
            for message_id in message_ids:
                async with self._underway.lock(message_id):
                    pass
            for source_id in await self._tools.mirrors.sources(message_ids):
                async with self._underway.lock(source_id):
                    await self._remove(source_id, await self._tools.mirrors.of(source_id))

    async def _revise(self, order: Order, parts: list[Mirror]) -> None:
        worded = await self._revising.revise(order, parts)
        if worded and worded.pending:
            self._late.add(order)

    async def _remove(self, source_id: int, mirrors: Sequence[Mirror]) -> None:
        """Delete the copies of a message; what cannot be deleted now stays known, for another try."""
        self._late.forget(source_id)
        removed = [await self._tools.posting.remove(mirror) for mirror in mirrors if mirror.stands]
        if all(removed):
            await self._tools.mirrors.forget(source_id)

    def _is_news(self, said: Said) -> bool:
        """Whether this is another edit than the last one; Discord also tells of pins and link previews this way."""
        if said.edited_at is None or self._edits.get(said.id) == said.edited_at:
            return False
        self._edits[said.id] = said.edited_at
        if len(self._edits) > _EDITS_REMEMBERED:
            self._edits.popitem(last=False)
        return True
