"""/redbridge stats and status: how it goes, and what is wrong right now."""

from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt
from bot.stats.figures import MOST_WEEKS


class Stats(ModeratorGroup, name="numbers"):
    """The commands that stand in /redbridge itself."""

    area = Area.TRANSLATION

    @app_commands.command(
        name=T_("command-name", "stats"),
        description=T_("command-description", "How translation goes, in numbers"),
    )
    @app_commands.rename(weeks=T_("option-name", "weeks"))
    @app_commands.describe(weeks=T_("option-description", "Of how many weeks; 4 if left out"))
    @app_commands.checks.cooldown(5, 60)
    async def stats(
        self, interaction: discord.Interaction[Any], weeks: app_commands.Range[int, 1, MOST_WEEKS] = 4
    ) -> None:
        """Show the numbers."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.reporting.stats.show(interaction, weeks)

    @app_commands.command(
        name=T_("command-name", "status"),
        description=T_("command-description", "What is wrong right now, if anything is"),
    )
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        """Tell what is wrong."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.reporting.status.show(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    adopt(bot.moderators, Stats().commands)
