"""/redbridge settings: everything that a server can decide, in one panel."""

from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.configuring import controls, exchange, screens
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt


class Configuration(ModeratorGroup, name="configuration"):
    """The commands that stand in /redbridge itself. What each setting asks for is checked where it is changed."""

    area = None

    @app_commands.command(
        name=T_("command-name", "settings"),
        description=T_("command-description", "Everything you can decide, in one panel"),
    )
    async def settings(self, interaction: discord.Interaction[Any]) -> None:
        """Open the panel."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.settings_hub.show(interaction)


class Files(ModeratorGroup, name="configuration-files"):
    """Those that concern all that was decided at once."""

    area = Area.ALL

    @app_commands.command(
        name=T_("command-name", "export"),
        description=T_("command-description", "All that was decided, as files"),
    )
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over the file."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.parcel.export(interaction)

    @app_commands.command(
        name=T_("command-name", "import"),
        description=T_("command-description", "Take what a file holds, after a look at what changes"),
    )
    @app_commands.rename(file=T_("option-name", "file"))
    @app_commands.describe(file=T_("option-description", "A file of /redbridge export"))
    async def bring(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Show what it would change."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.parcel.propose(interaction, file)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*controls.ITEMS, *screens.ITEMS, *exchange.ITEMS)
    adopt(bot.moderators, [*Configuration().commands, *Files().commands])
