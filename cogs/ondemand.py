"""Translations for one reader: the menu of a message, and /translate."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.on_demand.buttons import BUTTONS
from bot.client.on_demand.texts import LONGEST, Paste, answer
from bot.client.readers import reader

_CHOICES = [
    app_commands.Choice(name=T_("choice-name", "English"), value="en"),
    app_commands.Choice(name=T_("choice-name", "Simplified Chinese"), value="zh-CN"),
    app_commands.Choice(name=T_("choice-name", "Traditional Chinese"), value="zh-TW"),
]


class OnDemandCommands(commands.Cog):
    """Commands that members may also install for themselves, and so use in any server or direct message."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._services = bot.services
        self._on_demand = bot.on_demand

    @app_commands.command(
        name=T_("command-name", "translate"),
        description=T_("command-description", "Translate a text; only you see the answer"),
    )
    @app_commands.rename(text=T_("option-name", "text"), to=T_("option-name", "to"))
    @app_commands.describe(
        text=T_("option-description", "The text; leave it out to paste several lines"),
        to=T_("option-description", "The language you want to read it in"),
    )
    @app_commands.choices(to=_CHOICES)
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def translate(
        self,
        interaction: discord.Interaction[Any],
        text: app_commands.Range[str, 1, LONGEST] | None = None,
        to: str | None = None,
    ) -> None:
        """Translate for the eyes of one member."""
        if text is None:
            form = Paste(self._services, await reader(interaction), to)
            await interaction.response.send_modal(form)
        else:
            await answer(self._services, interaction, text, to)

    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def read(self, interaction: discord.Interaction[Any], message: discord.Message) -> None:
        """Show a message to one member in their language."""
        await self._on_demand.translate(interaction, message)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*BUTTONS)
    cog = OnDemandCommands(bot)
    await bot.add_cog(cog)
    bot.tree.add_command(app_commands.ContextMenu(name=T_("menu-name", "Translate"), callback=cog.read))
