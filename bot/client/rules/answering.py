"""Answers of cards and their forms: in the place of the card on which somebody acted, or anew, for their eyes only."""

from typing import Any

import discord
from discord import ui

from bot.client.errors import tell


async def defer(interaction: discord.Interaction[Any]) -> None:
    """Answer later: in the place of the card, or with a new one for whoever acted."""
    if interaction.message:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def answer(interaction: discord.Interaction[Any], text: str, view: ui.View) -> None:
    """Show a card. The interaction is deferred already."""
    if interaction.message:
        await interaction.edit_original_response(content=text, view=view)
    else:
        await tell(interaction, text, view=view)
