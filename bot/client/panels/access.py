"""The panel in which whoever manages the server entrusts parts of RedBridge to roles."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import MOST, Area
from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.onboarding.roles import Chosen
from bot.client.readers import reader
from bot.client.sentences import Sentence, Word, said
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, UserError
from bot.services import Services

_ONLY: Final = N_("Only members with the permission {permissions} decide who may change what. Nothing was changed.")
_EVERYBODY: Final = N_(
    "Everybody has that role, so everybody could change RedBridge. Choose another one; nothing was changed."
)
_HEAD: Final = N_(
    "**Who may change what**\n"
    "Whoever has the permission {permissions} may change everything, and nobody else opens this. "
    "Members with a role that you choose below may change that part, too:"
)
_LINE: Final = N_("- {area}: {roles}")
_NONE: Final = N_("no role")
_LOST: Final = N_("- {area}: ⚠️ a role is gone, and counts no more")
_HIDDEN: Final = N_(
    "-# Discord shows `/redbridge` and the menu “Remind of a rule” only to those with that permission, until you let "
    "your roles in: Server Settings → Integrations → RedBridge."
)
# Translators: parts of RedBridge that can be entrusted to a role.
_AREAS: Final = {
    Area.ALL: N_("everything"),
    Area.TRANSLATION: N_("translation, bridges, glossary"),
    Area.ONBOARDING: N_("what is done for newcomers"),
    Area.RULES: N_("rules and reminders"),
}
_KEYS: Final = "|".join(area.value for area in Area)


class ChooseKeepers(PersistentItem[ui.RoleSelect[Any]], template=rf"access:1:(?P<area>{_KEYS})"):
    """A menu of roles, for one part."""

    def __init__(self, area: Area, placeholder: str | None = None, chosen: list[discord.Role] | None = None) -> None:
        defaults = [Chosen(id=role.id, type=discord.SelectDefaultValueType.role) for role in chosen or []]
        menu: ui.RoleSelect[Any] = ui.RoleSelect(
            custom_id=f"access:1:{area.value}",
            placeholder=placeholder,
            min_values=0,
            max_values=MOST,
            default_values=defaults,
        )
        super().__init__(menu)
        self._area = area

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(Area(match["area"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Let these roles change that part from now on, and no others."""
        require_manager(interaction)
        if any(role.is_default() for role in self.item.values):
            raise UserError(_EVERYBODY)
        await interaction.response.defer()
        services: Services = interaction.client.services
        chosen = [role.id for role in self.item.values]
        await services.access.entrust(guild_of(interaction), self._area, chosen, interaction.user.id)
        text, view = await _draw(interaction)
        await interaction.edit_original_response(content=text, view=view)


def require_manager(interaction: discord.Interaction[Any]) -> None:
    """Raise UserError unless whoever acts may manage the server: no role opens the doors for others."""
    if not interaction.permissions.manage_guild:
        raise UserError(_ONLY, permissions=("manage_guild",))


async def show(interaction: discord.Interaction[Any]) -> None:
    """Answer a command with the panel. The interaction is deferred already."""
    text, view = await _draw(interaction)
    await tell(interaction, text, view=view)


async def _draw(interaction: discord.Interaction[Any]) -> tuple[str, ui.View]:
    """Who may change what by now, and a menu for each part."""
    services: Services = interaction.client.services
    locale, catalogues = await reader(interaction), services.catalogues
    state, menus = [Sentence(_HEAD, {"permissions": ("manage_guild",)})], list[ui.Item[Any]]()
    for area, label in _AREAS.items():
        named = services.access.roles(guild_of(interaction), area)
        there = [role for role_id in named if interaction.guild and (role := interaction.guild.get_role(role_id))]
        mentions = " ".join(role.mention for role in there) or Word(_NONE)
        state.append(Sentence(_LINE, {"area": Word(label), "roles": mentions}))
        if len(there) < len(named):
            state.append(Sentence(_LOST, {"area": Word(label)}))
        menus.append(ChooseKeepers(area, catalogues.text(locale, label), there))
    return said([*state, Sentence(_HIDDEN, {})], locale, catalogues), view_of(*menus)
