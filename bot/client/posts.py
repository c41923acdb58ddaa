"""The bot's own posts under members' messages: sending, rewriting, removing and finding them."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import aiohttp
import discord

from bot.client.wheres import title_of, where_of
from bot.store.links import Link
from bot.translation.conversation import Incoming
from bot.translation.types import Where

_log = logging.getLogger(__name__)

# What a request to Discord may fail with, after discord.py has tried it five times.
TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError)
# Somebody else removed it, or took away the bot's access: either way there is nothing left to do.
_OUT_OF_REACH = (403, 404)
_LOOK_AHEAD = 50
_MISSED = 100


class Reference(discord.MessageReference):
    """A reference with its ids as strings, as Discord describes them; discord.py sends numbers."""

    def to_dict(self) -> Any:
        """What is sent to Discord."""
        fields = cast("dict[str, Any]", super().to_dict())
        return {name: str(value) if name.endswith("_id") else value for name, value in fields.items()}

    to_message_reference_dict = to_dict


class Places(Protocol):
    """How messages are reached without a cache; discord.Client is one."""

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot itself."""
        ...

    def get_partial_messageable(self, id: int, *, guild_id: int | None = None) -> discord.PartialMessageable:  # noqa: A002 - discord.py's name
        """A channel of which only the id is known."""
        ...


def incoming(message: discord.Message) -> Incoming | None:
    """A message as the services know it; None for what is never translated: bots, webhooks, direct messages, news."""
    if message.guild is None:
        return None
    place = message.channel
    known = isinstance(place, discord.abc.GuildChannel | discord.Thread)
    return _incoming(message, where_of(place) if known else Where(message.guild.id, place.id))


def _incoming(message: discord.Message, where: Where) -> Incoming | None:
    if message.author.bot or message.webhook_id or message.is_system():
        return None
    return Incoming(
        message.id,
        where,
        message.author.id,
        message.content,
        message.created_at,
        message.edited_at,
        title_of(message),
    )


@dataclass(frozen=True, slots=True)
class Corner:
    """A channel or thread as Discord describes it when a session begins."""

    where: Where
    last_message_id: int


def corners(guild: discord.Guild) -> list[Corner]:
    """Where something was ever said in a guild."""
    places = [*guild.text_channels, *guild.voice_channels, *guild.stage_channels, *guild.threads]
    return [Corner(where_of(place), last) for place in places if (last := place.last_message_id)]


class Posts:
    """Requests to Discord about posts; what goes wrong is a line in the log and told by the answer, never raised."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def send(
        self, message: Incoming, contents: Sequence[str], first: int, unwanted: Callable[[], bool]
    ) -> list[int]:
        """Reply with `contents`, the parts from `first` on; the ids of those that were posted before trouble came.

        unwanted: asked before each part whether the message is gone meanwhile.
        """
        channel = self._places.get_partial_messageable(message.channel_id, guild_id=message.guild_id)
        source = Reference(message_id=message.id, channel_id=message.channel_id, guild_id=message.guild_id)
        posted: list[int] = []
        for part, content in enumerate(contents, first):
            if unwanted():
                break
            try:
                post = await channel.send(
                    content,
                    reference=source,
                    mention_author=False,
                    silent=True,
                    suppress_embeds=True,
                    allowed_mentions=discord.AllowedMentions.none(),
                    nonce=_nonce(message, part),
                )
            except TROUBLE as error:
                _log.warning("the translation of message %s could not be posted: %s", message.id, _reason(error))
                break
            posted.append(post.id)
        return posted

    async def rewrite(self, link: Link, content: str) -> None:
        """Change a post. One that a moderator removed stays removed."""
        try:
            await self._partial(link, _id(link)).edit(content=content, allowed_mentions=discord.AllowedMentions.none())
        except TROUBLE as error:
            _log.warning("the translation of message %s could not be changed: %s", link.source_id, _reason(error))

    async def remove(self, link: Link) -> bool:
        """Delete a post; whether it is gone (or for good out of reach)."""
        try:
            await self._partial(link, _id(link)).delete()
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.status in _OUT_OF_REACH:
                return True
            _log.warning("the translation of message %s could not be removed: %s", link.source_id, _reason(error))
            return False
        return True

    async def fetch(self, link: Link) -> Incoming | None:
        """The message of a link, or None if it is gone. Raises what Discord answers otherwise."""
        try:
            message = await self._partial(link, link.source_id).fetch()
        except discord.HTTPException as error:
            if error.status in _OUT_OF_REACH:
                return None
            raise
        return _incoming(message, Where(link.guild_id, link.channel_id))

    async def of(self, link: Link) -> list[int]:
        """The posts with which the bot answered a message already, as the channel shows them, in order."""
        me = self._places.user
        channel = self._places.get_partial_messageable(link.channel_id, guild_id=link.guild_id)
        after = discord.Object(link.source_id)
        return [
            message.id
            async for message in channel.history(limit=_LOOK_AHEAD, after=after)
            if me and message.author.id == me.id and message.reference and message.reference.message_id == after.id
        ]

    async def since(self, corner: Corner, after_id: int) -> list[Incoming]:
        """Members' messages after a given one, oldest first, a hundred at most. Raises what Discord answers."""
        channel = self._places.get_partial_messageable(corner.where.channel_id, guild_id=corner.where.guild_id)
        found = [
            _incoming(message, corner.where)
            async for message in channel.history(limit=_MISSED, after=discord.Object(after_id), oldest_first=True)
        ]
        return [message for message in found if message]

    def _partial(self, link: Link, message_id: int) -> discord.PartialMessage:
        channel = self._places.get_partial_messageable(link.channel_id, guild_id=link.guild_id)
        return channel.get_partial_message(message_id)


def _nonce(message: Incoming, part: int) -> str:
    """The same for the same words of the same message: Discord then gives back the first post instead of a second.

    The date of the edit is in it, because a post that was removed and is wanted again must be a new one.
    """
    words = f"{message.id}.{part}.{message.edited_at}"
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


def _reason(error: BaseException) -> str:
    """What went wrong, without any text of a member."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status} {error.code}"
    return type(error).__name__


def _id(link: Link) -> int:
    """The post of a link that has one."""
    if link.post_id is None:
        raise ValueError("this message has no post yet")
    return link.post_id
