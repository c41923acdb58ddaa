"""/redbridge: the one command of moderators, to which each feature adds its own."""

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.client.marks import T_


class ModeratorGroup(app_commands.Group):
    """Commands for those who manage the server: Discord lets a server loosen its lock, so it is checked at each use."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let only those in who may manage the server; raises MissingPermissions for others."""
        require_moderator(interaction)
        return True


def require_moderator(interaction: discord.Interaction[Any]) -> None:
    """Raise MissingPermissions unless whoever acts may manage the server; for buttons and menus, at each press."""
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


def guild_of(interaction: discord.Interaction[Any]) -> int:
    """The id of the server where somebody acts; raises NoPrivateMessage outside of servers."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id


def moderators_group() -> ModeratorGroup:
    """The group itself, still empty."""
    return ModeratorGroup(
        name=T_("command-name", "redbridge"),
        description=T_("command-description", "Set up RedBridge for this server"),
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )


def adopt(
    group: app_commands.Group, commands: Iterable[app_commands.Command[Any, ..., Any] | app_commands.Group]
) -> None:
    """Put commands that were written in another group directly into `group`."""
    for command in commands:
        group.add_command(command)
