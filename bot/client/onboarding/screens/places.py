"""The menus of channels that several screens show, and what the bot has to be allowed there."""

import re
from dataclasses import dataclass
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.sentences import Sentence
from bot.client.views import PersistentItem
from bot.errors import N_, UserError
from bot.services import Services

_SILENT: Final = N_("⚠️ RedBridge can't write there: it lacks {permissions}. Edit Channel → Permissions.")
LACKING: Final = N_(
    "RedBridge can't do that in {channel}: it lacks {permissions}. "
    "Give them to it under Edit Channel → Permissions, then choose it again. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Use:
    """What a channel is chosen for. setting: the one that holds its id. screen: where it is chosen."""

    setting: str
    screen: str
    needed: tuple[str, ...]


USES: Final = {
    "channel": Use("channel_id", "welcome", ("view_channel", "send_messages")),
    "cats": Use("cat_channel_id", "cats", ("view_channel", "send_messages", "read_message_history", "add_reactions")),
    "icebreaker": Use(
        "channel_id",
        "icebreaker",
        (
            "view_channel",
            "send_messages",
            "read_message_history",
            "create_public_threads",
            "send_messages_in_threads",
        ),
    ),
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
        require_moderator(interaction, Area.ONBOARDING)
        chosen = self.item.values[0]
        channel = interaction.guild.get_channel(chosen.id) if interaction.guild else None
        if channel is None:
            raise UserError(N_("This channel is gone. Choose another one; nothing was changed."))
        if missing := lacking(channel, USES[self._what].needed):
            raise UserError(LACKING, channel=channel.mention, permissions=missing)
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
        require_moderator(interaction, Area.ONBOARDING)
        await interaction.response.defer()
        await _decide(interaction, self._what, None)


ITEMS: Final = (ChooseChannel, EndIt)


def lacking(channel: discord.abc.GuildChannel, needed: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the permissions `needed`, as flags, that the bot lacks in a channel."""
    has = channel.permissions_for(channel.guild.me)
    return tuple(flag for flag in needed if not getattr(has, flag))


def silent(interaction: discord.Interaction[Any], channel_id: int, what: str) -> list[Sentence]:
    """What keeps the bot from writing in a channel, if anything does; in one that is gone, everything does."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    needed = USES[what].needed
    missing = lacking(channel, needed) if channel else needed
    return [Sentence(_SILENT, {"permissions": missing})] if missing else []


async def _decide(interaction: discord.Interaction[Any], what: str, channel_id: int | None) -> None:
    services: Services = interaction.client.services
    use = USES[what]
    await services.arrivals.decide(guild_of(interaction), interaction.user.id, **{use.setting: channel_id})
    await interaction.client.hub.redraw(interaction, use.screen)
