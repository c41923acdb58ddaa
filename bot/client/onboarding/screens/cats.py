"""The screen on which moderators decide where the cat tax is paid."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.roles import answer, ask_for, doubts
from bot.client.onboarding.screens.places import ChooseChannel, EndIt, silent
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.services import Services

_TITLE: Final = N_("**The cat tax**")
_NO_CATS: Final = N_("- There is no cat tax. Choose a channel for it below.")
_CATS_IN: Final = N_("- The first picture that a member posts in {channel} is their cat tax.")
_ROLE: Final = N_("- Whoever pays from now on gets {role}, and loses it if the tax is given back.")
_CATS: Final = "cats"


class CatRole(PersistentItem[ui.RoleSelect[Any]], template=r"onboard:1:cat-role"):
    """A menu of roles, of which whoever pays gets one."""

    def __init__(self, placeholder: str | None = None, chosen: discord.Role | None = None) -> None:
        super().__init__(ask_for("onboard:1:cat-role", placeholder, chosen))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Give this role from now on, if the bot can."""
        require_moderator(interaction, Area.ONBOARDING)
        role_id = answer(interaction, self.item)
        await interaction.response.defer()
        services: Services = interaction.client.services
        await services.arrivals.decide(guild_of(interaction), interaction.user.id, cat_role_id=role_id)
        await interaction.client.hub.redraw(interaction, _CATS)


class CatScreen:
    """Where cats are paid."""

    key = _CATS
    label = N_("The cat tax")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell where, and let it be changed."""
        services: Services = interaction.client.services
        locale, catalogues = await reader(interaction), services.catalogues
        welcome = services.arrivals.welcome(guild_of(interaction))
        channel_id = welcome.cat_channel_id
        state = [Sentence(_TITLE, {})]
        items: list[ui.Item[Any]] = [ChooseChannel(_CATS, catalogues.text(locale, N_("Take the cat tax in …")))]
        if channel_id is None:
            state.append(Sentence(_NO_CATS, {}))
        else:
            state += [Sentence(_CATS_IN, {"channel": f"<#{channel_id}>"}), *silent(interaction, channel_id, _CATS)]
            role = await _role(interaction, welcome.cat_role_id, state)
            items.append(CatRole(catalogues.text(locale, N_("Role for whoever pays …")), role))
            items.append(EndIt(_CATS, catalogues.text(locale, N_("No cat tax"))))
        return said(state, locale, catalogues), items


ITEMS: Final = (CatRole,)


async def _role(
    interaction: discord.Interaction[Any], role_id: int | None, state: list[Sentence]
) -> discord.Role | None:
    """The role that is given; `state` is told of it."""
    if role_id is None:
        return None
    guild = await server_of(interaction)
    state += [Sentence(_ROLE, {"role": f"<@&{role_id}>"}), *doubts(guild, role_id)]
    return guild.get_role(role_id)
