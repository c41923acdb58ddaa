"""Bridges: hands Discord's events on."""

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot


class Bridging(commands.Cog):
    """Listens; everything else is done behind the front door."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._bridging = bot.bridging

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A new message."""
        await self._bridging.new(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A changed message."""
        await self._bridging.edited(payload.message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A deleted message."""
        await self._bridging.deleted(payload.guild_id, [payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages deleted at once."""
        await self._bridging.deleted(payload.guild_id, sorted(payload.message_ids))

    @commands.Cog.listener()
    async def on_webhooks_update(self, channel: discord.abc.GuildChannel) -> None:
        """The webhooks of a channel changed."""
        self._bridging.webhooks_changed(channel.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A session begins, maybe after one that was lost with all that Discord would have told in it."""
        await self._bridging.turn(guild.id)

    @commands.Cog.listener()
    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        """Discord has lost a server; nothing is heard of it until it is found again."""
        self._bridging.beginnings.interrupted(guild.id)

    @commands.Cog.listener()
    async def on_shard_connect(self, shard_id: int) -> None:
        """A new session, before anything is heard in it."""
        self._bridging.beginnings.renewed(shard_id)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Bridging(bot))
