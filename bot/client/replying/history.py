"""What a channel's history tells: what nobody heard, and what was answered already."""

from collections import defaultdict

import discord

from bot.client.incoming import member_message
from bot.client.replying import parts
from bot.client.wheres import Places
from bot.translation.record import Incoming
from bot.translation.types import Where

# How far is looked ahead for the answers of a process that died: a burst may stand between.
_LOOK_AHEAD = 300
_MISSED = 100


class History:
    """Reads channels. All methods raise what Discord answers."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def since(self, where: Where, after_id: int, most: int = _MISSED) -> list[Incoming]:
        """Members' messages after a given one, oldest first; of more than `most`, the last.

        Nobody finds more than a hundred messages of all kinds.
        """
        return [message for message in await self.latest(where) if message.id > after_id][-most:]

    async def latest(self, where: Where) -> list[Incoming]:
        """Members' messages among the last hundred of all kinds, oldest first."""
        channel = self._places.get_partial_messageable(where.channel_id, guild_id=where.guild_id)
        latest = [message async for message in channel.history(limit=_MISSED)]
        found = [member_message(message, where) for message in reversed(latest)]
        return [message for message in found if message]

    async def answered(self, place_id: int, guild_id: int, after_id: int) -> dict[int, list[int]]:
        """The bot's posts after a given message, in order, by the messages that they translate."""
        me = self._places.user
        channel = self._places.get_partial_messageable(place_id, guild_id=guild_id)
        found: dict[int, list[int]] = defaultdict(list)
        async for message in channel.history(limit=_LOOK_AHEAD, after=discord.Object(after_id), oldest_first=True):
            if me is None or message.author.id != me.id:
                continue
            for source in _sources(message):
                found[source].append(message.id)
        return found

    async def own(self, place_id: int, guild_id: int, content: str) -> int | None:
        """The last of the bot's posts that says just this, of the last hundred messages."""
        me = self._places.user
        channel = self._places.get_partial_messageable(place_id, guild_id=guild_id)
        async for message in channel.history(limit=_MISSED):
            if me and message.author.id == me.id and message.content == content:
                return message.id
        return None


def _sources(post: discord.Message) -> list[int]:
    reference = post.reference.message_id if post.reference else None
    return [reference] if reference else parts.sources(post.content)
