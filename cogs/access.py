"""/redbridge access: which roles may change what."""

from typing import Any

import discord
from discord import app_commands

from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt
from bot.client.panels.access import ChooseKeepers, require_manager, show


class Access(ModeratorGroup, name="access"):
    """The command that stands in /redbridge itself."""

    @app_commands.command(
        name=T_("command-name", "access"),
        description=T_("command-description", "Which roles may change what"),
    )
    async def access(self, interaction: discord.Interaction[Any]) -> None:
        """Show it, with menus to change it."""
        require_manager(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(ChooseKeepers)
    adopt(bot.moderators, Access().commands)
