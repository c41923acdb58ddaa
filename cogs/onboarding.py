"""/tips: the tour for newcomers, as far as they have come."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.onboarding.buttons import BUTTONS


class Onboarding(commands.Cog):
    """Commands for newcomers, and for those who have forgotten something."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._tour = bot.tour

    @app_commands.command(
        name=T_("command-name", "tips"),
        description=T_("command-description", "A short tour for newcomers: how people talk here, and what to know"),
    )
    @app_commands.guild_only()
    @app_commands.checks.cooldown(5, 10)
    async def tips(self, interaction: discord.Interaction[Any]) -> None:
        """Show the card at which a member stands."""
        await self._tour.open(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(Onboarding(bot))
