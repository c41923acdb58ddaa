"""Translations for one reader: the menu of a message, and /translate."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.on_demand.asking import wish_of
from bot.client.on_demand.buttons import BUTTONS
from bot.client.readers import reader
from bot.client.views import Modal
from bot.client.wording import silence
from bot.errors import N_
from bot.services import Services
from bot.translation.decide import NO_ANSWER, SAME_LANGUAGE, UNSUPPORTED
from bot.translation.renderings import rendering

_LONGEST = 4000
_CHOICES = [
    app_commands.Choice(name=T_("choice-name", "English"), value="en"),
    app_commands.Choice(name=T_("choice-name", "Simplified Chinese"), value="zh-CN"),
    app_commands.Choice(name=T_("choice-name", "Traditional Chinese"), value="zh-TW"),
]
_NO_TRANSLATION = {
    SAME_LANGUAGE: N_("That is already in the language you asked for. Choose another one with the option “to”."),
    NO_ANSWER: N_("No usable translation came back. Try again in a minute, or say it in other words."),
    UNSUPPORTED: N_("RedBridge translates between English and Chinese, and this looks like another language."),
}


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
        text: app_commands.Range[str, 1, _LONGEST] | None = None,
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


class Paste(Modal):
    """A form for texts of several lines, which a slash command's option cannot take."""

    def __init__(self, services: Services, locale: str, to: str | None) -> None:
        catalogues = services.catalogues
        super().__init__(catalogues.text(locale, N_("Translate a text")))
        self._services = services
        self._to = to
        self._input: ui.TextInput[Any] = ui.TextInput(style=discord.TextStyle.paragraph, max_length=_LONGEST)
        self.add_item(ui.Label(text=catalogues.text(locale, N_("English or Chinese text")), component=self._input))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Translate what was pasted."""
        await answer(self._services, interaction, self._input.value, self._to)


async def answer(services: Services, interaction: discord.Interaction[Any], text: str, to: str | None) -> None:
    """Show a translation of `text` to one member. Without `to`, it goes from either language to the other."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale = await reader(interaction)
    target = to or _other_language(services, interaction, text, locale)
    outcome = await rendering(services.pipeline, text, target, await wish_of(interaction))
    if outcome.text is None:
        reason = _NO_TRANSLATION.get(outcome.skipped or "") or silence(outcome.skipped)
        await tell(interaction, render.bilingual(locale, services.catalogues, reason))
        return
    for part in render.translation(outcome, services.catalogues):
        await tell(interaction, part)


def _other_language(services: Services, interaction: discord.Interaction[Any], text: str, locale: str) -> str:
    if services.pipeline.read(text).language == "zh":
        return "en"
    return locale if locale != "en" else services.preferences.chinese(interaction.guild_id)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*BUTTONS)
    cog = OnDemandCommands(bot)
    await bot.add_cog(cog)
    bot.tree.add_command(app_commands.ContextMenu(name=T_("menu-name", "Translate"), callback=cog.read))
