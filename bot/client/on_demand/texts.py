"""Translations of texts that members hand in themselves, for their eyes alone."""

from typing import Any, Final

import discord
from discord import ui

from bot.client import render
from bot.client.errors import tell
from bot.client.on_demand.asking import wish_of
from bot.client.readers import reader
from bot.client.views import Modal
from bot.client.wording import silence
from bot.errors import N_
from bot.services import Services
from bot.translation.decide import NO_ANSWER, SAME_LANGUAGE, UNSUPPORTED
from bot.translation.renderings import rendering

LONGEST: Final = 4000
_NO_TRANSLATION: Final = {
    SAME_LANGUAGE: N_("That is already in the language you asked for. Choose another one with the option “to”."),
    NO_ANSWER: N_("No usable translation came back. Try again in a minute, or say it in other words."),
    UNSUPPORTED: N_("RedBridge translates between English and Chinese, and this looks like another language."),
}


class Paste(Modal):
    """A form for texts of several lines, which a slash command's option cannot take."""

    def __init__(self, services: Services, locale: str, to: str | None) -> None:
        catalogues = services.catalogues
        super().__init__(catalogues.text(locale, N_("Translate a text")))
        self._services = services
        self._to = to
        self._input: ui.TextInput[Any] = ui.TextInput(style=discord.TextStyle.paragraph, max_length=LONGEST)
        self.add_item(ui.Label(text=catalogues.text(locale, N_("English or Chinese text")), component=self._input))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Translate what was pasted."""
        await answer(self._services, interaction, self._input.value, self._to)

    async def anew(self, interaction: discord.Interaction[Any]) -> "Paste":
        """The same form."""
        return Paste(self._services, await reader(interaction), self._to)


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
