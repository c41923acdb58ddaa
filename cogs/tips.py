"""Tips of the first days: who of those who get some is still here; the tips themselves come when they are due."""

from typing import Any

import discord
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.onboarding.tips import StopTips


class Tips(commands.Cog):
    """Hears whether newcomers write or press anything; what they write is nobody's concern here."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._tips = bot.services.tips

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote on a server."""
        if message.guild is not None:
            await self._tips.heard(message.guild.id, message.author.id)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Somebody used a command, a button or a form."""
        await self._tips.heard(interaction.guild_id, interaction.user.id)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(StopTips)
    await bot.add_cog(Tips(bot))
