"""Copies across a bridge, as their readers ask about them: the message behind, where the copy stands."""

from dataclasses import replace

import discord

from bot.client.posts import Posts
from bot.client.wheres import Place, where_of
from bot.services import Services
from bot.translation.record import Incoming


class Copies:
    """Finds the message of a member that a post mirrors."""

    def __init__(self, services: Services, posts: Posts) -> None:
        self._services = services
        self._posts = posts

    async def of(self, post_id: int, place: Place) -> Incoming | None:
        """What a copy says, in the words and by the author of its message, to be answered under its first post.

        None where the post mirrors nothing, the message of a bot, or one that is gone. Raises what Discord answers,
        and StoreError.
        """
        copies = await self._services.mirrors.copies(post_id)
        own = next((each for each in copies if each.post_id == post_id), None)
        if own is None:
            return None
        message = await self._posts.message(own.source_place_id, own.source_id)
        if message is None:
            return None
        here = [each for each in copies if each.channel_id == own.channel_id and each.post_id]
        first = min(here, key=lambda each: each.part)
        return replace(message, id=first.post_id or post_id, where=where_of(place))

    def may_be(self, message: discord.Message, place: Place) -> bool:
        """Whether a post stands where copies are, and is not a member's own; from memory."""
        if not message.author.bot and not message.webhook_id:
            return False
        bridges, parent_id = self._services.bridges, getattr(place, "parent_id", None)
        return bridges.bridge_of(place.id) is not None or bridges.bridge_of(parent_id or 0) is not None
