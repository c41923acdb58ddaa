"""Where suggestions are shown to moderators, and the button with which they are shown nowhere any more."""

from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client import render
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.views import PlainButton, view_of
from bot.errors import N_
from bot.services import Services

_LABEL: Final = N_("Show new ones nowhere")
_DONE: Final = N_(
    "Done. Suggestions are shown in no channel from now on. They wait, and `/redbridge review` without a channel shows "
    "them."
)


class ShowNowhere(PlainButton, template=r"suggestion:1:nowhere"):
    """A button that takes back which channel was chosen."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back; what is shown already stays where it is."""
        require_moderator(interaction, Area.TRANSLATION)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.preferences.set_review_channel(interaction.guild_id or 0, None, interaction.user.id)
        said = render.bilingual(await reader(interaction), services.catalogues, _DONE)
        await interaction.edit_original_response(content=said, view=None)


def nowhere(services: Services, locale: str) -> ui.View:
    """The button, for a moderator who reads `locale`."""
    return view_of(ShowNowhere(services.catalogues.text(locale, _LABEL)))
