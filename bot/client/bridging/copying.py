"""Copies of one message in one channel: worded, quoted, posted part by part, and noted as they are posted."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from bot.bridges.mirrors import Mirror, Mirrors
from bot.bridges.quoting import Quotes
from bot.bridges.registry import Bridge, Channel
from bot.bridges.types import Said
from bot.bridges.wording import Worded, Wording
from bot.client.bridging import rendering
from bot.client.bridging.more import NOTHING_MORE, More, Rooms
from bot.client.bridging.posting import LostWebhook, Part, Posting
from bot.client.bridging.webhooks import Webhooks
from bot.errors import StoreError
from bot.i18n import Catalogues
from bot.locks import KeyedLocks
from bot.store.mirrors import ITSELF

_log = logging.getLogger(__name__)
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Order:
    """A message that is to appear in one channel of its bridge."""

    said: Said
    bridge: Bridge
    target: Channel
    more: More | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """What copies are made with."""

    mirrors: Mirrors
    wording: Wording
    quotes: Quotes
    webhooks: Webhooks
    posting: Posting
    rooms: Rooms
    catalogues: Catalogues
    # One a channel: held from before a post is sent until it is noted, so that whoever holds it knows all posts.
    sending: KeyedLocks = field(default_factory=KeyedLocks)


class Copying:
    """Makes copies. Order among messages is the caller's business."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def post(self, order: Order, worded: Worded, unwanted: Callable[[], bool]) -> bool:
        """Post a copy; whether anything of it stands. unwanted: whether the message is gone meanwhile."""
        place_id = await self._tools.rooms.place(order.said, order.target)
        if place_id is None or unwanted() or not self._tools.webhooks.is_wanted(order.target.channel_id):
            await noted(self._tools.mirrors.forget(order.said.id, order.target.channel_id))
            return False
        head = replace(self._tools.mirrors.head(order.said, order.bridge, order.target), place_id=place_id)
        return await self.go_on(order, worded, head, unwanted)

    async def go_on(self, order: Order, worded: Worded, head: Mirror, unwanted: Callable[[], bool]) -> bool:
        """Post a copy from a part on; whether anything of it stands."""
        for _ in range(_ATTEMPTS):
            hook = await self._tools.webhooks.of(order.target.channel_id)
            head = replace(head, webhook_id=hook.id if hook else ITSELF, pending=worded.pending)
            contents = await self.contents(order, worded, head)
            try:
                stands = await self._parts(order, head, contents, unwanted)
            except LostWebhook as lost:
                head = lost.mirror
                continue
            if stands and head.part == 0:
                self._tools.quotes.remember(stands, worded.text)
            return bool(stands)
        _log.warning(
            "message %s is not mirrored to channel %s: no webhook lasts there", head.source_id, head.channel_id
        )
        await noted(self._tools.mirrors.forget(head.source_id, head.channel_id, head.part))
        return False

    async def contents(self, order: Order, worded: Worded, mirror: Mirror) -> list[str]:
        """What the parts of a copy say, given who posts it and where."""
        quote = await self._tools.quotes.over(order.said, order.target, mirror.place_id)
        lines = await order.more.lines(order.target) if order.more else ()
        found = rendering.contents(quote, worded, lines, order.target.locale, self._tools.catalogues)
        return rendering.signed(order.said, found) if mirror.webhook_id == ITSELF else found

    async def _parts(self, order: Order, head: Mirror, contents: list[str], unwanted: Callable[[], bool]) -> int | None:
        """Post what is left of a copy; the id of the first post, None if trouble came before it stood."""
        first: int | None = None
        place_id = head.place_id
        for number in range(head.part, len(contents)):
            mirror = replace(head, part=number, place_id=place_id)
            await noted(self._tools.mirrors.begin(mirror, len(contents)))
            part = await self._part(order, mirror, contents[number])
            async with self._tools.sending(mirror.channel_id):
                post_id = None if unwanted() else await self._tools.posting.send(mirror, part)
                if post_id is None:
                    await noted(self._tools.mirrors.forget(mirror.source_id, mirror.channel_id, number))
                    return first
                if part.title:
                    place_id = post_id
                    await self._tools.rooms.began(order.said, order.target, place_id)
                await noted(self._tools.mirrors.posted(replace(mirror, place_id=place_id), post_id))
            first = first or post_id
        return first

    async def _part(self, order: Order, mirror: Mirror, content: str) -> Part:
        """All but text goes with the first part: an edit that makes a copy longer adds others."""
        if mirror.part:
            return Part(order.said, content)
        load = await order.more.load(order.target) if order.more else NOTHING_MORE
        title = await self._tools.rooms.title(order.said, order.target, mirror.place_id)
        return Part(order.said, content, load, title)


async def noted(work: Awaitable[object]) -> None:
    """Do what the store shall remember; a conversation goes on while it cannot, and only its edits are not followed."""
    try:
        await work
    except StoreError as error:
        _log.error("a copy is not noted, so it cannot be followed: %s", error)
