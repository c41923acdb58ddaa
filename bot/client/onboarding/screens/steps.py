"""The screen on which moderators decide which cards a tour has, in which order, and what each of them says."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.editor import EditText, SeeText
from bot.client.onboarding.roles import doubts
from bot.client.onboarding.screens.spots import MOVES, NOTED, STEPS, Act, Choose, Reward, chosen, listed, short
from bot.client.onboarding.tour import facts
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import reader
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.i18n import Catalogues
from bot.markup import units
from bot.onboarding.filling import fill
from bot.onboarding.plan import PlannedJourney, PlannedStep
from bot.onboarding.planner import Spot
from bot.services import Services

_TITLE: Final = N_("**The cards of “{name}”**")
_NO_CARD: Final = N_("It has no card yet. Add one: a tour is offered once it has a card that everybody sees.")
_HIDDEN: Final = N_("hidden")
_OWN: Final = N_("the server's own")
_NEEDS: Final = N_("shown once the server has what it speaks of")
_MACHINE: Final = N_("🤖 machine-made")
_REWARD: Final = N_("Whoever finishes it gets {role}.")
_TEXT_AS: Final = N_("A newcomer reads:")
# Of what a screen shows, and of one of its menus.
_ROOM: Final = 1850
# With less room there is no preview.
_LEAST: Final = 80
_MOST_OPTIONS: Final = 25
_LONGEST_NAME: Final = 40


class AddCard(PersistentItem[ui.Button[Any]], template=r"journeys:1:card:(?P<journey>[a-z0-9-]{1,32})"):
    """A button that opens the form for another card."""

    def __init__(self, journey: str, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"journeys:1:card:{journey}"))
        self._journey = journey

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["journey"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it, if there is room."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        spot = await services.planner.new_step(guild_of(interaction), self._journey)
        await EditText(spot.name, screen=STEPS).used(interaction)


ITEMS: Final = (AddCard,)


class StepScreen:
    """Which cards a tour has."""

    key = STEPS
    label = N_("Cards of a tour")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """List the cards, show the marked one, and let it be changed."""
        services: Services = interaction.client.services
        guild, locale = await server_of(interaction), await reader(interaction)
        say = partial(services.catalogues.text, locale)
        journeys = await services.journeys.all(guild.id, locale)
        wanted, step = chosen(interaction)
        journey = next((each for each in journeys if each.key == wanted), journeys[0])
        mine = journey.step(step) or next(iter(journey.steps), None)
        known = facts(guild, services.arrivals.welcome(guild.id).cat_channel_id)
        lines = [say(_TITLE, name=discord.utils.escape_markdown(short(journey.name, 40)))]
        every = [_line(each, known, locale, services.catalogues, is_chosen=each is mine) for each in journey.steps]
        lines += listed(every, journey.steps.index(mine) if mine else 0)
        if mine is None:
            lines.append(say(_NO_CARD))
        elif mine.role_id:
            lines.append(say(_REWARD, role=f"<@&{mine.role_id}>"))
            lines += [each.said(locale, services.catalogues) for each in doubts(guild, mine.role_id)]
        text = "\n".join(lines)
        if mine and (room := _ROOM - units(text)) > _LEAST:
            text = f"{text}\n{_preview(mine, known, say(_TEXT_AS), room)}"
        return text, _items(guild, journey, mine, say)


def _items(
    guild: discord.Guild, journey: PlannedJourney, mine: PlannedStep | None, say: Callable[[str], str]
) -> list[ui.Item[Any]]:
    items: list[ui.Item[Any]] = []
    if mine:
        spot = Spot(guild.id, journey.key, mine.step.key)
        switch = ("show", N_("Show")) if mine.is_hidden else ("hide", N_("Hide"))
        items += [Choose(journey.key, _options(journey, mine))]
        items += [Act(spot, move, say(label)) for move, label in MOVES.items()]
        items += [Act(spot, switch[0], say(switch[1])), SeeText(spot.name, say(N_("Edit")), screen=STEPS)]
        if mine.is_own and mine.is_hidden:
            items.append(Act(spot, "remove", say(N_("Remove it for good")), style="danger"))
        items.append(Reward(spot, say(N_("Role for whoever finishes it …")), guild.get_role(mine.role_id or 0)))
    items.append(AddCard(journey.key, say(N_("Add a card"))))
    items.append(Act(Spot(guild.id, journey.key), "back", say(N_("All tours"))))
    return items


def _options(journey: PlannedJourney, mine: PlannedStep) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=short(each.step.title), value=each.step.key, default=each is mine)
        for each in journey.steps[:_MOST_OPTIONS]
    ]


def _line(each: PlannedStep, known: Mapping[str, str], locale: str, catalogues: Catalogues, *, is_chosen: bool) -> str:
    notes = [
        note
        for note, holds in (
            (_HIDDEN, each.is_hidden),
            (_OWN, each.is_own),
            (_NEEDS, each.needs - known.keys()),
            (_MACHINE, each.is_machine),
        )
        if holds
    ]
    name = f"{'▸' if is_chosen else '▹'} {short(discord.utils.escape_markdown(each.step.title), _LONGEST_NAME)}"
    return NOTED.join([name, *(catalogues.text(locale, note) for note in notes)])


def _preview(mine: PlannedStep, known: Mapping[str, str], head: str, room: int) -> str:
    """What a newcomer would read, as much of it as there is room for."""
    text = f"### {mine.step.title}\n{fill(mine.step.text, known)}"
    quoted = f"{head}\n" + "\n".join(f"> {line}" for line in text.splitlines())
    while units(quoted) > room:
        quoted = f"{quoted[: -units(quoted) + room - 1]}…"
    return quoted
