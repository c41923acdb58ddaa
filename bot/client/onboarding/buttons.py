"""The buttons of welcomes and tours; they work after a restart, and a year later."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.client.on_demand.texts import Paste
from bot.client.panels.language import choose
from bot.client.readers import LANGUAGES, reader
from bot.client.views import PersistentItem, PlainButton
from bot.services import Services


class Take(PersistentItem[ui.Button[Any]], template=r"tour:1:(?P<journey>[a-z0-9-]{1,32}):(?P<number>\d{1,3})"):
    """A button that turns to a card of a journey."""

    def __init__(self, journey: str, number: int, label: str = "-", *, is_first: bool = False) -> None:
        """is_first: it is what most will press."""
        style = discord.ButtonStyle.primary if is_first else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"tour:1:{journey}:{number}"))
        self._place = journey, number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["journey"], int(match["number"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the card."""
        await interaction.client.tour.turn_to(interaction, *self._place)


class Done(PersistentItem[ui.Button[Any]], template=r"tour:1:done:(?P<journey>[a-z0-9-]{1,32}):(?P<number>\d{1,3})"):
    """The button of the last card."""

    def __init__(self, journey: str, number: int, label: str = "-") -> None:
        style = discord.ButtonStyle.success
        super().__init__(ui.Button(label=label, style=style, custom_id=f"tour:1:done:{journey}:{number}"))
        self._place = journey, number

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["journey"], int(match["number"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Say good-bye."""
        await interaction.client.tour.finish(interaction, *self._place)


class Choose(PlainButton, template=r"tour:1:choose"):
    """A button that asks anew who its reader is."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show all tours."""
        await interaction.client.tour.ask(interaction)


class Try(PersistentItem[ui.Button[Any]], template=r"tour:1:try"):
    """A button with which a newcomer sees something of their own translated."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, emoji="✍️", custom_id="tour:1:try"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open a form; the answer comes below the card, as that of /translate does."""
        services: Services = interaction.client.services
        await interaction.response.send_modal(Paste(services, await reader(interaction), None))


class StartAs(PersistentItem[ui.Button[Any]], template=r"hello:1:as:(?P<locale>en|zh-CN|zh-TW)"):
    """A button below a welcome: whoever presses it chooses a language, and sees the tour in it."""

    def __init__(self, locale: str) -> None:
        super().__init__(ui.Button(label=LANGUAGES[locale], custom_id=f"hello:1:as:{locale}"))
        self._locale = locale

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["locale"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember the language, and begin."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await choose(interaction, locale=self._locale)
        await interaction.client.tour.open(interaction)


class Start(PlainButton, template=r"hello:1:start"):
    """A button below the welcome of somebody whose language is known."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Begin; somebody who reads on as they do now gets the role of that language."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.tongues.keep(interaction, await reader(interaction))
        await interaction.client.tour.open(interaction)


BUTTONS = (Take, Done, Choose, Try, StartAs, Start)
