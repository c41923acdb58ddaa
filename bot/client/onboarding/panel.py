"""The panel in which moderators decide where newcomers are greeted."""

import re
from typing import Any, Final, Self

import discord
from discord import ui

from bot.client.errors import tell
from bot.client.moderators import guild_of, require_moderator
from bot.client.readers import reader
from bot.client.sentences import Sentence, said
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, UserError
from bot.services import Services

_TITLE: Final = N_("**How newcomers are greeted**")
_OFF: Final = N_("- Nobody is greeted. Choose a channel below.")
_ON: Final = N_("- They are greeted in {channel}, as soon as Discord's own rules screening lets them in.")
_ANY_AGE: Final = N_("- However new their account is.")
_AGE: Final = N_("- Only if their account is {days} days old.")
_DEAF: Final = N_(
    "⚠️ RedBridge does not hear who joins: on {url}, page “Bot”, whoever hosts it has to switch on "
    "“Server Members Intent”, save, and start it again."
)
_SILENT: Final = N_("⚠️ RedBridge can't write there: it lacks {permissions}. Edit Channel → Permissions.")
_LACKING: Final = N_(
    "RedBridge can't greet anybody in {channel}: it lacks {permissions}. "
    "Give them to it under Edit Channel → Permissions, then choose it again. Nothing was changed."
)
_PORTAL: Final = "https://discord.com/developers/applications"
_AGES: Final = (0, 1, 7, 30)
_NEEDED: Final = ("view_channel", "send_messages")


class GreetIn(PersistentItem[ui.ChannelSelect[Any]], template=r"onboard:1:channel"):
    """A menu of channels."""

    def __init__(self, placeholder: str | None = None) -> None:
        kinds = [discord.ChannelType.text, discord.ChannelType.news]
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="onboard:1:channel", channel_types=kinds, placeholder=placeholder
        )
        super().__init__(menu)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Greet newcomers there, if the bot may write there."""
        require_moderator(interaction)
        chosen = self.item.values[0]
        channel = interaction.guild.get_channel(chosen.id) if interaction.guild else None
        if channel is None:
            raise UserError(N_("This channel is gone. Choose another one; nothing was changed."))
        if missing := lacking(channel):
            raise UserError(_LACKING, channel=channel.mention, permissions=missing)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.arrivals.greet_in(guild_of(interaction), channel.id, interaction.user.id)
        await _redraw(interaction)


class GreetNobody(PersistentItem[ui.Button[Any]], template=r"onboard:1:off"):
    """A button that ends it."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id="onboard:1:off"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Greet nobody any more."""
        require_moderator(interaction)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.arrivals.greet_in(guild_of(interaction), None, interaction.user.id)
        await _redraw(interaction)


class RequireAge(PersistentItem[ui.Select[Any]], template=r"onboard:1:age"):
    """A menu of how old an account has to be."""

    def __init__(self, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id="onboard:1:age", options=options or []))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Remember it."""
        require_moderator(interaction)
        services: Services = interaction.client.services
        await interaction.response.defer()
        await services.arrivals.require_age(guild_of(interaction), int(self.item.values[0]), interaction.user.id)
        await _redraw(interaction)


class SeeIt(PersistentItem[ui.Button[Any]], template=r"onboard:1:test"):
    """A button that greets the moderator who presses it, for their eyes only."""

    def __init__(self, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="onboard:1:test"))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls()

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show what a newcomer would see."""
        require_moderator(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.greeter.rehearse(interaction)


PANEL: Final = (GreetIn, GreetNobody, RequireAge, SeeIt)


def lacking(channel: discord.abc.GuildChannel) -> tuple[str, ...]:
    """Flags of the permissions that the bot lacks to greet anybody in a channel."""
    has = channel.permissions_for(channel.guild.me)
    return tuple(flag for flag in _NEEDED if not getattr(has, flag))


async def show(interaction: discord.Interaction[Any]) -> None:
    """Tell a moderator how newcomers are greeted, and let them change it. The interaction is deferred already."""
    text, view = await _panel(interaction)
    await tell(interaction, text, view=view)


async def _redraw(interaction: discord.Interaction[Any]) -> None:
    text, view = await _panel(interaction)
    await interaction.edit_original_response(content=text, view=view)


async def _panel(interaction: discord.Interaction[Any]) -> tuple[str, ui.View]:
    services: Services = interaction.client.services
    locale, catalogues = await reader(interaction), services.catalogues
    welcome = services.arrivals.welcome(guild_of(interaction))
    options = [
        discord.SelectOption(
            label=catalogues.plural(
                locale, "Greet accounts that are {n} day old", "Greet accounts that are {n} days old", days
            )
            if days
            else catalogues.text(locale, N_("Greet every account, however new")),
            value=str(days),
            default=days == welcome.minimum_age_days,
        )
        for days in _AGES
    ]
    items: list[ui.Item[Any]] = [GreetIn(catalogues.text(locale, N_("Greet newcomers in …"))), RequireAge(options)]
    items.append(SeeIt(catalogues.text(locale, N_("As a newcomer sees it"))))
    if welcome.channel_id:
        items.append(GreetNobody(catalogues.text(locale, N_("Greet nobody"))))
    return said(_state(interaction), locale, catalogues), view_of(*items)


def _state(interaction: discord.Interaction[Any]) -> list[Sentence]:
    services: Services = interaction.client.services
    welcome = services.arrivals.welcome(guild_of(interaction))
    state = [Sentence(_TITLE, {})]
    if welcome.channel_id is None:
        return [*state, Sentence(_OFF, {})]
    state.append(Sentence(_ON, {"channel": f"<#{welcome.channel_id}>"}))
    days = welcome.minimum_age_days
    state.append(Sentence(_AGE, {"days": days}) if days else Sentence(_ANY_AGE, {}))
    if not interaction.client.hears_of_members:
        state.append(Sentence(_DEAF, {"url": f"<{_PORTAL}>"}))
    channel = interaction.guild.get_channel(welcome.channel_id) if interaction.guild else None
    missing = lacking(channel) if channel else _NEEDED
    if missing:
        state.append(Sentence(_SILENT, {"permissions": missing}))
    return state
