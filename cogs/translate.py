"""Messages that translate themselves."""

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.posts import corners, incoming


class Translate(commands.Cog):
    """Hands messages to the replies."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._replies = bot.replies
        self._recovery = bot.recovery

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A new message."""
        if found := incoming(message):
            await self._replies.new(found)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A session begins, maybe after one that was lost with all that Discord would have told in it."""
        await self._recovery.catch_up(corners(guild))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A changed message."""
        if found := incoming(payload.message):
            await self._replies.edited(found)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A deleted message."""
        await self._replies.deleted([payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages deleted at once."""
        await self._replies.deleted(sorted(payload.message_ids))


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Translate(bot))
