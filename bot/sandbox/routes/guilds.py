"""Guilds and their members."""

from functools import partial

from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import missing_access, missing_permissions, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import guilds, users
from bot.sandbox.permissions import BITS
from bot.sandbox.world import membership
from bot.sandbox.world.guild import Guild
from bot.sandbox.world.member import Member
from bot.sandbox.world.user import Role

# What no guild of the sandbox has, with the permission that it takes to see it.
_EMPTY = (("emojis", ""), ("scheduled-events", ""), ("invites", "manage_guild"))


def register(table: Table) -> None:
    """Serve them."""
    table.add("GET", "/guilds/{guild_id}", get)
    table.add("PATCH", "/guilds/{guild_id}", edit)
    table.add("DELETE", "/users/@me/guilds/{guild_id}", leave)
    table.add("GET", "/guilds/{guild_id}/members", list_members)
    table.add("GET", "/guilds/{guild_id}/members/search", search)
    table.add("PATCH", "/guilds/{guild_id}/members/@me", edit_own)
    table.add("GET", "/guilds/{guild_id}/members/{user_id}", get_member)
    table.add("PATCH", "/guilds/{guild_id}/members/{user_id}", edit_member)
    table.add("DELETE", "/guilds/{guild_id}/members/{user_id}", kick)
    table.add("GET", "/guilds/{guild_id}/stickers", list_stickers)
    table.add("GET", "/guilds/{guild_id}/member-verification", screening)
    for what, permission in _EMPTY:
        table.add("GET", f"/guilds/{{guild_id}}/{what}", partial(none_of, permission=permission))
    table.add("PUT", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", add_role)
    table.add("DELETE", "/guilds/{guild_id}/members/{user_id}/roles/{role_id}", remove_role)


async def get(call: Call) -> Reply:
    """A guild."""
    guild = call.guild()
    return Reply(guilds.counted(guild) if call.flag("with_counts") else guilds.guild(guild))


async def none_of(call: Call, permission: str) -> Reply:
    """An empty list, to those who may see it."""
    guild = call.guild()
    if permission:
        require(guild, call, permission)
    return Reply([])


async def list_stickers(call: Call) -> Reply:
    """The stickers of a guild."""
    return Reply(guilds.stickers(call.guild()))


async def screening(call: Call) -> Reply:
    """The rules that are shown to whoever joins; for those who manage the guild."""
    guild = call.guild()
    require(guild, call, "manage_guild")
    if not guild.screening:
        raise unknown("guild member verification form")
    return Reply(guilds.screening(guild))


async def edit(call: Call) -> Reply:
    """Change a guild's name, description or locale."""
    guild = call.guild()
    require(guild, call, "manage_guild")
    form = Form()
    name = form.text(call.data, "name", (), low=2, high=100)
    description = form.text(call.data, "description", (), high=300)
    form.finish()
    guild.name = name or guild.name
    guild.description = description if "description" in call.data else guild.description
    guild.locale = call.data.get("preferred_locale") or guild.locale
    guild.update()
    return Reply(guilds.guild(guild))


async def leave(call: Call) -> Reply:
    """Leave a guild."""
    call.guild().remove_bot()
    return no_content()


async def list_members(call: Call) -> Reply:
    """Members by id; for applications with the members intent only."""
    guild = call.guild()
    if "guild_members" not in call.realm.hub.privileged:
        raise missing_access()
    after, limit = call.integer("after", 0), call.integer("limit", 1, 1, 1000)
    found = sorted((member for member in guild.members.values() if member.id > after), key=lambda member: member.id)
    return Reply([users.member_of(member) for member in found[:limit]])


async def search(call: Call) -> Reply:
    """Members whose name begins with something."""
    query, limit = call.query.get("query", "").lower(), call.integer("limit", 1, 1, 1000)
    found = [each for each in call.guild().members.values() if _matches(each, query)]
    return Reply([users.member_of(member) for member in found[:limit]])


def _matches(member: Member, query: str) -> bool:
    return member.name.lower().startswith(query) or member.user.username.startswith(query)


async def get_member(call: Call) -> Reply:
    """One member."""
    return Reply(users.member_of(call.member()))


async def edit_own(call: Call) -> Reply:
    """Change the bot's own nickname."""
    guild = call.guild()
    require(guild, call, "change_nickname")
    _rename(call, guild.me)
    return Reply({**users.member_of(guild.me), "permissions": str(guild.permissions_of(call.bot))})


async def edit_member(call: Call) -> Reply:
    """Change a member's nickname or roles."""
    member = call.member()
    if "nick" in call.data:
        require(member.guild, call, "manage_nicknames")
        _rename(call, member)
    if call.data.get("roles") is not None:
        form = Form()
        wanted = set(form.ids(call.data, "roles", ()))
        form.finish()
        for role_id in wanted ^ member.roles:
            assignable(call, member.guild, role_id)
        member.roles.clear()
        member.roles.update(wanted)
        membership.updated(member)
    return Reply(users.member_of(member))


def _rename(call: Call, member: Member) -> None:
    form = Form()
    nick = form.text(call.data, "nick", (), high=32)
    form.finish()
    member.nick = nick or None
    membership.updated(member)


async def kick(call: Call) -> Reply:
    """Throw a member out."""
    member = call.member()
    require(member.guild, call, "kick_members")
    membership.leave(member)
    return no_content()


async def add_role(call: Call) -> Reply:
    """Give a member a role."""
    member = call.member()
    role = assignable(call, member.guild, call.number("role_id"))
    if role.id not in member.roles:
        membership.give(member, role)
    return no_content()


async def remove_role(call: Call) -> Reply:
    """Take a role from a member."""
    member = call.member()
    role = assignable(call, member.guild, call.number("role_id"))
    if role.id in member.roles:
        member.roles.discard(role.id)
        membership.updated(member)
    return no_content()


def require(guild: Guild, call: Call, permission: str) -> None:
    """ApiError unless the bot has a permission in the guild."""
    if not guild.permissions_of(call.bot) & BITS[permission]:
        raise missing_permissions()


def assignable(call: Call, guild: Guild, role_id: int) -> Role:
    """A role the bot may give, take and change: below its own highest, and nobody's by nature."""
    role = guild.roles.get(role_id)
    if role is None:
        raise unknown("role")
    require(guild, call, "manage_roles")
    highest = max((guild.roles[each].position for each in guild.me.roles), default=0)
    if role.managed or role.position >= highest or role is guild.everyone:
        raise missing_permissions()
    return role
