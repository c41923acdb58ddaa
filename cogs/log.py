"""/redbridge log: who changed what in this server."""

from typing import Any

import discord
from discord import app_commands

from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt
from bot.client.panels.log_lines import TurnLog


class Log(ModeratorGroup, name="log"):
    """The command that stands in /redbridge itself."""

    @app_commands.command(
        name=T_("command-name", "log"),
        description=T_("command-description", "Show who changed what in this server"),
    )
    async def log(self, interaction: discord.Interaction[Any]) -> None:
        """Show the last changes."""
        await TurnLog.show(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(TurnLog)
    adopt(bot.moderators, Log().commands)
