"""Channels as options of commands."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.errors import N_, UserError

Place = discord.abc.GuildChannel | discord.Thread

# Where members write, and what holds such channels. Media channels are left out: they hold pictures, and Discord's API
# description lacks their type.
_KINDS = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
    discord.ChannelType.category,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
)


class PlaceTransformer(app_commands.Transformer):
    """An option that takes a channel or thread in which members write, or a category of channels."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord shows its own list of channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What that list holds."""
        return list(_KINDS)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Place:
        """The channel itself; raises UserError for one that the bot cannot see. Archived threads are asked for."""
        found = None
        if isinstance(value, AppCommandChannel | AppCommandThread):
            found = value.resolve() or await _fetched(value)
        if not isinstance(found, discord.abc.GuildChannel | discord.Thread):
            raise UserError(
                N_(
                    "RedBridge can't see the channel you chose. Give it the permission View Channel "
                    "under Edit Channel → Permissions, then try again."
                )
            )
        return found


async def _fetched(value: AppCommandChannel | AppCommandThread) -> object | None:
    try:
        return await value.fetch()
    except (discord.NotFound, discord.Forbidden):
        return None
