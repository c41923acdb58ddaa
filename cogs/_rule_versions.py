"""Publishing the rules, looking at what was published, and going back."""

from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup
from bot.client.rules import acknowledgements, agreeing, history, publish_page, screening, since

ITEMS = (*history.ITEMS, *agreeing.ITEMS, *screening.ITEMS, *since.ITEMS)
_LAYOUTS = [
    app_commands.Choice(name=T_("choice-name", "a post for each language"), value=publish_page.APART),
    app_commands.Choice(name=T_("choice-name", "side by side"), value=publish_page.TOGETHER),
]
Place = discord.TextChannel | None


class Versions(ModeratorGroup, name="versions"):
    """Commands that stand in /redbridge rules itself."""

    area = Area.RULES

    @app_commands.command(
        name=T_("command-name", "publish"),
        description=T_("command-description", "Post the rules, or bring their posts up to date"),
    )
    @app_commands.rename(
        channel=T_("option-name", "channel"),
        layout=T_("option-name", "layout"),
        important=T_("option-name", "important"),
        unapproved=T_("option-name", "unapproved"),
    )
    @app_commands.describe(
        channel=T_("option-description", "Where they stand"),
        layout=T_("option-description", "How the languages stand"),
        important=T_("option-description", "Ask everybody to agree again"),
        unapproved=T_("option-description", "Machine-made texts, too"),
    )
    @app_commands.choices(layout=_LAYOUTS)
    async def publish(
        self,
        interaction: discord.Interaction[Any],
        channel: Place = None,
        layout: str | None = None,
        important: bool = False,  # noqa: FBT001, FBT002 - an option of the command
        unapproved: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Publish them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await publish_page.publish(interaction, channel, layout, is_important=important, takes_machine=unapproved)

    @app_commands.command(
        name=T_("command-name", "history"),
        description=T_("command-description", "What was published, and what changed"),
    )
    async def history(self, interaction: discord.Interaction[Any]) -> None:
        """Show the versions."""
        await history.TurnHistory.show(interaction)

    @app_commands.command(
        name=T_("command-name", "undo"),
        description=T_("command-description", "Go back to the version before"),
    )
    async def undo(self, interaction: discord.Interaction[Any]) -> None:
        """Go back."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await publish_page.undo(interaction)

    @app_commands.command(
        name=T_("command-name", "acknowledgements"),
        description=T_("command-description", "Who agreed to the rules, and who did not"),
    )
    async def acknowledgements(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await acknowledgements.show(interaction)

    @app_commands.command(
        name=T_("command-name", "role"),
        description=T_("command-description", "A role for whoever agrees"),
    )
    @app_commands.rename(role=T_("option-name", "role"))
    @app_commands.describe(role=T_("option-description", "Leave it out to give none"))
    async def role(self, interaction: discord.Interaction[Any], role: discord.Role | None = None) -> None:
        """Decide on it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await agreeing.decide_role(interaction, role)
