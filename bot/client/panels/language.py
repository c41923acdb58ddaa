"""The panel of a member's own reading: the language, and whether pinyin comes along."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.client.about import carried
from bot.client.errors import tell
from bot.client.readers import LANGUAGES, reader
from bot.client.views import PersistentItem, PlainButton, view_of
from bot.errors import N_
from bot.i18n import Catalogues
from bot.members.members import MemberPreference
from bot.services import Services

_CHOSEN = N_("You read {language}: translations for you alone, notes and everything RedBridge says to you come in it.")
_LEARNT = N_("You read {language}, as your Discord does. Press a language to choose it yourself.")
_PINYIN = {
    True: N_("With Chinese you also get its pinyin."),
    False: N_("You get no pinyin with Chinese."),
}
_SWITCH = {True: N_("Show pinyin"), False: N_("No pinyin")}


class OpenLanguages(PlainButton, template=r"lang:1:open"):
    """A button that shows the panel."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show how it is now."""
        await show(interaction)


class ChooseLanguage(PersistentItem[ui.Button[Any]], template=r"lang:1:set:(?P<locale>en|zh-CN|zh-TW)"):
    """A button that chooses a language for whoever presses it."""

    def __init__(self, locale: str, *, is_chosen: bool = False) -> None:
        style = discord.ButtonStyle.primary if is_chosen else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=LANGUAGES[locale], style=style, custom_id=f"lang:1:set:{locale}"))
        self._locale = locale

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["locale"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember the choice, and show the panel in that language."""
        await interaction.response.defer()
        await choose(interaction, locale=self._locale)
        await _redraw(interaction)


class ChoosePinyin(PersistentItem[ui.Button[Any]], template=r"lang:1:pinyin:(?P<wanted>on|off)"):
    """A button that switches pinyin on or off for whoever presses it."""

    def __init__(self, *, wanted: bool, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"lang:1:pinyin:{'on' if wanted else 'off'}"))
        self._wanted = wanted

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(wanted=match["wanted"] == "on")

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember the choice, and show the panel as it is then."""
        await interaction.response.defer()
        await choose(interaction, pinyin=self._wanted)
        await _redraw(interaction)


async def choose(
    interaction: discord.Interaction[Any], *, locale: str | None = None, pinyin: bool | None = None
) -> None:
    """Remember what whoever acts has chosen, and give them the language's role; None: as it was. Raises StoreError."""
    services: Services = interaction.client.services
    member_id = interaction.user.id
    chosen: MemberPreference | None = None
    if locale is not None:
        chosen = await services.members.choose_locale(member_id, locale, confirmed=True)
    if pinyin is not None:
        chosen = await services.members.want_pinyin(member_id, wanted=pinyin)
    if chosen is not None:
        interaction.client.readers.chosen(interaction, chosen)
    if locale is not None:
        await interaction.client.tongues.wear(interaction, locale)
        if (guild_id := interaction.guild_id or carried(interaction)) is not None:
            await services.counting.chose(guild_id, member_id, locale)


async def show(interaction: discord.Interaction[Any]) -> None:
    """Tell whoever acts what they read, with buttons to change it."""
    text, view = await _panel(interaction)
    await tell(interaction, text, view=view)


async def _redraw(interaction: discord.Interaction[Any]) -> None:
    text, view = await _panel(interaction)
    await interaction.edit_original_response(content=text, view=view)


async def _panel(interaction: discord.Interaction[Any]) -> tuple[str, ui.View]:
    services: Services = interaction.client.services
    chosen: MemberPreference = await interaction.client.readers.preference(interaction)
    locale = await reader(interaction)
    return _told(chosen, locale, services.catalogues), _buttons(chosen, locale, services.catalogues)


def _told(chosen: MemberPreference, locale: str, catalogues: Catalogues) -> str:
    said = _CHOSEN if chosen.confirmed else _LEARNT
    language = catalogues.text(locale, said, language=LANGUAGES[locale])
    return f"{language}\n{catalogues.text(locale, _PINYIN[chosen.pinyin])}"


def _buttons(chosen: MemberPreference, locale: str, catalogues: Catalogues) -> ui.View:
    wanted = not chosen.pinyin
    return view_of(
        *(ChooseLanguage(each, is_chosen=chosen.confirmed and each == locale) for each in LANGUAGES),
        ChoosePinyin(wanted=wanted, label=catalogues.text(locale, _SWITCH[wanted])),
    )
