"""/redbridge check: whether all that a server has decided can work."""

from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.checking.page import TurnCheck
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt


class Check(ModeratorGroup, name="check"):
    """The command that stands in /redbridge itself."""

    area = Area.ALL

    @app_commands.command(
        name=T_("command-name", "check"),
        description=T_("command-description", "Look whether everything can work, and how to mend it"),
    )
    async def check(self, interaction: discord.Interaction[Any]) -> None:
        """Show what was found."""
        await TurnCheck.show(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(TurnCheck)
    adopt(bot.moderators, Check().commands)
