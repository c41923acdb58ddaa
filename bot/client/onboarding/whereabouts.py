"""Where newcomers are while they press something: on a server, or in direct messages about one."""

import logging
from typing import Any, Final, cast

import discord
from discord import ui

from bot.client.about import about
from bot.client.moderators import guild_of
from bot.client.trouble import TROUBLE, is_gone, reason
from bot.errors import N_, UserError

_log = logging.getLogger(__name__)
_AWAY: Final = N_("RedBridge is no longer on the server that this was about, so there is nothing to show.")


async def server_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The server, as far as it is known; raises UserError if RedBridge is not there any more."""
    if interaction.guild is not None:
        return interaction.guild
    guild_id = guild_of(interaction)
    known: discord.Guild | None = interaction.client.get_guild(guild_id)
    if known is not None:
        return known
    # Direct messages are heard by the process of the first shard, which may not be that of the server.
    try:
        return cast("discord.Guild", await interaction.client.fetch_guild(guild_id))
    except discord.HTTPException as error:
        if is_gone(error):
            raise UserError(_AWAY) from error
        raise


async def member_of(interaction: discord.Interaction[Any]) -> discord.Member | None:
    """Whoever acts, as a member; None if they have left, or Discord cannot say: nobody is stopped by that."""
    if isinstance(interaction.user, discord.Member):
        return interaction.user
    try:
        return await (await server_of(interaction)).fetch_member(interaction.user.id)
    except TROUBLE as error:
        if not is_gone(error):
            _log.warning("which roles somebody may have is unknown: %s", reason(error))
        return None


def staying(interaction: discord.Interaction[Any], view: ui.View) -> ui.View:
    """A view that stays about its server, also in direct messages."""
    return view if interaction.guild_id is not None else about(guild_of(interaction), view)
