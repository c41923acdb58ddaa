"""/buddy: a volunteer of the other language for a newcomer, where a server has that; both have to say yes."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.onboarding.buddies import BUTTONS


class Buddy(commands.Cog):
    """Shows how it stands, and hears who leaves."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._panel = bot.buddies
        self._buddies = bot.services.buddies

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """End what somebody had here who has left."""
        await self._buddies.left(payload.guild_id, payload.user.id)

    @app_commands.command(
        name=T_("command-name", "buddy"),
        description=T_("command-description", "Find somebody of the other language to ask, or be one"),
    )
    @app_commands.guild_only()
    @app_commands.checks.cooldown(5, 10)
    async def buddy(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._panel.open(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(Buddy(bot))
