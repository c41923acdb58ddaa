"""What a process finds left undone when it begins, or when Discord forgot its session."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby

import discord

from bot.client.incoming import Corner
from bot.client.posts import Posts, Threads
from bot.client.replying.history import History
from bot.client.replying.replies import Found, Replies
from bot.client.trouble import TROUBLE
from bot.client.wheres import Wheres
from bot.errors import StoreError
from bot.store.links import Link
from bot.translation.conversation import Conversation
from bot.translation.record import Incoming
from bot.translation.types import Where

_log = logging.getLogger(__name__)


class Recovery:
    """Answers what was missed, once."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it reads, and whom it tells
        self,
        replies: Replies,
        conversation: Conversation,
        posts: Posts,
        history: History,
        wheres: Wheres,
        threads: Threads,
        ready: Callable[[], Awaitable[None]],
    ) -> None:
        """ready: returns when the client knows its servers; threads are looked for only then."""
        self._replies = replies
        self._conversation = conversation
        self._posts = posts
        self._history = history
        self._wheres = wheres
        self._threads = threads
        self._ready = ready

    async def resume(self, is_mine: Callable[[int], bool]) -> None:
        """Answer the messages whose translation was cut off when the process ended.

        is_mine: whether this process serves a guild, given its id; another one may be answering there right now.
        """
        left = [link for link in await self._conversation.record.unfinished() if is_mine(link.guild_id)]
        for channel_id, group in groupby(sorted(left, key=_channel), key=_channel):
            links = list(group)
            try:
                await self._resume_in(await self._wheres.of(channel_id), links)
            except (*TROUBLE, StoreError) as error:
                _log.warning("%d messages stay untranslated: %s", len(links), type(error).__name__)

    async def catch_up(self, corners: Sequence[Corner]) -> None:
        """Answer what was written while nobody listened: no process ran, or Discord had forgotten its session.

        Messages that were answered already, or on purpose not, are so again: one may be seen twice.
        """
        for corner in corners:
            where = corner.where
            if not self._conversation.listens(where):
                continue
            start = self._conversation.missed_since(where)
            after = max(self._replies.heard(where.channel_id), discord.utils.time_snowflake(start))
            if corner.last_message_id <= after:
                continue
            try:
                missed = await self._history.since(where, after)
            except TROUBLE as error:
                _log.warning("what was missed in channel %s is unknown: %s", where.channel_id, type(error).__name__)
                continue
            await asyncio.gather(*map(self._replies.new, missed))

    async def _resume_in(self, where: Where | None, links: Sequence[Link]) -> None:
        """Finish what was begun in one channel, of which `where` is None if it is gone."""
        if where is None:
            await self._conversation.record.forgotten([link.source_id for link in links])
            return
        first = min(link.source_id for link in links)
        answered = await self._history.answered(where.channel_id, where.guild_id, first)
        gathered: dict[int, list[int]] = {}
        place = None
        if self._conversation.has_thread(where):
            place = await self._thread(links[0], where)
            gathered = await self._history.answered(place, where.guild_id, first) if place else {}
        await asyncio.gather(
            *(
                self._resume(link, where, Found(gathered[link.source_id], place))
                if link.source_id in gathered
                else self._resume(link, where, Found(answered.get(link.source_id, [])))
                for link in links
            )
        )

    async def _thread(self, link: Link, where: Where) -> int | None:
        """The thread of a channel whose translations gather; None if they do not, there."""
        await self._ready()
        written = discord.utils.snowflake_time(link.source_id)
        place = await self._threads.place_for(Incoming(link.source_id, where, link.author_id, "", written))
        return None if place == where.channel_id else place

    async def _resume(self, link: Link, where: Where, found: Found) -> None:
        try:
            message = await self._posts.source(link, where)
            if message is None:
                await self._conversation.record.dropped(link.source_id, link.target_locale)
                return
            await self._replies.resume(message, link.target_locale, found)
        except (*TROUBLE, StoreError) as error:
            _log.warning("message %s stays untranslated: %s", link.source_id, type(error).__name__)


def _channel(link: Link) -> int:
    return link.channel_id
