"""`/redbridge stats`: how translation goes, as a picture and as a text."""

from typing import Any, Final

import discord

from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.pictures import Pictures
from bot.client.readers import reader
from bot.errors import N_
from bot.markup import units
from bot.onboarding.telling import fitting
from bot.services import Services
from bot.stats.figures import Figures
from bot.stats.picture import chart_of
from bot.stats.telling import Telling

_LONGEST: Final = 1800
_NOTHING: Final = N_("Nothing was translated in these weeks yet. `/redbridge setup` sets this server up.")
_NO_FILES: Final = N_("There is a picture, too, where RedBridge may attach files: it lacks **Attach Files** here.")
_NO_PICTURE: Final = N_("The picture could not be drawn; the numbers are these all the same.")
# Translators: characters that this server may still have translated today.
_LEFT: Final = N_("- Characters left for today: {count}")


class StatsPage:
    """Answers with numbers. Raises StoreError."""

    def __init__(self, services: Services, pictures: Pictures) -> None:
        self._services = services
        self._pictures = pictures

    async def show(self, interaction: discord.Interaction[Any], weeks: int) -> None:
        """Show the numbers of the last `weeks` weeks. The interaction is deferred already."""
        guild_id, locale = guild_of(interaction), await reader(interaction)
        figures = await self._services.stats.of(guild_id, weeks)
        telling = Telling(figures, locale, self._services.catalogues)
        lines = [*telling.lines(), *await self._budget(guild_id, telling)]
        picture, hints = None, list[str]()
        if not figures.total():
            hints.append(telling.say(_NOTHING))
        elif not interaction.app_permissions.attach_files:
            hints.append(telling.say(_NO_FILES))
        else:
            picture = await self.picture(figures, telling, locale)
            hints += [] if picture else [telling.say(_NO_PICTURE)]
        text = content(telling, [*lines, *(f"-# {hint}" for hint in hints)])
        await tell(interaction, text, files=[picture] if picture else [])

    async def picture(self, figures: Figures, telling: Telling, locale: str) -> discord.File | None:
        """The chart, with all of it as a text for screen readers."""
        description = "\n".join([telling.heading(), *telling.lines()])
        return await self._pictures.of(chart_of(figures, locale, telling.say), "translation.png", description)

    async def _budget(self, guild_id: int, telling: Telling) -> list[str]:
        left = await self._services.translation.chain.left(guild_id)
        return [] if left is None else [telling.say(_LEFT, count=f"{left:,}")]


def content(telling: Telling, lines: list[str]) -> str:
    """A heading and as many lines as fit into one message."""
    return "\n".join([f"**{telling.heading()}**", *fitting(lines, _LONGEST - units(telling.heading()), units)])
