"""Discord's channels and threads as the services know them."""

from typing import Any, Protocol

import discord

from bot.client.trouble import is_gone
from bot.translation.types import Where

# In a channel's topic, or a forum's guidelines: nothing is translated here.
SILENCE = "[no-translation]"

Place = discord.abc.GuildChannel | discord.Thread


def where_of(place: Place) -> Where:
    """Where a place lies, as far as the cache knows: the channel of a thread may not be in it."""
    if isinstance(place, discord.Thread):
        parent = place.parent
        category = parent.category_id if parent else None
        return Where(place.guild.id, place.id, place.parent_id, category, _is_silenced(parent))
    return Where(place.guild.id, place.id, None, place.category_id, _is_silenced(place))


def title_of(message: discord.Message) -> str | None:
    """The title of the forum's post that begins with a message; None for other messages.

    The first message of such a post has the id of its thread; the first one in any other thread has not.
    """
    if message.guild is None or message.id != message.channel.id:
        return None
    # A message that was fetched knows its channel by the id alone.
    thread = message.guild.get_thread(message.channel.id)
    return thread.name if thread else None


def _is_silenced(channel: discord.abc.GuildChannel | None) -> bool:
    topic: str | None = getattr(channel, "topic", None)
    return SILENCE in (topic or "").lower()


class Places(Protocol):
    """How channels and messages are reached without a cache of messages; discord.Client is one."""

    @property
    def user(self) -> discord.ClientUser | None:
        """The bot itself."""
        ...

    def get_channel(self, id: int, /) -> Any:  # noqa: A002 - discord.py's name
        """A channel or thread that is known."""
        ...

    async def fetch_channel(self, channel_id: int, /) -> Any:
        """A channel or thread, asked for."""
        ...

    def get_partial_messageable(self, id: int, *, guild_id: int | None = None) -> discord.PartialMessageable:  # noqa: A002 - discord.py's name
        """A channel of which only the id is known."""
        ...


class Wheres:
    """Where channels lie of which only the id is known."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def of(self, channel_id: int) -> Where | None:
        """Where a channel or thread of a server lies; None if it is gone or out of reach. Raises what Discord answers.

        Threads in the archive, and all channels before a session begins, have to be asked for.
        """
        place = self._places.get_channel(channel_id)
        if place is None:
            try:
                place = await self._places.fetch_channel(channel_id)
            except discord.HTTPException as error:
                if is_gone(error):
                    return None
                raise
        return where_of(place) if isinstance(place, discord.abc.GuildChannel | discord.Thread) else None
