"""The screens of `/redbridge settings`: a page of settings, and one setting with what changes it."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.bridge_setup import checks
from bot.client.checking.page import look
from bot.client.configuring.changing import setting_of
from bot.client.configuring.controls import KEY, controls
from bot.client.configuring.values import shown
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.sentences import Sentence, Word, said
from bot.client.views import PersistentItem, PlainMenu
from bot.config.kinds import Several
from bot.config.setting import Page, Setting
from bot.engines.policies import POLICIES
from bot.errors import N_
from bot.services import Services

_TITLE: Final = N_("**Settings: {page}**")
_LINE: Final = N_("- {name}: {value}")
_MORE: Final = N_("-# Texts and lists have commands of their own: {commands}")
_TROUBLE: Final = N_("⚠️ {what}: {trouble}")
_ALL_TROUBLE: Final = N_("-# `/redbridge check` shows all of it.")
_CHANGE: Final = N_("Change …")
_BACK: Final = N_("Back to the settings")
_NOW: Final = N_("Now: {value}")
_USUAL: Final = N_("Where nothing was decided: {value}")
_MOST_TROUBLE: Final = 3
# By whether a text leaves the machine.
_EYES: Final = {
    True: N_("- `{engine}`: texts go to that service, which says here what becomes of them: {url}"),
    False: N_("- `{engine}`: texts stay on the machine of whoever hosts RedBridge"),
    None: N_("- `{engine}`: texts go where whoever hosts RedBridge lets them go, maybe to a service: ask them. {url}"),
}


class OpenSetting(PlainMenu, template=r"settings:1:open"):
    """The menu of the settings of a page."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show one of them, with what changes it."""
        setting = setting_of(interaction, self.item.values[0])
        await interaction.response.defer()
        await interaction.client.settings_hub.redraw(interaction, SettingScreen(setting))


class Back(PersistentItem[ui.Button[Any]], template=rf"settings:1:back:{KEY}"):
    """The button back to a page."""

    def __init__(self, key: str, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"settings:1:back:{key}"))
        self._key = key

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["key"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        require_moderator(interaction, None)
        await interaction.response.defer()
        await interaction.client.settings_hub.redraw(interaction, self._key)


ITEMS: Final = (OpenSetting, Back)


class PageScreen:
    """Settings that belong together, what was decided, and what of all that RedBridge does cannot work right now."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.key, self.label = page.key, page.label

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell what was decided, and let one of it be chosen."""
        services: Services = interaction.client.services
        locale, catalogues = await reader(interaction), services.catalogues
        values = await services.configuration.values(checks.home(interaction).id, self._page)
        state = [Sentence(_TITLE, {"page": Word(self.label)})]
        for each in self._page.settings:
            value = shown(each, values[each.key], locale, catalogues)
            state.append(Sentence(_LINE, {"name": Word(each.label), "value": value}))
        state += await _troubles(interaction)
        if self._page.more:
            state.append(Sentence(_MORE, {"commands": Word(self._page.more)}))
        options = [
            discord.SelectOption(
                label=catalogues.text(locale, each.label),
                description=catalogues.text(locale, each.about),
                value=each.key,
            )
            for each in self._page.settings
        ]
        return said(state, locale, catalogues), [OpenSetting(options, catalogues.text(locale, _CHANGE))]


def settings_screens(services: Services) -> Sequence[PageScreen]:
    """All pages of the table."""
    return [PageScreen(page) for page in services.configuration.pages]


class SettingScreen:
    """One setting. Its key is that of its page, so that the menu of all pages shows where one is."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self.key, self.label = setting.key, setting.label

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell what it is and what was decided, and let it be changed."""
        services: Services = interaction.client.services
        locale, catalogues, setting = await reader(interaction), services.catalogues, self._setting
        guild = checks.home(interaction)
        value = await services.configuration.value(guild.id, setting)
        state = [
            Sentence("**{name}**", {"name": Word(setting.label)}),
            Sentence(setting.about, {}),
            Sentence(_NOW, {"value": shown(setting, value, locale, catalogues)}),
        ]
        if value != setting.default:
            state.append(Sentence(_USUAL, {"value": shown(setting, setting.default, locale, catalogues)}))
        state += _policies(setting)
        page = services.configuration.page(setting.key)
        back = Back(page.key if page else "", catalogues.text(locale, _BACK))
        return said(state, locale, catalogues), [*controls(setting, value, guild, locale, catalogues), back]


def _policies(setting: Setting) -> list[Sentence]:
    """Of engines: whose eyes a text meets there. Whoever chooses one has read it."""
    names = setting.kind.names if isinstance(setting.kind, Several) else ()
    lines: list[Sentence] = []
    for name in names:
        policy = POLICIES[name]
        url = f"<{policy.url}>" if policy.url else ""
        lines.append(Sentence(_EYES[policy.leaves], {"engine": name, "url": url}))
    return lines


async def _troubles(interaction: discord.Interaction[Any]) -> list[Sentence]:
    """The first few red lines of `/redbridge check`: whoever has just changed something sees what it led to."""
    found = [each for each in await look(interaction) if each.trouble is not None]
    lines = [Sentence(_TROUBLE, {"what": each.what, "trouble": each.trouble}) for each in found[:_MOST_TROUBLE]]
    return [*lines, *([Sentence(_ALL_TROUBLE, {})] if found else [])]
