"""Bridges and their channels as options of commands, proposed while a moderator types."""

from typing import Any, Final, NamedTuple

import discord
from discord import app_commands

from bot.access.access import Area
from bot.bridges.registry import Bridge, Channel, Registry
from bot.client.bridge_setup.cards import LANGUAGES
from bot.client.bridge_setup.checks import KINDS
from bot.client.moderators import guild_of, is_moderator
from bot.client.places import PlaceTransformer
from bot.errors import N_, UserError

# What Discord shows at once, and how long one proposal may be.
_MOST: Final = 25
_LONGEST: Final = 100
_SEVERAL: Final = N_(
    "Several channels of bridges are called “{name}”. Choose one of those that are proposed while you type; "
    "nothing was changed."
)
Choices = list[app_commands.Choice[str | int | float]]


class BridgeTransformer(app_commands.Transformer):
    """An option that takes the name of a bridge."""

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Bridge:
        """The bridge; raises UserError if this server has none of the name."""
        return _registry(interaction).named(guild_of(interaction), str(value))

    async def autocomplete(self, interaction: discord.Interaction[Any], value: float | str, /) -> Choices:
        """The names that hold what was typed."""
        names = [bridge.name for bridge in _bridges(interaction)]
        return _choices([(name, name) for name in names], str(value))


class BridgedChannelTransformer(app_commands.Transformer):
    """An option that takes a channel of a bridge, even one that is gone."""

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> int:
        """The channel's id, also from its name or mention; raises UserError if it belongs to no bridge here."""
        typed = str(value).strip().strip("<#>")
        known = _labelled(interaction)
        # By what is most certain first: the id, then what was proposed, then the name alone.
        for way in range(len(_Labelled._fields)):
            found = [each for each in known if each[way].strip("<#>") == typed]
            if len(found) > 1:
                raise UserError(_SEVERAL, name=typed)
            if found:
                return int(found[0].id)
        raise UserError(
            N_(
                "This channel belongs to no bridge here. `/redbridge bridge list` shows those that do. "
                "Nothing was changed."
            )
        )

    async def autocomplete(self, interaction: discord.Interaction[Any], value: float | str, /) -> Choices:
        """The channels whose name, language or bridge holds what was typed."""
        return _choices([(each.label, each.id) for each in _labelled(interaction)], str(value))


class BridgeableTransformer(PlaceTransformer):
    """An option that takes a channel that could join a bridge."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord's list of channels holds."""
        return list(KINDS)


class _Labelled(NamedTuple):
    """A channel of a bridge as it is proposed; name: what it alone is called."""

    id: str
    label: str
    name: str


def _labelled(interaction: discord.Interaction[Any]) -> list[_Labelled]:
    return [_label(interaction, bridge, channel) for bridge in _bridges(interaction) for channel in bridge.channels]


def _label(interaction: discord.Interaction[Any], bridge: Bridge, channel: Channel) -> _Labelled:
    place = interaction.guild.get_channel(channel.channel_id) if interaction.guild else None
    name = place.name if place else str(channel.channel_id)
    label = f"#{name} · {LANGUAGES.get(channel.locale, channel.locale)} · {bridge.name}"
    return _Labelled(str(channel.channel_id), label, name)


def _bridges(interaction: discord.Interaction[Any]) -> list[Bridge]:
    """The bridges of the server, for those alone who may manage it: proposals pass by the command's own check."""
    if interaction.guild_id is None or not is_moderator(interaction, Area.TRANSLATION):
        return []
    return _registry(interaction).of_guild(interaction.guild_id)


def _choices(proposals: list[tuple[str, str]], typed: str) -> Choices:
    wanted = typed.strip().casefold()
    found = [(label, value) for label, value in proposals if wanted in label.casefold()]
    return [app_commands.Choice(name=label[:_LONGEST], value=value) for label, value in found[:_MOST]]


def _registry(interaction: discord.Interaction[Any]) -> Registry:
    return interaction.client.services.bridges
