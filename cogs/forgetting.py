"""Who leaves is forgotten after a while: hears who is gone, and who is back."""

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot


class Forgetting(commands.Cog):
    """An outage is not a farewell: Discord says which it is, and discord.py tells them apart."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._departures = bot.departures
        self._forgetting = bot.services.forgetting

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Note what happened to servers meanwhile."""
        await self._departures.compare()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was taken out of a server."""
        await self._forgetting.server_left(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what is known of a server."""
        await self._forgetting.server_back(guild.id)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Note that a member has left."""
        await self._forgetting.left(payload.guild_id, payload.user.id)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Keep what is known of them."""
        await self._forgetting.back(member.guild.id, member.id)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Forgetting(bot))
