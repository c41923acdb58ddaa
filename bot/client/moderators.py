"""/redbridge: the one command of moderators, to which each feature adds its own."""

from collections.abc import Iterable
from typing import Any, ClassVar

import discord
from discord import app_commands

from bot.access.access import Access, Area
from bot.client.about import carried
from bot.client.marks import T_


class ModeratorGroup(app_commands.Group):
    """Commands for moderators: Discord lets a server loosen its lock, so it is checked at each use.

    area: the part of RedBridge that all commands written in the group belong to; None: whoever has any part may come.
    """

    area: ClassVar[Area | None] = Area.ALL

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let only moderators in, else MissingPermissions. What was adopted keeps the area it was written for."""
        written_in = getattr(interaction.command, "binding", None)
        require_moderator(interaction, written_in.area if isinstance(written_in, ModeratorGroup) else self.area)
        return True


def is_moderator(interaction: discord.Interaction[Any], area: Area | None = Area.ALL) -> bool:
    """Whether whoever acts may manage the server, or has a role that was named for a part of RedBridge.

    area: which part; None for any.
    """
    if interaction.permissions.manage_guild:
        return True
    access: Access = interaction.client.services.access
    areas = Area if area is None else (area,)
    roles = {role for each in areas for role in access.opening(interaction.guild_id or 0, each)}
    return isinstance(interaction.user, discord.Member) and any(map(interaction.user.get_role, roles))


def require_moderator(interaction: discord.Interaction[Any], area: Area | None = Area.ALL) -> None:
    """Raise MissingPermissions unless whoever acts may change this part of RedBridge; asked at each press."""
    if not is_moderator(interaction, area):
        raise app_commands.MissingPermissions(["manage_guild"])


def guild_of(interaction: discord.Interaction[Any]) -> int:
    """The id of the server where somebody acts, or about which they do in direct messages; else NoPrivateMessage."""
    guild_id = interaction.guild_id or carried(interaction)
    if guild_id is None:
        raise app_commands.NoPrivateMessage
    return guild_id


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
