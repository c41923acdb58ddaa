"""/redbridge setup and undo, and the greeting with which it begins."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt
from bot.client.setup.greeting import greet
from bot.client.setup.items import ITEMS


class Setup(ModeratorGroup, name="setup"):
    """The commands that stand in /redbridge itself. A set-up touches every part."""

    area = Area.ALL

    @app_commands.command(
        name=T_("command-name", "setup"),
        description=T_("command-description", "Set up this server in six steps"),
    )
    async def setup(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first step."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.setup_pages.open(interaction)

    @app_commands.command(
        name=T_("command-name", "undo"),
        description=T_("command-description", "Take the last set-up back"),
    )
    async def undo(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.setup_pages.undo(interaction)


class Arrival(commands.Cog):
    """Hears that RedBridge has come to a server."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet whoever may set it up."""
        await greet(self._bot, guild)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*ITEMS)
    adopt(bot.moderators, Setup().commands)
    await bot.add_cog(Arrival(bot))
