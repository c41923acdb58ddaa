"""The menu of a message in which moderators remind of a rule."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.rules.by_hand import ByHand


class Remind(commands.Cog):
    """What moderators do by hand."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._by_hand = ByHand(bot, bot.services)

    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def remind(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Remind of a rule because of a message."""
        await self._by_hand.open(interaction, message)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    cog = Remind(bot)
    await bot.add_cog(cog)
    bot.tree.add_command(app_commands.ContextMenu(name=T_("menu-name", "Remind of a rule"), callback=cog.remind))
