"""Roles that newcomers get: which the bot may give at all, giving and taking them, and menus of them."""

import logging
from collections.abc import Awaitable
from typing import Any, Final

import discord
from discord import ui

from bot.client.sentences import Sentence
from bot.client.trouble import TROUBLE, reason
from bot.errors import N_, UserError

_log = logging.getLogger(__name__)
_GONE: Final = N_("This role is gone. Choose another one; nothing was changed.")
_EVERYBODY: Final = N_("Everybody has that role already. Choose another one; nothing was changed.")
_MANAGED: Final = N_(
    "{role} belongs to an app or to those who boost the server, and Discord lets nobody else give it. "
    "Choose another one; nothing was changed."
)
_POWERLESS: Final = N_(
    "RedBridge can't give roles: it lacks {permissions}. "
    "Give it to its role under Server Settings → Roles, then choose again. Nothing was changed."
)
_ABOVE: Final = N_(
    "RedBridge can't give {role}, for it stands above its own highest role. "
    "Drag RedBridge's role above it under Server Settings → Roles, then choose again. Nothing was changed."
)
# What became of a role that was chosen once.
_LOST: Final = N_("⚠️ This role is gone. Choose another one.")
_LACKING: Final = N_(
    "⚠️ RedBridge can't give {role}: it lacks {permissions}. Give it to its role under Server Settings → Roles."
)
_TOO_HIGH: Final = N_("⚠️ RedBridge can't give {role}. Drag RedBridge's role above it under Server Settings → Roles.")


class Chosen(discord.SelectDefaultValue):
    """What a menu shows as chosen, such as a role: its id as a text, as Discord has it; discord.py sends a number."""

    def to_dict(self) -> Any:
        """What is sent to Discord."""
        return {"id": str(self.id), "type": self.type.value}


def refusal(guild: discord.Guild, role: discord.Role) -> UserError | None:
    """Why the bot could not give a role; None if it can."""
    if role.is_default():
        return UserError(_EVERYBODY)
    if role.managed:
        return UserError(_MANAGED, role=role.mention)
    if error := powerless(guild):
        return error
    return UserError(_ABOVE, role=role.mention) if role >= guild.me.top_role else None


def doubts(guild: discord.Guild, role_id: int) -> list[Sentence]:
    """What keeps the bot from giving a role that was chosen once, if anything does."""
    role = guild.get_role(role_id)
    if role is None:
        return [Sentence(_LOST, {})]
    if not guild.me.guild_permissions.manage_roles:
        return [Sentence(_LACKING, {"role": role.mention, "permissions": ("manage_roles",)})]
    return [Sentence(_TOO_HIGH, {"role": role.mention})] if refusal(guild, role) else []


def powerless(guild: discord.Guild) -> UserError | None:
    """Why the bot could give and make no role at all; None if it may."""
    if guild.me.guild_permissions.manage_roles:
        return None
    return UserError(_POWERLESS, permissions=("manage_roles",))


async def give(guild: discord.abc.Snowflake, member_id: int, role_id: int, client: discord.Client) -> bool:
    """Give a member a role; whether they have it now. What goes wrong is a line in the log."""
    reached = client.http.add_role(guild.id, member_id, role_id, reason=None)
    return await _tried(reached, guild.id, role_id)


async def take(guild: discord.abc.Snowflake, member_id: int, role_id: int, client: discord.Client) -> bool:
    """Take a role from a member; whether they are without it now. What goes wrong is a line in the log."""
    reached = client.http.remove_role(guild.id, member_id, role_id, reason=None)
    return await _tried(reached, guild.id, role_id)


def ask_for(
    custom_id: str, placeholder: str | None = None, chosen: discord.Role | None = None, row: int | None = None
) -> ui.RoleSelect[Any]:
    """A menu of roles, in which one or none is chosen; `answer` reads it. chosen: the present one, if it is there."""
    return ui.RoleSelect(
        custom_id=custom_id,
        placeholder=placeholder,
        min_values=0,
        max_values=1,
        default_values=[Chosen(id=chosen.id, type=discord.SelectDefaultValueType.role)] if chosen else [],
        row=row,
    )


def answer(interaction: discord.Interaction[Any], menu: ui.RoleSelect[Any]) -> int | None:
    """The id of the role that a moderator chose, None for none. Raises UserError for one that the bot cannot give."""
    if not menu.values:
        return None
    role = interaction.guild.get_role(menu.values[0].id) if interaction.guild else None
    if interaction.guild is None or role is None:
        raise UserError(_GONE)
    if error := refusal(interaction.guild, role):
        raise error
    return role.id


async def _tried(reached: Awaitable[Any], guild_id: int, role_id: int) -> bool:
    try:
        await reached
    except TROUBLE as error:
        _log.warning("role %s of server %s could not be given or taken: %s", role_id, guild_id, reason(error))
        return False
    return True
