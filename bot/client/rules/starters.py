"""The menu of books to begin with, where there are no rules yet."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.services import Services

_CHOOSE: Final = N_("A book to begin with")


class ChooseStarter(PersistentItem[ui.Select[Any]], template=r"rulebook:1:begin"):
    """The menu of books to begin with."""

    def __init__(self, options: list[discord.SelectOption] | None = None, placeholder: str | None = None) -> None:
        super().__init__(ui.Select(custom_id="rulebook:1:begin", options=options or [], placeholder=placeholder))

    @classmethod
    def of(cls, services: Services, locale: str) -> Self:
        """All of them, as a reader of `locale` reads them."""
        options = [
            discord.SelectOption(label=each.name, value=each.key, description=each.about)
            for each in services.rules.starters.offered(locale)
        ]
        return cls(options, services.catalogues.text(locale, _CHOOSE))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Fill the book, and show it in the panel."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.rules.begin(guild_of(interaction), self.item.values[0], interaction.user.id)
        await interaction.client.rule_hub.redraw(interaction, "book")
