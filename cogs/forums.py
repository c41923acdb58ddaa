"""Posts of forums that get another title."""

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.incoming import incoming
from bot.client.wheres import where_of


class Forums(commands.Cog):
    """Keeps the translation of a post's title true to it; what else happens there are messages like any other."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._replies = bot.replies
        self._conversation = bot.services.conversation

    @commands.Cog.listener()
    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """A thread changed; its name is the title, if it is the post of a forum that was translated."""
        if before.name == after.name or not isinstance(after.parent, discord.ForumChannel):
            return
        # The first message of a post has the id of its thread.
        if self._conversation.is_off(where_of(after)) or not await self._conversation.posts([after.id]):
            return
        try:
            message = await after.fetch_message(after.id)
        except discord.NotFound:
            return
        if found := incoming(message):
            await self._replies.refresh(found)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Forums(bot))
