"""The screen on which moderators put the tips of a tour into other words."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.onboarding.editor import SeeText
from bot.client.onboarding.screens.spots import TIPS, Act, chosen, short
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import reader
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.onboarding.planner import Spot
from bot.services import Services

_TITLE: Final = N_("**The tips of “{name}”**")
_HOW: Final = N_("Choose one to see it in all languages, and to put it into other words.")
_NONE: Final = N_(
    "This tour has no tips: tips are RedBridge's own, and those of its tours can be put into other words."
)
_MOST_OPTIONS: Final = 25


class ChooseTip(PersistentItem[ui.Select[Any]], template=r"journeys:1:tip:(?P<journey>[a-z0-9-]{1,32})"):
    """A menu of a tour's tips."""

    def __init__(self, journey: str, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id=f"journeys:1:tip:{journey}", options=options or []))
        self._journey = journey

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["journey"], item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the tip in all languages; the text checks anew who asks."""
        await SeeText(f"tip:{self._journey}:{self.item.values[0]}", screen=TIPS).used(interaction)


ITEMS: Final = (ChooseTip,)


class TourTipScreen:
    """What the tips of a tour say."""

    key = TIPS
    label = N_("What the tips say")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Let one be chosen."""
        services: Services = interaction.client.services
        guild, locale = await server_of(interaction), await reader(interaction)
        say = partial(services.catalogues.text, locale)
        journeys = await services.journeys.all(guild.id, locale)
        wanted, _ = chosen(interaction)
        mine = next((each for each in journeys if each.key == wanted), journeys[0])
        name = discord.utils.escape_markdown(short(mine.name, 40))
        back = Act(Spot(guild.id, mine.key), "back", say(N_("All tours")))
        text = "\n".join([say(_TITLE, name=name), say(_HOW if mine.tips else _NONE)])
        options = [discord.SelectOption(label=short(each.text), value=each.key) for each in mine.tips[:_MOST_OPTIONS]]
        return text, [ChooseTip(mine.key, options), back] if options else [back]
