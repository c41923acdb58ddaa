"""/language and /privacy: what members choose for themselves, in every server at once."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.panels import privacy
from bot.client.panels.language import ChooseLanguage, ChoosePinyin, OpenLanguages, choose, show

_LANGUAGES = [
    app_commands.Choice(name=T_("choice-name", "English"), value="en"),
    app_commands.Choice(name=T_("choice-name", "Simplified Chinese"), value="zh-CN"),
    app_commands.Choice(name=T_("choice-name", "Traditional Chinese"), value="zh-TW"),
]


class Language(commands.Cog):
    """Commands about whoever uses them."""

    @app_commands.command(
        name=T_("command-name", "language"),
        description=T_("command-description", "Choose the language you read, and whether you want pinyin"),
    )
    @app_commands.rename(language=T_("option-name", "language"), pinyin=T_("option-name", "pinyin"))
    @app_commands.describe(
        language=T_("option-description", "Leave it out to see what is set"),
        pinyin=T_("option-description", "Whether you want to see how Chinese is read"),
    )
    @app_commands.choices(language=_LANGUAGES)
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def language(
        self,
        interaction: discord.Interaction[Any],
        language: str | None = None,
        pinyin: bool | None = None,  # noqa: FBT001 - members give each option by its name
    ) -> None:
        """Remember what was chosen, and show how it is then."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await choose(interaction, locale=language, pinyin=pinyin)
        await show(interaction)

    @app_commands.command(
        name=T_("command-name", "privacy"),
        description=T_("command-description", "What RedBridge keeps about you, and how to be left out"),
    )
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def privacy(self, interaction: discord.Interaction[Any]) -> None:
        """Show what is kept, with buttons to change it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await privacy.show(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(OpenLanguages, ChooseLanguage, ChoosePinyin, *privacy.BUTTONS)
    await bot.add_cog(Language())
