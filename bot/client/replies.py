"""Translations posted as replies, and kept true to the messages they translate."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast

import discord

from bot.client import render
from bot.i18n import Catalogues
from bot.locks import KeyedLocks
from bot.store.links import Link
from bot.translation.conversation import Conversation, Incoming
from bot.translation.types import Outcome

_log = logging.getLogger(__name__)
# Somebody else removed it, or took away the bot's access: either way there is nothing left to do.
_OUT_OF_REACH = (403, 404)


class Reference(discord.MessageReference):
    """A reference with its ids as strings, as Discord describes them; discord.py sends numbers."""

    def to_dict(self) -> Any:
        """What is sent to Discord."""
        fields = cast("dict[str, Any]", super().to_dict())
        return {name: str(value) if name.endswith("_id") else value for name, value in fields.items()}

    to_message_reference_dict = to_dict


class Places(Protocol):
    """How messages are reached without a cache; discord.Client is one."""

    def get_partial_messageable(self, id: int, *, guild_id: int | None = None) -> discord.PartialMessageable:  # noqa: A002 - discord.py's name
        """A channel of which only the id is known."""
        ...


def incoming(message: discord.Message) -> Incoming | None:
    """A message as the services know it; None for what is never translated: bots, webhooks, direct messages, news."""
    parent = message.channel.parent_id if isinstance(message.channel, discord.Thread) else None
    return _incoming(message, message.guild.id, parent) if message.guild else None


def _incoming(message: discord.Message, guild_id: int, parent_id: int | None) -> Incoming | None:
    if message.author.bot or message.webhook_id or message.is_system():
        return None
    return Incoming(
        message.id,
        guild_id,
        message.channel.id,
        parent_id,
        message.author.id,
        message.content,
        message.created_at,
    )


class Replies:
    """Posts, edits and removes the replies of `reply` mode; all that happens to one message happens in order."""

    def __init__(self, places: Places, conversation: Conversation, catalogues: Catalogues) -> None:
        self._places = places
        self._conversation = conversation
        self._catalogues = catalogues
        self._locks = KeyedLocks()
        self._gone: set[int] = set()

    async def new(self, message: Incoming) -> None:
        """Translate a message that was just written."""
        if not self._conversation.listens(message.channel_id, message.parent_id):
            return
        async with self._locks(message.id):
            await self._post(message, await self._conversation.answer(message))

    async def edited(self, message: Incoming) -> None:
        """Bring the reply in line with an edited message; a fresh one that had no reply may get one now."""
        async with self._locks(message.id):
            posts = await self._conversation.posts([message.id])
            if posts:
                await self._revise(message, posts)
            elif self._conversation.listens(message.channel_id, message.parent_id) and (
                self._conversation.is_fresh(message)
            ):
                await self._post(message, await self._conversation.answer(message))

    async def deleted(self, message_ids: Sequence[int]) -> None:
        """Remove the replies to messages that are gone."""
        # Whoever is translating one of them now need not post it any more.
        self._gone.update(message_ids)
        for message_id in message_ids:
            async with self._locks(message_id):
                for link in await self._conversation.posts([message_id]):
                    await self._remove(link)
                await self._conversation.dropped(message_id)
                self._gone.discard(message_id)

    async def resume(self, is_mine: Callable[[int], bool]) -> None:
        """Answer the messages whose translation was cut off when the process ended.

        is_mine: whether this process serves a guild, given its id; another one may be answering there right now.
        """
        for link in await self._conversation.unfinished():
            if not is_mine(link.guild_id):
                continue
            async with self._locks(link.source_id):
                message = await self._fetch(link)
                if message is None:
                    await self._conversation.dropped(link.source_id)
                else:
                    _log.info("message %s was left untranslated; answering it now", link.source_id)
                    await self._post(message, await self._conversation.resume(message))

    async def _post(self, message: Incoming, outcome: Outcome | None) -> None:
        if outcome is None or outcome.target is None or message.id in self._gone:
            return
        try:
            post_ids = await self._send(message, render.translation(outcome, self._catalogues))
        except discord.HTTPException as error:
            # Deleted meanwhile, or no permission: there is nothing to say, and nobody to say it to.
            _log.warning(
                "the translation of message %s could not be posted: %s %s", message.id, error.status, error.code
            )
            await self._conversation.dropped(message.id)
        else:
            await self._conversation.posted(message, outcome.target, post_ids)

    async def _send(self, message: Incoming, contents: Sequence[str], first: int = 0) -> list[int]:
        """Reply with `contents`. The nonce makes Discord give back the first post if one is sent twice."""
        channel = self._places.get_partial_messageable(message.channel_id, guild_id=message.guild_id)
        source = Reference(message_id=message.id, channel_id=message.channel_id, guild_id=message.guild_id)
        return [
            (
                await channel.send(
                    content,
                    reference=source,
                    mention_author=False,
                    silent=True,
                    suppress_embeds=True,
                    allowed_mentions=discord.AllowedMentions.none(),
                    nonce=f"{message.id}.{part}",
                )
            ).id
            for part, content in enumerate(contents, first)
        ]

    async def _revise(self, message: Incoming, posts: list[Link]) -> None:
        outcome = await self._conversation.revise(message)
        if outcome is None or outcome.target is None:
            for link in posts:
                await self._remove(link)
            await self._conversation.dropped(message.id)
            return
        contents = render.translation(outcome, self._catalogues)
        kept = posts[: len(contents)]
        for link, content in zip(kept, contents, strict=False):
            await self._rewrite(link, content)
        for link in posts[len(contents) :]:
            await self._remove(link)
        added = await self._send(message, contents[len(kept) :], len(kept))
        await self._conversation.posted(message, outcome.target, [*(_id(link) for link in kept), *added])

    async def _rewrite(self, link: Link, content: str) -> None:
        try:
            await self._partial(link.guild_id, link.channel_id, _id(link)).edit(
                content=content, allowed_mentions=discord.AllowedMentions.none()
            )
        except discord.NotFound:
            # A moderator removed this reply: it stays removed.
            _log.debug("post %s is gone; its message was edited", link.post_id)

    async def _remove(self, link: Link) -> None:
        try:
            await self._partial(link.guild_id, link.channel_id, _id(link)).delete()
        except discord.HTTPException as error:
            if error.status not in _OUT_OF_REACH:
                raise

    async def _fetch(self, link: Link) -> Incoming | None:
        try:
            message = await self._partial(link.guild_id, link.channel_id, link.source_id).fetch()
        except discord.HTTPException as error:
            if error.status not in _OUT_OF_REACH:
                raise
            return None
        return _incoming(message, link.guild_id, None)

    def _partial(self, guild_id: int, channel_id: int, message_id: int) -> discord.PartialMessage:
        return self._places.get_partial_messageable(channel_id, guild_id=guild_id).get_partial_message(message_id)


def _id(link: Link) -> int:
    """The post of a link that has one."""
    if link.post_id is None:
        raise ValueError("this message has no post yet")
    return link.post_id
