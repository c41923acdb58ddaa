"""The panel in which moderators decide where newcomers are greeted, and where they pay their cat tax."""

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
from bot.store.welcomes import Welcome

_TITLE: Final = N_("**How newcomers are greeted**")
_OFF: Final = N_("- Nobody is greeted. Choose a channel below.")
_ON: Final = N_("- They are greeted in {channel}, as soon as Discord's own rules screening lets them in.")
_ANY_AGE: Final = N_("- However new their account is.")
_AGE: Final = N_("- Only if their account is {days} days old.")
_NO_CATS: Final = N_("- There is no cat tax. Choose a channel for it below.")
_CATS_IN: Final = N_("- The first picture that a member posts in {channel} is their cat tax.")
_DEAF: Final = N_(
    "⚠️ RedBridge does not hear who joins: on {url}, page “Bot”, whoever hosts it has to switch on "
    "“Server Members Intent”, save, and start it again."
)
_SILENT: Final = N_("⚠️ RedBridge can't write there: it lacks {permissions}. Edit Channel → Permissions.")
_LACKING: Final = N_(
    "RedBridge can't do that in {channel}: it lacks {permissions}. "
    "Give them to it under Edit Channel → Permissions, then choose it again. Nothing was changed."
)
_PORTAL: Final = "https://discord.com/developers/applications"
_AGES: Final = (0, 1, 7, 30)
_WELCOME, _CATS = "channel", "cats"
_NEEDED: Final = {
    _WELCOME: ("view_channel", "send_messages"),
    _CATS: ("view_channel", "send_messages", "read_message_history", "add_reactions"),
}


class ChooseChannel(PersistentItem[ui.ChannelSelect[Any]], template=r"onboard:1:(?P<what>channel|cats)"):
    """A menu of channels: to greet newcomers in, or to take their cat tax in."""

    def __init__(self, what: str, placeholder: str | None = None) -> None:
        kinds = [discord.ChannelType.text, discord.ChannelType.news]
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=f"onboard:1:{what}", channel_types=kinds, placeholder=placeholder
        )
        super().__init__(menu)
        self._what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(match["what"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it there from now on, if the bot may write there."""
        require_moderator(interaction)
        chosen = self.item.values[0]
        channel = interaction.guild.get_channel(chosen.id) if interaction.guild else None
        if channel is None:
            raise UserError(N_("This channel is gone. Choose another one; nothing was changed."))
        if missing := lacking(channel, _NEEDED[self._what]):
            raise UserError(_LACKING, channel=channel.mention, permissions=missing)
        await interaction.response.defer()
        await _decide(interaction, self._what, channel.id)


class EndIt(PersistentItem[ui.Button[Any]], template=r"onboard:1:no-(?P<what>channel|cats)"):
    """A button that ends one of them."""

    def __init__(self, what: str, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"onboard:1:no-{what}"))
        self._what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["what"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Do it nowhere any more."""
        require_moderator(interaction)
        await interaction.response.defer()
        await _decide(interaction, self._what, None)


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


PANEL: Final = (ChooseChannel, EndIt, RequireAge, SeeIt)


def lacking(channel: discord.abc.GuildChannel, needed: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the permissions `needed`, as flags, that the bot lacks in a channel."""
    has = channel.permissions_for(channel.guild.me)
    return tuple(flag for flag in needed if not getattr(has, flag))


async def show(interaction: discord.Interaction[Any]) -> None:
    """Tell a moderator how newcomers are greeted, and let them change it. The interaction is deferred already."""
    text, view = await _panel(interaction)
    await tell(interaction, text, view=view)


async def _decide(interaction: discord.Interaction[Any], what: str, channel_id: int | None) -> None:
    arrivals = interaction.client.services.arrivals
    change = arrivals.greet_in if what == _WELCOME else arrivals.take_cats_in
    await change(guild_of(interaction), channel_id, interaction.user.id)
    await _redraw(interaction)


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
    items: list[ui.Item[Any]] = [
        ChooseChannel(_WELCOME, catalogues.text(locale, N_("Greet newcomers in …"))),
        RequireAge(options),
        ChooseChannel(_CATS, catalogues.text(locale, N_("Take the cat tax in …"))),
        SeeIt(catalogues.text(locale, N_("As a newcomer sees it"))),
    ]
    if welcome.channel_id:
        items.append(EndIt(_WELCOME, catalogues.text(locale, N_("Greet nobody"))))
    if welcome.cat_channel_id:
        items.append(EndIt(_CATS, catalogues.text(locale, N_("No cat tax"))))
    return said(_state(interaction), locale, catalogues), view_of(*items)


def _state(interaction: discord.Interaction[Any]) -> list[Sentence]:
    services: Services = interaction.client.services
    welcome = services.arrivals.welcome(guild_of(interaction))
    return [Sentence(_TITLE, {}), *_greeting(interaction, welcome), *_cats(interaction, welcome)]


def _greeting(interaction: discord.Interaction[Any], welcome: Welcome) -> list[Sentence]:
    if welcome.channel_id is None:
        return [Sentence(_OFF, {})]
    days = welcome.minimum_age_days
    state = [Sentence(_ON, {"channel": f"<#{welcome.channel_id}>"})]
    state.append(Sentence(_AGE, {"days": days}) if days else Sentence(_ANY_AGE, {}))
    if not interaction.client.hears_of_members:
        state.append(Sentence(_DEAF, {"url": f"<{_PORTAL}>"}))
    return [*state, *_silent(interaction, welcome.channel_id, _WELCOME)]


def _cats(interaction: discord.Interaction[Any], welcome: Welcome) -> list[Sentence]:
    if welcome.cat_channel_id is None:
        return [Sentence(_NO_CATS, {})]
    state = Sentence(_CATS_IN, {"channel": f"<#{welcome.cat_channel_id}>"})
    return [state, *_silent(interaction, welcome.cat_channel_id, _CATS)]


def _silent(interaction: discord.Interaction[Any], channel_id: int, what: str) -> list[Sentence]:
    """What keeps the bot from writing in a channel, if anything does; in one that is gone, everything does."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    missing = lacking(channel, _NEEDED[what]) if channel else _NEEDED[what]
    return [Sentence(_SILENT, {"permissions": missing})] if missing else []
