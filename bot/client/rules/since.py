"""What changed in the rules since a member agreed to them, in the member's own language."""

from typing import Any, Final

import discord

from bot.client.moderators import guild_of
from bot.client.paging import Leaf, Turn
from bot.client.readers import reader
from bot.client.rules.history import changes, paged
from bot.client.views import PlainButton
from bot.errors import N_, UserError
from bot.services import Services

# Read by everybody, whichever language they read.
LABEL: Final = "What changed · 改了什么"
_TITLE: Final = N_("**What changed in the rules since version {number}**")
_NOTHING: Final = N_("Nothing has been published yet, so nothing has changed. `/rules` shows the rules.")
_FIRST: Final = N_("These rules are as they were first published. `/rules` shows them.")


class TurnChanges(Turn, template=r"rulesince:1:(?P<number>\d{1,4}):(?P<rest>\d{1,6})"):
    """The pages of what changed. rest: since which version."""

    book = "rulesince"

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """What changed from then to now, read anew."""
        services: Services = interaction.client.services
        guild_id, locale = guild_of(interaction), await reader(interaction)
        before, _ = await services.publishing.version(guild_id, int(rest))
        latest = await services.publishing.latest(guild_id) or before
        title = services.catalogues.text(locale, _TITLE, number=int(rest))
        return paged([title, *changes(before.book, latest, [locale], locale, services.catalogues)], number)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Turn the page; anybody may."""
        await interaction.response.defer()
        leaf = await self.leaf(interaction, self._number, self._rest)
        view = await self.turns(interaction, leaf, self._rest)
        await interaction.edit_original_response(content=leaf.text, view=view)


class WhatChanged(PlainButton, template=r"rulenew:1"):
    """A button that tells whoever presses what changed since they agreed, or since the version before."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it, for their eyes only."""
        services: Services = interaction.client.services
        standing = await services.agreements.standing(guild_of(interaction), interaction.user.id)
        if not standing.version:
            raise UserError(_NOTHING)
        agreed = standing.agreement.version if standing.agreement else standing.version
        since = min(agreed, standing.version - 1)
        if not since:
            raise UserError(_FIRST)
        await TurnChanges.show(interaction, str(since))


ITEMS: Final = (TurnChanges, WhatChanged)
