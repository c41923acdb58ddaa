"""Roles of guilds."""

from typing import cast

from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import users
from bot.sandbox.routes.guilds import assignable, require
from bot.sandbox.wire import Json
from bot.sandbox.world import membership
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.user import Role

BASE = "/guilds/{guild_id}/roles"
MOST = 250  # of a guild, @everyone among them


def register(table: Table) -> None:
    """Serve them."""
    table.add("GET", BASE, list_roles)
    table.add("POST", BASE, create)
    table.add("PATCH", BASE, move)
    table.add("GET", BASE + "/member-counts", counts)
    table.add("GET", BASE + "/{role_id}", get)
    table.add("PATCH", BASE + "/{role_id}", edit)
    table.add("DELETE", BASE + "/{role_id}", delete)


async def list_roles(call: Call) -> Reply:
    """All roles."""
    return Reply([users.role(role) for role in call.guild().roles.values()])


async def get(call: Call) -> Reply:
    """One role."""
    role = call.guild().roles.get(call.number("role_id"))
    if role is None:
        raise unknown("role")
    return Reply(users.role(role))


async def counts(call: Call) -> Reply:
    """How many members have each role."""
    guild = call.guild()
    roles = [role for role in guild.roles if role != guild.id]
    return Reply({str(role): sum(role in member.roles for member in guild.members.values()) for role in roles})


async def create(call: Call) -> Reply:
    """Make a role at the bottom."""
    guild = call.guild()
    require(guild, call, "manage_roles")
    if len(guild.roles) >= MOST:
        raise ApiError(400, 30005, f"Maximum number of guild roles reached ({MOST})")
    _may_grant(call, guild, guild.everyone.permissions)
    role = membership.new_role(guild, "new role", guild.everyone.permissions)
    _change(call, role)
    membership.announce_role(guild, role)
    return Reply(users.role(role))


async def edit(call: Call) -> Reply:
    """Change a role."""
    guild = call.guild()
    role = assignable(call, guild, call.number("role_id"))
    _may_grant(call, guild, role.permissions)
    _change(call, role)
    membership.role_changed(guild, role)
    return Reply(users.role(role))


def _may_grant(call: Call, guild: Guild, held: int) -> None:
    """ApiError if a role would get what the bot does not have itself."""
    form = Form()
    granted = form.bits(call.data, "permissions", ())
    form.finish()
    if granted & ~held & ~guild.permissions_of(call.bot):
        raise missing_permissions()


def _change(call: Call, role: Role) -> None:
    data, form = call.data, Form()
    name = form.text(data, "name", (), high=100)
    color = form.number(data, "color", (), low=0, high=0xFFFFFF)
    form.finish()
    if data.get("permissions") is not None:
        role.permissions = int(data["permissions"])
    colors = cast("Json", data.get("colors") or {})
    role.name = name or role.name
    role.color = colors.get("primary_color") or (role.color if color is None else color)
    role.hoist = bool(data.get("hoist", role.hoist))
    role.mentionable = bool(data.get("mentionable", role.mentionable))


async def move(call: Call) -> Reply:
    """Change the order of roles."""
    guild = call.guild()
    for entry in call.entries():
        role = assignable(call, guild, int(entry.get("id") or 0))
        role.position = int(entry.get("position") or role.position)
        membership.role_changed(guild, role)
    return Reply([users.role(role) for role in guild.roles.values()])


async def delete(call: Call) -> Reply:
    """Delete a role."""
    guild = call.guild()
    membership.remove_role(guild, assignable(call, guild, call.number("role_id")))
    return no_content()
