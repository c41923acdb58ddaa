"""Changing posts that may hold the translations of several messages."""

import logging
from collections.abc import Collection

from bot.client.posts import Posts
from bot.client.replying import parts
from bot.client.trouble import TROUBLE, reason
from bot.locks import KeyedLocks
from bot.markup import units
from bot.store.links import Link
from bot.translation.record import Incoming, Record

_log = logging.getLogger(__name__)


class SharedPosts:
    """What happens to one post happens in order, and to the parts of others nothing happens."""

    def __init__(self, posts: Posts, record: Record) -> None:
        self._posts = posts
        self._record = record
        self._locks = KeyedLocks()

    async def rewrite(self, link: Link, message: Incoming, content: str) -> bool:
        """Change what a post says for a message; False, and nothing changed, if the post has no room for it.

        A post that a moderator removed stays removed.
        """
        async with self._locks(link.post_id):
            try:
                present = await self._posts.read(link)
            except TROUBLE as error:
                _log.warning("the translation of message %s could not be changed: %s", link.source_id, reason(error))
                return True
            if present is None:
                return True
            changed = parts.headless(content) if link.post_place_id else content
            held = parts.sources(present)
            if len(held) > 1 and not parts.is_sealed(content):
                return False
            if link.source_id in held:
                changed = parts.replaced(present, link.source_id, parts.part(message, content)) or content
            if units(changed) > parts.LIMIT:
                return False
            if changed != present:
                await self._posts.change(link, changed)
            return True

    async def cut(self, link: Link, source_ids: Collection[int]) -> bool:
        """Remove what a post says for these messages, and the post with its last part; whether that is gone."""
        async with self._locks(link.post_id):
            sharing = await self._record.sharing([link.post_id]) if link.post_id is not None else []
            if {one.source_id for one in sharing} <= set(source_ids):
                return await self._posts.remove(link)
            try:
                present = await self._posts.read(link)
            except TROUBLE as error:
                _log.warning("the translation of message %s could not be removed: %s", link.source_id, reason(error))
                return False
            left = parts.without(present or "", source_ids)
            if not left:
                return await self._posts.remove(link)
            return await self._posts.change(link, left)
