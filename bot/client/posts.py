"""The bot's own posts under members' messages: sending, rewriting, removing and finding them."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, Protocol, cast

import discord

from bot.client.incoming import Corner, corners, incoming, member_message
from bot.client.pacer import Pacer
from bot.client.replying.outbox import Parcel
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.client.wheres import Places, Wheres
from bot.client.wording import wording
from bot.store.links import Link
from bot.translation.record import Incoming, Record
from bot.translation.types import Where

__all__ = ["TROUBLE", "Corner", "Posts", "Reference", "corners", "incoming"]

_log = logging.getLogger(__name__)

# "Thread is archived", as Discord numbers it.
_ARCHIVED: Final = 50083
_FORBIDDEN: Final = 403
# No sound, no link previews, nobody is pinged.
QUIETLY: Final[dict[str, Any]] = {
    "silent": True,
    "suppress_embeds": True,
    "allowed_mentions": discord.AllowedMentions.none(),
}


class Reference(discord.MessageReference):
    """A reference with its ids as strings, as Discord describes them; discord.py sends numbers."""

    def to_dict(self) -> Any:
        """What is sent to Discord."""
        fields = cast("dict[str, Any]", super().to_dict())
        return {name: str(value) if name.endswith("_id") else value for name, value in fields.items()}

    to_message_reference_dict = to_dict


class Threads(Protocol):
    """Where the translations of a channel gather."""

    async def place_for(self, message: Incoming) -> int | None:
        """The thread or channel in which the translation of a message belongs; None if there can be none."""
        ...

    async def may_place(self, message: Incoming) -> bool:
        """Whether there is likely to be such a place; to be asked before an engine is."""
        ...

    def may_reply(self, message: Incoming) -> bool:
        """Whether the bot is likely to be let post under this message itself; to be asked before an engine is."""
        ...

    def refused(self, message: Incoming) -> None:
        """Discord just refused to take a translation of this message."""
        ...

    async def wake(self, thread_id: int) -> bool:
        """Open an archived thread; whether it is open now."""
        ...


class Posts:
    """Requests to Discord about posts; what goes wrong is a line in the log and told by the answer, never raised."""

    def __init__(self, places: Places, threads: Threads, record: Record, pacer: Pacer) -> None:
        """pacer: of changes to posts, which Discord counts for themselves."""
        self._places = places
        self._pacer = pacer
        self._threads = threads
        self._wheres = Wheres(places)
        self._record = record

    async def post(self, parcels: Sequence[Parcel], content: str, number: int) -> int | None:
        """Make a post for a message, or one that gathers several: its id, or None if Discord does not take it.

        What translates one message in its own channel is a reply to it. number: which of its posts this is.
        """
        first = parcels[0].message
        alone = len(parcels) == 1 and parcels[0].place_id is None
        channel = self._places.get_partial_messageable(parcels[0].goes_to, guild_id=first.guild_id)
        extras: dict[str, Any] = {"reference": _reference(first), "mention_author": False} if alone else {}
        try:
            post = await channel.send(content, nonce=_nonce(parcels, number), **QUIETLY, **extras)
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.status == _FORBIDDEN:
                self._threads.refused(first)
            for parcel in parcels:
                _log.warning("the translation of message %s could not be posted: %s", parcel.message.id, reason(error))
            return None
        return post.id

    async def read(self, link: Link) -> str | None:
        """What a post says now; None if it is gone, or for good out of reach. Raises what Discord answers otherwise."""
        try:
            return (await self._partial(link).fetch()).content
        except discord.HTTPException as error:
            if is_gone(error):
                return None
            raise

    async def change(self, link: Link, content: str) -> bool:
        """Change a post; whether it was changed, or is gone. One that a moderator removed stays removed."""
        try:
            async with self._pacer.post(link.post_place_id or link.channel_id):
                await self._edit(link, content)
        except TROUBLE as error:
            _log.warning("the translation of message %s could not be changed: %s", link.source_id, reason(error))
            return is_gone(error)
        return True

    async def remove(self, link: Link) -> bool:
        """Delete a post; whether it is gone (or for good out of reach)."""
        try:
            await self._partial(link).delete()
        except TROUBLE as error:
            if is_gone(error):
                return True
            _log.warning("the translation of message %s could not be removed: %s", link.source_id, reason(error))
            return False
        return True

    async def message(self, channel_id: int, message_id: int) -> Incoming | None:
        """A member's message, however old, by its id or by that of the bot's post that translates it.

        Its text is all there is to read in it, as for readers who ask for its translation. None for other messages,
        and for what is gone. Of a post that gathers several, none is meant more than another.
        Raises what Discord answers.
        """
        where = await self._wheres.of(channel_id)
        found = await self._fetch(where, message_id) if where else None
        if found and self._places.user and found.author.id == self._places.user.id:
            translated = {link.source_id: link for link in await self._record.sharing([message_id])}
            if len(translated) != 1:
                return None
            (link,) = translated.values()
            where = await self._wheres.of(link.channel_id)
            found = await self._fetch(where, link.source_id) if where else None
        return _asked(found, where) if found and where else None

    async def source(self, link: Link, where: Where) -> Incoming | None:
        """The message of a link, which was written there; None if it is gone. Raises what Discord answers otherwise."""
        found = await self._fetch(where, link.source_id)
        return _asked(found, where) if found else None

    async def _fetch(self, where: Where, message_id: int) -> discord.Message | None:
        channel = self._places.get_partial_messageable(where.channel_id, guild_id=where.guild_id)
        try:
            return await channel.get_partial_message(message_id).fetch()
        except discord.HTTPException as error:
            if is_gone(error):
                return None
            raise

    async def _edit(self, link: Link, content: str) -> None:
        """Change a post; in the archive nothing changes, so its thread is opened first."""
        silently = discord.AllowedMentions.none()
        try:
            await self._partial(link).edit(content=content, allowed_mentions=silently)
        except discord.HTTPException as error:
            if error.code != _ARCHIVED or not await self._threads.wake(link.post_place_id or link.channel_id):
                raise
            await self._partial(link).edit(content=content, allowed_mentions=silently)

    def _partial(self, link: Link) -> discord.PartialMessage:
        if link.post_id is None:
            raise ValueError("this message has no post yet")
        channel = self._places.get_partial_messageable(link.post_place_id or link.channel_id, guild_id=link.guild_id)
        return channel.get_partial_message(link.post_id)


def _asked(found: discord.Message, where: Where) -> Incoming | None:
    message = member_message(found, where)
    return replace(message, text=wording(found)) if message else None


def _reference(message: Incoming) -> Reference:
    return Reference(message_id=message.id, channel_id=message.channel_id, guild_id=message.guild_id)


def _nonce(parcels: Sequence[Parcel], number: int) -> str:
    """The same for the same words of the same messages: Discord then gives back the first post instead of a second.

    The date of the edit is in it, and of which posts they take the place, because a post that was removed and is
    wanted again must be a new one.
    """
    words = ",".join(
        f"{each.message.id}.{number}.{each.message.edited_at}.{each.locale}{each.instead}" for each in parcels
    )
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()
