"""The screen on which moderators decide how many tips a day newcomers get."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.client.views import PlainMenu
from bot.errors import N_
from bot.markup.length import reach, units
from bot.services import Services

_TITLE: Final = N_("**Tips of the first days**")
_STATE: Final = {
    0: N_("- Newcomers get no tips."),
    1: N_("- From the day after they begin a tour: one tip a day for a week, at 19:00 of their own time."),
    2: N_("- From the day after they begin a tour: two tips a day for a week, at 10:00 and 19:00 of their own time."),
}
_HOW: Final = N_(
    "- By direct message, in the language they read; who has closed those gets none, and so does who is silent for "
    "three days, has left or has pressed “That's enough, thanks”."
)
_OFFERED: Final = {0: N_("No tips"), 1: N_("One tip a day"), 2: N_("Two tips a day")}
_TIPS: Final = "tips"
# Of what a screen shows.
_LONGEST: Final = 1850


class ChooseTips(PlainMenu, template=r"onboard:1:tips"):
    """A menu of how many tips a day there are."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        await interaction.response.defer()
        chosen = int(self.item.values[0])
        await services.arrivals.decide(guild_of(interaction), interaction.user.id, tips_a_day=chosen)
        await interaction.client.hub.redraw(interaction, _TIPS)


class TipsScreen:
    """How many tips there are, and how one looks."""

    key = _TIPS
    label = N_("Tips of the first days")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell how many, show one in both languages, and let the number be changed."""
        services: Services = interaction.client.services
        locale, catalogues = await reader(interaction), services.catalogues
        a_day = services.arrivals.welcome(guild_of(interaction)).tips_a_day
        state = [Sentence(_TITLE, {}), Sentence(_STATE[a_day], {}), *([Sentence(_HOW, {})] if a_day else [])]
        options = [
            discord.SelectOption(label=catalogues.text(locale, label), value=str(number), default=number == a_day)
            for number, label in _OFFERED.items()
        ]
        text = said(state, locale, catalogues)
        previews = await _previews(interaction, (_LONGEST - units(text)) // 2)
        return "\n\n".join([text, *previews]), [ChooseTips(options)]


ITEMS: Final = (ChooseTips,)


async def _previews(interaction: discord.Interaction[Any], room: int) -> list[str]:
    """The first tip in both languages, as much of each as there is room for."""
    services: Services = interaction.client.services
    if interaction.guild is None:
        return []
    locales = ("en", services.preferences.chinese(interaction.guild.id))
    shown = [await interaction.client.tips.preview(interaction.guild, locale) for locale in locales]
    quoted = ["\n".join(f"> {line}" for line in text.splitlines()) for text in shown]
    return [text if units(text) <= room else f"{text[: reach(text, 0, room - 1)]}…" for text in quoted]
