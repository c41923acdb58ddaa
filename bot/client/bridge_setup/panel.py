"""What a moderator presses about a bridge: menus that add channels, and the button that removes it."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.bridges.registry import Bridge
from bot.client import render
from bot.client.bridge_setup.cards import LANGUAGES, Cards
from bot.client.bridge_setup.checks import KINDS, home, require_fitting
from bot.client.errors import tell
from bot.client.moderators import require_moderator
from bot.client.readers import reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, UserError
from bot.i18n import Catalogues
from bot.markup import split
from bot.services import Services


class AddChannel(
    PersistentItem[ui.ChannelSelect[Any]], template=r"bridge:1:add:(?P<bridge>\d{1,18}):(?P<locale>en|zh-CN|zh-TW)"
):
    """A menu of channels; the one that is chosen joins the bridge in the menu's language."""

    def __init__(self, bridge_id: int, locale: str, placeholder: str | None = None) -> None:
        custom_id = f"bridge:1:add:{bridge_id}:{locale}"
        super().__init__(ui.ChannelSelect(custom_id=custom_id, channel_types=list(KINDS), placeholder=placeholder))
        self._bridge_id = bridge_id
        self._locale = locale

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(int(match["bridge"]), match["locale"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Add the channel, and show the bridge as it is then."""
        require_moderator(interaction, Area.TRANSLATION)
        await interaction.response.defer()
        services: Services = interaction.client.services
        bridge = existing(services, interaction, self._bridge_id)
        bridge = await add(services, interaction, bridge, self.item.values[0].resolve(), self._locale)
        locale = await reader(interaction)
        text = await panel_text(services, interaction, bridge, locale)
        view = panel(bridge, locale, services.catalogues)
        await interaction.edit_original_response(content=text, view=view)


class RemoveBridge(PersistentItem[ui.Button[Any]], template=r"bridge:1:remove:(?P<bridge>\d{1,18})"):
    """The button that says yes."""

    def __init__(self, bridge_id: int, label: str = "-") -> None:
        style = discord.ButtonStyle.danger
        super().__init__(ui.Button(label=label, style=style, custom_id=f"bridge:1:remove:{bridge_id}"))
        self._bridge_id = bridge_id

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(int(match["bridge"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remove the bridge; channels and messages stay."""
        require_moderator(interaction, Area.TRANSLATION)
        await interaction.response.defer()
        services: Services = interaction.client.services
        bridge = existing(services, interaction, self._bridge_id)
        await services.bridges.delete(bridge.bridge_id, interaction.user.id)
        await interaction.client.bridging.left([channel.channel_id for channel in bridge.channels])
        text = N_("Done. The bridge “{name}” is gone; its channels and all messages are still there.")
        said = render.bilingual(await reader(interaction), services.catalogues, text, name=bridge.name)
        await interaction.edit_original_response(content=said, view=None)


def existing(services: Services, interaction: discord.Interaction[Any], bridge_id: int) -> Bridge:
    """The bridge of a button or menu as it is now; raises UserError if it is gone."""
    bridge = services.bridges.get(bridge_id)
    if bridge is None or bridge.guild_id != interaction.guild_id:
        raise UserError(N_("This bridge was removed meanwhile. `/redbridge bridge list` shows those that there are."))
    return bridge


async def add(
    services: Services, interaction: discord.Interaction[Any], bridge: Bridge, channel: Any, locale: str
) -> Bridge:
    """Let a channel join a bridge; raises UserError if it cannot."""
    guild = home(interaction)
    member = interaction.user if isinstance(interaction.user, discord.Member) else guild.me
    place = require_fitting(channel, bridge, member)
    return await services.bridges.add(bridge.bridge_id, place.id, locale, interaction.user.id)


def panel(bridge: Bridge, locale: str, catalogues: Catalogues) -> ui.View:
    """The menus that add a channel, one a language."""
    text = N_("Add a channel in {language}")
    return view_of(
        *(
            AddChannel(bridge.bridge_id, each, catalogues.text(locale, text, language=LANGUAGES[each]))
            for each in LANGUAGES
        )
    )


async def panel_text(services: Services, interaction: discord.Interaction[Any], bridge: Bridge, locale: str) -> str:
    """The bridge as it is, and what a moderator should know of its channels."""
    guild = home(interaction)
    cards = Cards(services, locale, interaction.client.bridging.trouble)
    text = "\n".join([cards.card(bridge, guild), *cards.notices(bridge, guild)])
    return split(text, render.LIMIT)[0]


async def show_long(interaction: discord.Interaction[Any], text: str) -> None:
    """Tell what may be longer than one message."""
    for part in split(text, render.LIMIT):
        await tell(interaction, part)
