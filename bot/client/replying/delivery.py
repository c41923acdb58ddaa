"""From an outcome to posts that are remembered, and back when their message changes or goes."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from bot.client import render
from bot.client.posts import Threads
from bot.client.replying import parts
from bot.client.replying.outbox import Outbox, Parcel, Turn
from bot.client.replying.shared import SharedPosts
from bot.errors import StoreError
from bot.i18n import Catalogues
from bot.store.links import Link
from bot.translation.conversation import Conversation
from bot.translation.record import Incoming
from bot.translation.types import Outcome

_log = logging.getLogger(__name__)

# The first post in a thread begins with a head; lines that only look like one grow by a character each.
_SLACK: Final = 60
# Deleted messages that somebody may still be translating.
_GONE_REMEMBERED: Final = 10_000


class Delivery:
    """Posts, changes and removes translations. The caller sees to it that one message has one thing done at a time."""

    def __init__(
        self,
        outbox: Outbox,
        shared: SharedPosts,
        conversation: Conversation,
        threads: Threads,
        catalogues: Catalogues,
    ) -> None:
        self._outbox = outbox
        self._shared = shared
        self._conversation = conversation
        self._record = conversation.record
        self._threads = threads
        self._catalogues = catalogues
        self._gone: OrderedDict[int, None] = OrderedDict()
        # What holds a message's place in the order of its channel.
        self.turn = outbox.turn

    async def may_post(self, message: Incoming, *, here: bool = False) -> bool:
        """Whether a translation of this message is likely to find a place; if not, no engine need be asked.

        here: as with `post`.
        """
        return self._threads.may_reply(message) if here else await self._threads.may_place(message)

    async def post(self, turn: Turn, message: Incoming, outcome: Outcome, *, here: bool = False) -> bool:
        """Post a translation and remember it; whether it stands now.

        here: under its message, even where translations gather in a thread.
        """
        if outcome.target is None or outcome.text is None:
            return False
        place = None if here else await self._threads.place_for(message)
        if place is None and not here:
            await self._conversation.unposted(message, outcome.target)
            return False
        if place == message.channel_id:
            place = None
        parcel = self._parcel(message, outcome, place)
        posted = await self._outbox.post(turn, parcel)
        if not posted:
            await self._conversation.unposted(message, outcome.target)
            return False
        try:
            await self._record.posted(message, outcome.target, posted, place)
        except StoreError as error:
            _log.error("the translation of message %s stands without a stored link: %s", message.id, error)
        return True

    async def replace(self, message: Incoming, outcome: Outcome, posts: Sequence[Link]) -> None:
        """Let an outcome take the place of what these posts, all of one locale, say."""
        if outcome.target is None or outcome.text is None:
            return
        former, place = posts[0].target_locale, posts[0].post_place_id
        contents = self._contents(message, outcome, place)
        kept = await self._rewritten(message, posts, contents)
        left = [link for link in posts[len(kept) :] if not await self._shared.cut(link, [message.id])]
        instead = ".".join(str(number) for number in (posts[0].created_at, *(link.post_id for link in posts)))
        parcel = Parcel(
            message, outcome.target, contents[len(kept) :], self._is_unwanted(message), len(kept), place, instead
        )
        added = await self._more(parcel)
        ids = [link.post_id for link in (*kept, *left) if link.post_id is not None]
        await self._record.moved(message, (former, outcome.target), [*ids, *added], place)

    async def remove(self, posts: Sequence[Link]) -> None:
        """Remove what these posts say for one message, and forget it; what cannot be removed now stays known."""
        for locale, group in groupby(posts, key=lambda link: link.target_locale):
            removed = [await self._shared.cut(link, [link.source_id]) for link in group]
            if all(removed):
                await self._record.dropped(posts[0].source_id, locale)

    async def clear(self, posts: Sequence[Link]) -> None:
        """The same for many messages: each post is changed once, whatever it holds of them."""
        stuck: set[int] = set()
        for _, group in groupby(sorted(posts, key=_post), key=_post):
            links = list(group)
            if not await self._shared.cut(links[0], {link.source_id for link in links}):
                stuck |= {link.source_id for link in links}
        await self._record.forgotten([link.source_id for link in posts if link.source_id not in stuck])

    def gone(self, message_ids: Iterable[int]) -> None:
        """Post nothing for these any more."""
        self._gone.update(dict.fromkeys(message_ids))
        while len(self._gone) > _GONE_REMEMBERED:
            self._gone.popitem(last=False)

    def is_gone(self, message_id: int) -> bool:
        """Whether a message was deleted."""
        return message_id in self._gone

    async def _rewritten(self, message: Incoming, posts: Sequence[Link], contents: Sequence[str]) -> list[Link]:
        """Those posts that now say the first of the contents: all there is use for, or none."""
        pairs = list(zip(posts, contents, strict=False))
        if len(contents) > 1 and await self._is_shared(posts):
            return []
        for link, content in pairs:
            if not await self._shared.rewrite(link, message, content):
                return []
        return [link for link, _ in pairs]

    async def _is_shared(self, posts: Sequence[Link]) -> bool:
        """Whether another message has a part in one of these posts."""
        sharing = await self._record.sharing([link.post_id for link in posts if link.post_id is not None])
        return len({link.source_id for link in sharing}) > 1

    async def _more(self, parcel: Parcel) -> list[int]:
        if not parcel.contents:
            return []
        with self._outbox.turn(parcel.message) as turn:
            return await self._outbox.post(turn, parcel)

    def _parcel(self, message: Incoming, outcome: Outcome, place: int | None) -> Parcel:
        contents = self._contents(message, outcome, place)
        return Parcel(message, outcome.target or "", contents, self._is_unwanted(message), place_id=place)

    def _is_unwanted(self, message: Incoming) -> Callable[[], bool]:
        return lambda: self.is_gone(message.id)

    def _contents(self, message: Incoming, outcome: Outcome, place: int | None) -> list[str]:
        room = render.LIMIT - (len(parts.head(message)) + _SLACK if place else 0)
        return render.translation(outcome, self._catalogues, room)


def _post(link: Link) -> int:
    return link.post_id or 0
