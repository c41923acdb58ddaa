"""The screen on which moderators bring removed rules back, however they came to be removed."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.rules import card
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.rules.book import MOST_RULES
from bot.services import Services

_TITLE: Final = N_("**Removed rules**")
_NONE: Final = N_("- There are none.")
_SOME: Final = N_("- The latest ones. Choose one to bring it back, to the end of the book.")
_CHOOSE: Final = N_("Bring back …")
_NAME: Final = 60
_LONGEST: Final = 100


class BringBack(PersistentItem[ui.Select[Any]], template=r"rulebook:1:revive"):
    """The menu of removed rules."""

    def __init__(self, options: list[discord.SelectOption] | None = None, placeholder: str | None = None) -> None:
        super().__init__(ui.Select(custom_id="rulebook:1:revive", options=options or [], placeholder=placeholder))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Bring it back, and show it."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        rule_id, by = int(self.item.values[0]), interaction.user.id
        await card.show(interaction, await services.rules.restore(guild_of(interaction), rule_id, MOST_RULES, by))


ITEMS: Final = (BringBack,)


class RemovedScreen:
    """What was removed."""

    key = "removed"
    label = N_("Removed rules")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell which there are, and let them be brought back."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        rules = await services.rules.removed(guild_of(interaction))
        if not rules:
            return "\n".join((say(locale, _TITLE), say(locale, _NONE))), []
        names = [rule.texts[locale].name for rule in rules]
        lines = [say(locale, _TITLE), say(locale, _SOME), *(f"- {excerpt(name, _NAME)}" for name in names)]
        options = [
            discord.SelectOption(label=name[:_LONGEST], value=str(rule.rule_id))
            for name, rule in zip(names, rules, strict=True)
        ]
        return "\n".join(lines), [BringBack(options, say(locale, _CHOOSE))]
