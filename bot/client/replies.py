"""Translations posted as replies, and kept true to the messages they translate."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime

import discord

from bot.client import render
from bot.client.posts import TROUBLE, Corner, Posts
from bot.errors import NoEngineAnswered, StoreError
from bot.i18n import Catalogues
from bot.locks import KeyedLocks
from bot.store.links import Link
from bot.translation.conversation import Conversation, Incoming
from bot.translation.types import Outcome

_log = logging.getLogger(__name__)
_EDITS_REMEMBERED = 2000


class Replies:
    """Posts, edits and removes the replies of `reply` mode; all that happens to one message happens in order."""

    def __init__(self, posts: Posts, conversation: Conversation, catalogues: Catalogues) -> None:
        self._posts = posts
        self._conversation = conversation
        self._catalogues = catalogues
        self._locks = KeyedLocks()
        self._gone: set[int] = set()
        self._edits: OrderedDict[int, datetime] = OrderedDict()
        self._heard: dict[int, int] = {}

    async def new(self, message: Incoming) -> None:
        """Translate a message that was just written."""
        if not self._listens(message):
            return
        self._heard[message.channel_id] = max(message.id, self._heard.get(message.channel_id, 0))
        async with self._locks(message.id):
            await self._post(message, await self._conversation.answer(message))

    async def edited(self, message: Incoming) -> None:
        """Bring the reply in line with an edited message; a fresh one that had no reply may get one now."""
        if not self._is_news(message):
            return
        async with self._locks(message.id):
            posts = await self._conversation.posts([message.id])
            listens = self._listens(message)
            if posts and listens:
                await self._revise(message, posts)
            elif posts:
                # The reply says what the message no longer says, and no engine may be asked any more.
                await self._remove(message.id, posts)
            elif listens and self._conversation.is_fresh(message):
                await self._post(message, await self._conversation.answer(message))

    async def deleted(self, message_ids: Sequence[int]) -> None:
        """Remove the replies to messages that are gone."""
        # Whoever is translating one of them now need not post it any more.
        self._gone.update(message_ids)
        self._conversation.gone(message_ids)
        try:
            for message_id in await self._conversation.known(message_ids):
                async with self._locks(message_id):
                    await self._remove(message_id, await self._conversation.posts([message_id]))
        finally:
            self._gone.difference_update(message_ids)

    async def resume(self, is_mine: Callable[[int], bool]) -> None:
        """Answer the messages whose translation was cut off when the process ended.

        is_mine: whether this process serves a guild, given its id; another one may be answering there right now.
        """
        for link in await self._conversation.unfinished():
            if is_mine(link.guild_id):
                try:
                    await self._resume(link)
                except (*TROUBLE, StoreError) as error:
                    _log.warning("message %s stays untranslated: %s", link.source_id, type(error).__name__)

    async def catch_up(self, places: Sequence[Corner]) -> None:
        """Answer what was written while nobody listened: no process ran, or Discord had forgotten its session.

        Messages that were answered already, or on purpose not, are so again: `new` may see a message twice.
        """
        for corner in places:
            if not self._conversation.listens(corner.where):
                continue
            start = self._conversation.missed_since(corner.where)
            after = max(self._heard.get(corner.where.channel_id, 0), discord.utils.time_snowflake(start))
            if corner.last_message_id <= after:
                continue
            try:
                missed = await self._posts.since(corner, after)
            except TROUBLE as error:
                _log.warning(
                    "what was missed in channel %s is unknown: %s", corner.where.channel_id, type(error).__name__
                )
                continue
            for message in missed:
                await self.new(message)

    async def _resume(self, link: Link) -> None:
        async with self._locks(link.source_id):
            message = await self._posts.fetch(link)
            if message is None:
                await self._conversation.dropped(link.source_id)
                return
            # Discord may have taken the reply of a process that died before it could know.
            if posted := await self._posts.of(link):
                await self._conversation.posted(message, link.target_locale, posted)
                await self._revise(message, await self._conversation.posts([message.id]))
                return
            _log.info("message %s was left untranslated; answering it now", link.source_id)
            await self._post(message, await self._conversation.resume(message))

    async def _post(self, message: Incoming, outcome: Outcome | None) -> None:
        if outcome is None or outcome.target is None:
            return
        contents = render.translation(outcome, self._catalogues)
        posted = await self._posts.send(message, contents, 0, lambda: message.id in self._gone)
        if posted:
            await self._conversation.posted(message, outcome.target, posted)
        else:
            await self._conversation.dropped(message.id)

    async def _revise(self, message: Incoming, posts: Sequence[Link]) -> None:
        try:
            outcome = await self._conversation.revise(message)
        except NoEngineAnswered:
            _log.warning("the translation of message %s stays as it was: no engine answered", message.id)
            return
        if outcome is None:
            await self._remove(message.id, posts)
        elif outcome.text is not None and outcome.target is not None:
            await self._replace(message, outcome.target, posts, render.translation(outcome, self._catalogues))

    async def _replace(self, message: Incoming, target: str, posts: Sequence[Link], contents: Sequence[str]) -> None:
        """Let `contents` take the place of what the posts say, in as many posts as they need now."""
        kept, surplus = posts[: len(contents)], posts[len(contents) :]
        for link, content in zip(kept, contents, strict=False):
            await self._posts.rewrite(link, content)
        left = [link for link in surplus if not await self._posts.remove(link)]
        added = await self._posts.send(message, contents[len(kept) :], len(kept), lambda: message.id in self._gone)
        ids = [link.post_id for link in (*kept, *left) if link.post_id is not None]
        await self._conversation.posted(message, target, [*ids, *added])

    async def _remove(self, message_id: int, posts: Sequence[Link]) -> None:
        """Delete the posts of a message and forget it; what cannot be deleted now stays known, for another try."""
        removed = [await self._posts.remove(link) for link in posts]
        if all(removed):
            await self._conversation.dropped(message_id)

    def _listens(self, message: Incoming) -> bool:
        return self._conversation.listens(message.where)

    def _is_news(self, message: Incoming) -> bool:
        """Whether this is another edit than the last one; Discord also tells of pins and link previews this way."""
        if message.edited_at is None or self._edits.get(message.id) == message.edited_at:
            return False
        self._edits[message.id] = message.edited_at
        if len(self._edits) > _EDITS_REMEMBERED:
            self._edits.popitem(last=False)
        return True
