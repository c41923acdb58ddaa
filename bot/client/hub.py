"""Panels in which moderators decide: a screen at a time, and a menu of all screens. Each feature has one of its own."""

import re
from collections.abc import Sequence
from typing import Any, Final, Protocol, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, UserError
from bot.i18n import Catalogues

_GONE: Final = N_("This page of the panel is gone. Open the panel anew: it shows those there are.")


class Screen(Protocol):
    """One subject of a panel. label: a msgid, as the menu of screens names it."""

    @property
    def key(self) -> str:
        """Its name in custom ids: [a-z]{1,16}."""
        ...

    @property
    def label(self) -> str:
        """A msgid."""
        ...

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """The present state, in the reader's words (at most 1,900 characters), and at most four rows of items."""
        ...


class OpenScreen(PersistentItem[ui.Select[Any]], template=r"(?P<hub>onboard|rulebook|settings):2:screen"):
    """The menu of all screens of a panel."""

    def __init__(self, hub: str, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id=f"{hub}:2:screen", options=options or [], row=4))
        self._hub = hub

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["hub"], item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the chosen screen in the place of the present one."""
        hub: Hub = next(each for each in interaction.client.hubs if each.name == self._hub)
        require_moderator(interaction, hub.area)
        await interaction.response.defer()
        await hub.redraw(interaction, self.item.values[0])


class Hub:
    """Draws the screens of a panel; the first one is shown where nothing else is asked for."""

    def __init__(self, name: str, area: Area | None, screens: Sequence[Screen], catalogues: Catalogues) -> None:
        """name: in custom ids. area: to which part of RedBridge the panel belongs, None: to all."""
        self.name, self.area = name, area
        self._catalogues = catalogues
        self._first = screens[0]
        self._screens = {screen.key: screen for screen in screens}

    async def show(self, interaction: discord.Interaction[Any], key: str | None = None) -> None:
        """Show a screen to a moderator, for their eyes only. The interaction is deferred already."""
        text, view = await self._draw(interaction, key or self._first.key)
        await tell(interaction, text, view=view)

    async def redraw(self, interaction: discord.Interaction[Any], screen: str | Screen) -> None:
        """Show a screen in the place of the one at which a moderator acted. The interaction is deferred already.

        screen: its key, or itself where it shows something else than it usually does.
        """
        text, view = await self._draw(interaction, screen)
        await interaction.edit_original_response(content=text, view=view)

    async def _draw(self, interaction: discord.Interaction[Any], wanted: str | Screen) -> tuple[str, ui.View]:
        screen = self._screens.get(wanted) if isinstance(wanted, str) else wanted
        if screen is None:
            raise UserError(_GONE)
        text, items = await screen.draw(interaction)
        locale = await reader(interaction)
        options = [self._option(each, locale, is_open=each.key == screen.key) for each in self._screens.values()]
        return text, view_of(*items, OpenScreen(self.name, options))

    def _option(self, screen: Screen, locale: str, *, is_open: bool) -> discord.SelectOption:
        label = self._catalogues.text(locale, screen.label)
        return discord.SelectOption(label=label, value=screen.key, default=is_open)
