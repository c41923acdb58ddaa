"""Where suggestions are shown to moderators, and the button with which they are shown nowhere any more."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client import render
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_
from bot.services import Services

_LABEL: Final = N_("Show new ones nowhere")
_DONE: Final = N_(
    "Done. Suggestions are shown in no channel from now on. They wait, and `/redbridge review` without a channel shows "
    "them."
)


class ShowNowhere(PersistentItem[ui.Button[Any]], template=r"suggestion:1:nowhere"):
    """A button that takes back which channel was chosen."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id="suggestion:1:nowhere"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back; what is shown already stays where it is."""
        require_moderator(interaction)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.preferences.set_review_channel(interaction.guild_id or 0, None, interaction.user.id)
        said = render.bilingual(await reader(interaction), services.catalogues, _DONE)
        await interaction.edit_original_response(content=said, view=None)


def nowhere(services: Services, locale: str) -> ui.View:
    """The button, for a moderator who reads `locale`."""
    return view_of(ShowNowhere(services.catalogues.text(locale, _LABEL)))
