"""What the screens of tours and of their cards have in common: which one is meant, and what is done with it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.roles import answer, ask_for
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.markup import units
from bot.onboarding.planner import Spot
from bot.services import Services

JOURNEYS: Final = "journeys"
STEPS: Final = "steps"
TIPS: Final = "tourtips"
MOVES: Final[Mapping[str, str]] = {"up": N_("Up"), "down": N_("Down")}
# What shows another screen, and changes nothing.
_LEADS: Final[Mapping[str, str]] = {"open": STEPS, "tips": TIPS, "back": JOURNEYS}
_PLACE: Final = r"(?P<journey>[a-z0-9-]{1,32}):(?P<step>[a-z0-9-]{0,32})"
# Where a button of a text names what it is about.
_NAMED: Final = re.compile(
    r"text:1:.*?(?:journey|step|tip):(?P<journey>[a-z0-9-]{1,32})(?::(?P<step>[a-z0-9-]{1,32}))?"
)
# What an interaction carries along, so that the screen is drawn about what its moderator chose.
_CHOSEN: Final = "redbridge: spot"
# Between a name and what is said of it.
NOTED: Final = " · "
# Of the 2,000 characters of a message; the rest is for titles, warnings and a preview.
_ROOM_OF_LIST: Final = 1300
# Of a label or an option in Discord.
_LONGEST: Final = 80


class Act(
    PersistentItem[ui.Button[Any]], template=rf"journeys:1:(?P<act>up|down|hide|show|remove|open|tips|back):{_PLACE}"
):
    """A button that does something with a tour or a card, or leads to another screen about it."""

    def __init__(self, spot: Spot, act: str, label: str = "-", *, style: str = "secondary") -> None:
        custom_id = f"journeys:1:{act}:{spot.journey}:{spot.step}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle[style]))
        self._spot, self._act = spot, act

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(Spot(interaction.guild_id or 0, match["journey"], match["step"]), match["act"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and show what came of it."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        services: Services = interaction.client.services
        spot, planner, by = self._spot, services.planner, interaction.user.id
        if self._act in MOVES:
            await planner.move(spot, by, down=self._act == "down")
        elif self._act == "remove":
            await planner.remove(spot, by)
        elif self._act not in _LEADS:
            await planner.hide(spot, by, hidden=self._act == "hide")
        await show(interaction, spot, _LEADS.get(self._act, STEPS if spot.step else JOURNEYS))


class Choose(PersistentItem[ui.Select[Any]], template=r"journeys:1:choose:(?P<journey>[a-z0-9-]{0,32})"):
    """A menu of all tours, or of all cards of one."""

    def __init__(self, journey: str, options: list[discord.SelectOption] | None = None) -> None:
        """journey: of which these are the cards; "" for a menu of tours."""
        super().__init__(ui.Select(custom_id=f"journeys:1:choose:{journey}", options=options or []))
        self._journey = journey

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["journey"], item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Let the buttons be about what was chosen."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        value = self.item.values[0]
        spot = Spot(guild_of(interaction), self._journey or value, value if self._journey else "")
        await show(interaction, spot, STEPS if self._journey else JOURNEYS)


class Reward(PersistentItem[ui.RoleSelect[Any]], template=rf"journeys:1:role:{_PLACE}"):
    """A menu of roles, of which whoever finishes something gets one."""

    def __init__(self, spot: Spot, placeholder: str | None = None, role: discord.Role | None = None) -> None:
        super().__init__(ask_for(f"journeys:1:role:{spot.journey}:{spot.step}", placeholder, role))
        self._spot = spot

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(Spot(interaction.guild_id or 0, match["journey"], match["step"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Give it from now on, if the bot can."""
        require_moderator(interaction, Area.ONBOARDING)
        role_id = answer(interaction, self.item)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.planner.reward(self._spot, interaction.user.id, role_id)
        await show(interaction, self._spot, STEPS if self._spot.step else JOURNEYS)


ITEMS: Final = (Act, Choose, Reward)


async def show(interaction: discord.Interaction[Any], spot: Spot, screen: str) -> None:
    """Show a screen about a tour or a card, in the place of the present one."""
    interaction.extras[_CHOSEN] = spot.journey, spot.step
    await interaction.client.hub.redraw(interaction, screen)


def chosen(interaction: discord.Interaction[Any]) -> tuple[str, str]:
    """The tour and the card that a moderator chose; as they come back from a text, those that it belongs to."""
    if _CHOSEN in interaction.extras:
        journey, step = interaction.extras[_CHOSEN]
        return journey, step
    for custom_id in _custom_ids(interaction.message):
        if found := _NAMED.fullmatch(custom_id):
            return found["journey"], found["step"] or ""
    return "", ""


def listed(full: Sequence[str], marked: int) -> Sequence[str]:
    """Lines of a list; where they are too many, what follows a name is left out in all but the marked one."""
    if sum(units(line) + 1 for line in full) <= _ROOM_OF_LIST:
        return full
    return [line if number == marked else line.partition(NOTED)[0] for number, line in enumerate(full)]


def short(text: str, most: int = _LONGEST) -> str:
    """As much of a name as there is room for."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _custom_ids(message: discord.Message | None) -> Sequence[str]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)] if message else []
    return [getattr(child, "custom_id", None) or "" for row in rows for child in row.children]
