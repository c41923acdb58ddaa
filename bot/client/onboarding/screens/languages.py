"""The screen on which moderators decide which role goes with which language."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.onboarding.roles import answer, ask_for, doubts
from bot.client.onboarding.tongues import SETTINGS
from bot.client.onboarding.whereabouts import server_of
from bot.client.readers import LANGUAGES, reader
from bot.client.sentences import Sentence, Word, said
from bot.client.views import PersistentItem, PlainButton
from bot.errors import N_
from bot.services import Services

_KEY: Final = "languages"
_TITLE: Final = N_("**Roles for languages**")
_HOW: Final = N_(
    "Whoever presses a language below the welcome, or chooses one with `/language`, gets its role and loses the "
    "others. Nobody gets one before Discord's own screening lets them in."
)
_ROLE: Final = N_("- {language}: {role}")
_NONE: Final = N_("no role")
_LEARNT: Final = N_(
    "Whoever has one of these roles already, from Discord's own onboarding for example, is not asked which language "
    "they read."
)


class ChooseRole(PersistentItem[ui.RoleSelect[Any]], template=r"onboard:1:role:(?P<locale>en|zh-CN|zh-TW)"):
    """A menu of roles, for one language."""

    def __init__(self, locale: str, placeholder: str | None = None, chosen: discord.Role | None = None) -> None:
        super().__init__(ask_for(f"onboard:1:role:{locale}", placeholder, chosen))
        self._locale = locale

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["locale"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Give this role with the language from now on, if the bot can."""
        require_moderator(interaction, Area.ONBOARDING)
        role_id = answer(interaction, self.item)
        await interaction.response.defer()
        services: Services = interaction.client.services
        changes: dict[str, Any] = {SETTINGS[self._locale]: role_id}
        await services.arrivals.decide(guild_of(interaction), interaction.user.id, **changes)
        await interaction.client.hub.redraw(interaction, _KEY)


class MakeRoles(PlainButton, template=r"onboard:1:roles:make"):
    """A button that makes the roles that are lacking."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Make them, and choose them."""
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        await interaction.client.role_maker.make(await server_of(interaction), interaction.user.id)
        await interaction.client.hub.redraw(interaction, _KEY)


ITEMS: Final = (ChooseRole, MakeRoles)


class LanguageScreen:
    """Which roles go with languages."""

    key = _KEY
    label = N_("Roles for languages")

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell which, and let them be changed."""
        services: Services = interaction.client.services
        locale, catalogues = await reader(interaction), services.catalogues
        guild = await server_of(interaction)
        chosen: dict[str, int] = interaction.client.tongues.of(guild.id)
        state = [Sentence(_TITLE, {}), Sentence(_HOW, {}), *_state(guild, chosen)]
        items: list[ui.Item[Any]] = [
            ChooseRole(each, catalogues.text(locale, N_("Role for {language} …"), language=LANGUAGES[each]), role)
            for each in SETTINGS
            for role in [guild.get_role(chosen.get(each, 0))]
        ]
        if interaction.client.role_maker.lacking(guild):
            items.append(MakeRoles(catalogues.text(locale, N_("Make them for me"))))
        return said(state, locale, catalogues), items


def _state(guild: discord.Guild, chosen: dict[str, int]) -> list[Sentence]:
    state: list[Sentence] = []
    for locale in SETTINGS:
        role_id = chosen.get(locale)
        name = f"<@&{role_id}>" if role_id else Word(_NONE)
        state.append(Sentence(_ROLE, {"language": LANGUAGES[locale], "role": name}))
        state += doubts(guild, role_id) if role_id else []
    return [*state, Sentence(_LEARNT, {})] if chosen else state
