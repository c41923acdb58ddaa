"""The screen on which moderators decide which tours there are, in which order, and what whoever finishes one gets."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.editor import EditText, SeeText
from bot.client.onboarding.roles import doubts
from bot.client.onboarding.screens.spots import JOURNEYS, MOVES, NOTED, Act, Choose, Reward, chosen, listed, short
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import reader
from bot.client.views import PlainButton
from bot.errors import N_
from bot.i18n import Catalogues
from bot.onboarding.plan import PlannedJourney, offered
from bot.onboarding.planner import Spot
from bot.services import Services

_TITLE: Final = N_("**Tours**")
_HOW: Final = N_("Newcomers say who they are by choosing one of these. The marked one is what the buttons are about.")
_HIDDEN: Final = N_("hidden")
_EMPTY: Final = N_("not offered: it has no card that everybody sees yet")
_CROWDED: Final = N_("not offered: there is room for five")
_MACHINE: Final = N_("🤖 machine-made")
# Discord takes no more in a menu.
_MOST_OPTIONS: Final = 25
_REWARD: Final = N_("Whoever finishes it gets {role}.")


class AddJourney(PlainButton, template=r"journeys:1:add"):
    """A button that opens the form for another tour."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it, if there is room."""
        require_moderator(interaction, Area.ONBOARDING)
        services: Services = interaction.client.services
        spot = await services.planner.new_journey(guild_of(interaction))
        await EditText(spot.name, screen=JOURNEYS).used(interaction)


ITEMS: Final = (AddJourney,)


class JourneyScreen:
    """Which tours there are."""

    key = JOURNEYS
    label = N_("Tours")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """List them, and let the marked one be changed."""
        services: Services = interaction.client.services
        guild, locale = await server_of(interaction), await reader(interaction)
        say = partial(services.catalogues.text, locale)
        journeys = await services.journeys.all(guild.id, locale)
        wanted, _ = chosen(interaction)
        mine = next((each for each in journeys if each.key == wanted), journeys[0])
        lines = [say(_TITLE), say(_HOW)]
        every = [_line(each, journeys, locale, services.catalogues, is_chosen=each is mine) for each in journeys]
        lines += listed(every, journeys.index(mine))
        if mine.role_id:
            lines.append(say(_REWARD, role=f"<@&{mine.role_id}>"))
            lines += [each.said(locale, services.catalogues) for each in doubts(guild, mine.role_id)]
        return "\n".join(lines), [Choose("", _options(journeys, mine)), *_items(guild, mine, say)]


def _options(journeys: Sequence[PlannedJourney], mine: PlannedJourney) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=short(each.name), value=each.key, default=each is mine)
        for each in journeys[:_MOST_OPTIONS]
    ]


def _items(guild: discord.Guild, mine: PlannedJourney, say: Callable[[str], str]) -> list[ui.Item[Any]]:
    spot = Spot(guild.id, mine.key)
    switch = ("show", N_("Show")) if mine.is_hidden else ("hide", N_("Hide"))
    items: list[ui.Item[Any]] = [
        *(Act(spot, move, say(label)) for move, label in MOVES.items()),
        Act(spot, switch[0], say(switch[1])),
        SeeText(spot.name, say(N_("Edit")), screen=JOURNEYS),
        Reward(spot, say(N_("Role for whoever finishes it …")), guild.get_role(mine.role_id or 0)),
        Act(spot, "open", say(N_("Its cards")), style="primary"),
        Act(spot, "tips", say(N_("Its tips"))),
        AddJourney(say(N_("Add a tour"))),
    ]
    if mine.is_own and mine.is_hidden:
        items.append(Act(spot, "remove", say(N_("Remove it for good")), style="danger"))
    return items


def _line(
    each: PlannedJourney,
    journeys: Sequence[PlannedJourney],
    locale: str,
    catalogues: Catalogues,
    *,
    is_chosen: bool,
) -> str:
    notes: list[str] = []
    if each.is_hidden:
        notes.append(_HIDDEN)
    elif not each.leads_somewhere:
        notes.append(_EMPTY)
    elif each not in offered(journeys):
        notes.append(_CROWDED)
    if each.is_machine or any(step.is_machine for step in each.steps):
        notes.append(_MACHINE)
    count = catalogues.plural(locale, "{n} card", "{n} cards", len(each.shown))
    name = f"{'▸' if is_chosen else '▹'} **{short(discord.utils.escape_markdown(each.name), 40)}**"
    return NOTED.join([name, count, *(catalogues.text(locale, note) for note in notes)])
