"""In which language whoever acts reads: as they chose, else as their Discord does; learnt when they first come."""

import logging
from collections.abc import Callable
from typing import Any, Final

import discord
from discord import ui

from bot.errors import N_, StoreError
from bot.i18n import LANGUAGES, Catalogues, negotiate
from bot.members.members import MemberPreference, Members, reading

_log = logging.getLogger(__name__)
LEARNT: Final = N_("-# RedBridge writes to you in {language}. The button below or `/language` changes that.")
# What an interaction carries along, so that its member is asked for and greeted once.
_PREFERENCE: Final = "redbridge: preference"
_MET: Final = "redbridge: met"
_LONGEST: Final = 2000
_MOST_BUTTONS: Final = 5


class Readers:
    """Asks for members' own choices, once for each interaction; without a database, Discord's word counts."""

    def __init__(self, members: Members, catalogues: Catalogues, button: Callable[[str], ui.Item[Any]]) -> None:
        """button: makes the button, given its label, that opens the choice of languages."""
        self._members = members
        self._catalogues = catalogues
        self._button = button

    async def preference(self, interaction: discord.Interaction[Any]) -> MemberPreference:
        """What whoever acts chose for themselves; the defaults while the database cannot be used."""
        known = interaction.extras.get(_PREFERENCE)
        if known is None:
            try:
                known = await self._members.of(interaction.user.id)
            except StoreError as error:
                _log.warning("what a member reads is unknown: %s", error)
                known = MemberPreference(interaction.user.id)
                interaction.extras[_MET] = True
            interaction.extras[_PREFERENCE] = known
        return known

    async def locale(self, interaction: discord.Interaction[Any]) -> str:
        """The locale in which whoever acts reads."""
        return reading(await self.preference(interaction), str(interaction.locale))

    def chosen(self, interaction: discord.Interaction[Any], preference: MemberPreference) -> None:
        """Let the rest of an interaction know what its member has chosen in it."""
        interaction.extras[_PREFERENCE] = preference
        interaction.extras[_MET] = True

    async def introduction(self, interaction: discord.Interaction[Any]) -> tuple[str, ui.Item[Any]] | None:
        """What a member is told below the first answer they ever get, and a button to change it.

        The language of their Discord is noted then. Writing may take seconds, so Discord is first asked for time.
        """
        if interaction.extras.get(_MET):
            return None
        known, locale = await self.preference(interaction), negotiate(str(interaction.locale))
        interaction.extras[_MET] = True
        if known.confirmed or known.locale == locale:
            return None
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            is_news = await self._members.learn(interaction.user.id, locale)
        except StoreError as error:
            _log.warning("what a member reads could not be noted: %s", error)
            return None
        if not is_news:
            return None
        # Translators: a button beside a line that says in which language RedBridge writes to its reader.
        label = self._catalogues.text(locale, N_("Another language"))
        return self._catalogues.text(locale, LEARNT, language=LANGUAGES[locale]), self._button(label)


async def reader(interaction: discord.Interaction[Any]) -> str:
    """The locale in which whoever acts reads; for every command, button, menu and form."""
    readers: Readers = interaction.client.readers
    return await readers.locale(interaction)


def beside(line: str, button: ui.Item[Any], text: str, extras: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """An answer with a line below it and a button beside its own; None where there is no room."""
    together = f"{text}\n{line}"
    view = extras.get("view") or ui.View(timeout=None)
    if len(together) > _LONGEST or not isinstance(view, ui.View) or len(view.children) >= _MOST_BUTTONS:
        return None
    try:
        view.add_item(button)
    except ValueError:
        return None
    return together, extras | {"view": view}
