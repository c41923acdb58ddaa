"""The screen on which moderators decide whether there are buddies; of those there are they see numbers only."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.letters import about_buddies
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.i18n import ENGLISH
from bot.onboarding.buddies import Numbers
from bot.services import Services

_KEY: Final = "buddies"
_TITLE: Final = N_("**Buddies**")
_OFF: Final = N_("- Off: nobody is brought together. Pairs that exist already stay together; that is between them.")
_ON: Final = N_(
    "- On: with `/buddy` newcomers wish for a volunteer of the other language, and whoever likes offers to be one. "
    "Both have to say yes, by direct message; no channel hears of it."
)
_OFFERS: Final = N_("- Volunteers who read English: {english}, who read Chinese: {chinese}")
_LOOKING: Final = N_("- Newcomers who wait for a buddy: {count}")
_TOGETHER: Final = N_("- Pairs: {count}")
_PRIVATE: Final = N_("-# Who they are is theirs to tell: nobody sees it here.")
_SWITCH: Final = {True: N_("Offer buddies"), False: N_("No buddies")}


class SwitchBuddies(PersistentItem[ui.Button[Any]], template=r"onboard:1:buddies:(?P<wanted>on|off)"):
    """A button that lets a server have buddies, or not."""

    def __init__(self, *, wanted: bool, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"onboard:1:buddies:{'on' if wanted else 'off'}"))
        self._wanted = wanted

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(wanted=match["wanted"] == "on")

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.arrivals.decide(guild_of(interaction), interaction.user.id, has_buddies=self._wanted)
        await interaction.client.hub.redraw(interaction, _KEY)


class BuddyScreen:
    """Whether there are buddies, and how many."""

    key = _KEY
    label = N_("Buddies")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell it, show what a newcomer reads, and let it be changed."""
        services: Services = interaction.client.services
        locale, catalogues, guild_id = await reader(interaction), services.catalogues, guild_of(interaction)
        is_on = services.arrivals.welcome(guild_id).has_buddies
        numbers = await services.buddies.numbers(guild_id)
        state = [Sentence(_TITLE, {}), Sentence(_ON if is_on else _OFF, {})]
        if is_on or numbers.together:
            state += _numbers(numbers)
        shown = [said(state, locale, catalogues)]
        if is_on:
            locales = (ENGLISH, services.preferences.chinese(guild_id))
            shown += [f"> {about_buddies(each, catalogues)}" for each in locales]
        switch = SwitchBuddies(wanted=not is_on, label=catalogues.text(locale, _SWITCH[not is_on]))
        return "\n\n".join(shown), [switch]


ITEMS: Final = (SwitchBuddies,)


def _numbers(numbers: Numbers) -> list[Sentence]:
    english = numbers.offers.get(ENGLISH, 0)
    return [
        Sentence(_OFFERS, {"english": english, "chinese": sum(numbers.offers.values()) - english}),
        Sentence(_LOOKING, {"count": numbers.looking}),
        Sentence(_TOGETHER, {"count": numbers.together}),
        Sentence(_PRIVATE, {}),
    ]
