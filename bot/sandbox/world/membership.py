"""Who is in a guild, with which roles: joining, changing, leaving."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.sandbox.payloads import guilds as payloads
from bot.sandbox.payloads import users
from bot.sandbox.permissions import bits
from bot.sandbox.world.draft import JOINED, Draft
from bot.sandbox.world.member import Member
from bot.sandbox.world.user import Role

if TYPE_CHECKING:
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.user import User


def add_role(
    guild: "Guild",
    name: str,
    permissions: int | str | Iterable[str],
    *,
    mentionable: bool = False,
) -> Role:
    """Make a role and tell everybody."""
    role = new_role(guild, name, bits(permissions))
    role.mentionable = mentionable
    announce_role(guild, role)
    return role


def new_role(guild: "Guild", name: str, permissions: int) -> Role:
    """Make a role that nobody has been told of. As on Discord it starts at the bottom, and others move up."""
    for other in guild.roles.values():
        other.position += other is not guild.everyone
    role = Role(guild.world.ids.next(), guild.id, name, permissions, 1)
    guild.roles[role.id] = role
    return role


def announce_role(guild: "Guild", role: Role) -> None:
    """Tell everybody of a new role."""
    role_changed(guild, role, "GUILD_ROLE_CREATE")


def role_changed(guild: "Guild", role: Role, event: str = "GUILD_ROLE_UPDATE") -> None:
    """Tell everybody of a role."""
    guild.forget_permissions()
    guild.world.publish(event, {"guild_id": str(guild.id), "role": users.role(role)}, guild=guild)


def change_role(guild: "Guild", role: Role, permissions: int | str | Iterable[str]) -> None:
    """Give a role other permissions and tell everybody."""
    role.permissions = bits(permissions)
    role_changed(guild, role)


def move_role(guild: "Guild", role: Role, position: int) -> None:
    """Put a role at a place, from 1, and tell everybody; the others make room."""
    others = sorted(
        (each for each in guild.roles.values() if each not in (role, guild.everyone)), key=lambda each: each.position
    )
    others.insert(max(0, position - 1), role)
    for place, each in enumerate(others, 1):
        if each.position != place:
            each.position = place
            role_changed(guild, each)


def give(member: Member, *roles: Role) -> None:
    """Give a member roles and tell everybody. On Discord that ends their screening as well."""
    member.roles.update(role.id for role in roles)
    member.pending = False
    updated(member)


def remove_role(guild: "Guild", role: Role) -> None:
    """Delete a role; its members lose it."""
    del guild.roles[role.id]
    for other in guild.roles.values():
        other.position -= other.position > role.position
    for member in guild.members.values():
        member.roles.discard(role.id)
    guild.forget_permissions()
    guild.world.publish("GUILD_ROLE_DELETE", {"guild_id": str(guild.id), "role_id": str(role.id)}, guild=guild)


def join(guild: "Guild", user: "User", roles: Sequence[int] = (), *, pending: bool = False) -> Member:
    """Let an account join, or answer the member it is already."""
    if user.id in guild.members:
        return guild.members[user.id]
    member = Member(guild.world, guild, user, set(roles), pending=pending)
    guild.members[user.id] = member
    guild.forget_permissions()
    data = {**users.member_of(member), "guild_id": str(guild.id)}
    guild.world.publish("GUILD_MEMBER_ADD", data, guild=guild)
    guild.world.log.add("member_joined", author=user, details={"guild": guild.name})
    if guild.system_channel is not None:
        guild.system_channel.post(user, Draft(type=JOINED))
    return member


def updated(member: Member) -> None:
    """Tell everybody that a member changed: roles, nickname, screening."""
    guild = member.guild
    guild.forget_permissions()
    data = {**users.member_of(member), "guild_id": str(guild.id)}
    own = member.user is guild.world.bot
    guild.world.publish("GUILD_MEMBER_UPDATE", data, guild=guild, about_bot=own)
    guild.world.log.add("member_updated", author=member.user, details={"guild": guild.name})


def leave(member: Member) -> None:
    """Let a member leave."""
    guild = member.guild
    if guild.members.pop(member.id, None) is None:
        return
    guild.forget_permissions()
    data = {"guild_id": str(guild.id), "user": users.user(member.user)}
    guild.world.publish("GUILD_MEMBER_REMOVE", data, guild=guild)
    guild.world.log.add("member_left", author=member.user, details={"guild": guild.name})


def add_bot(guild: "Guild", permissions: int | str | Iterable[str]) -> Member:
    """Let the bot join with a managed role of its own; its sessions hear of the guild."""
    world = guild.world
    guild.members[world.bot.id] = member = Member(world, guild, world.bot, set())
    role = new_role(guild, world.bot.name, bits(permissions))
    role.managed, role.bot_id = True, world.bot.id
    member.roles.add(role.id)
    guild.forget_permissions()
    world.outlet.guild_joined(guild)
    world.log.add("guild_joined", author=world.bot, details={"guild": guild.name})
    return member


def remove_bot(guild: "Guild") -> None:
    """Throw the bot out; its sessions hear of it."""
    world = guild.world
    world.publish("GUILD_DELETE", payloads.removed(guild), guild=guild)
    member = guild.members.pop(world.bot.id)
    for role_id in [each for each in member.roles if guild.roles[each].managed]:
        del guild.roles[role_id]
    guild.forget_permissions()
    world.log.add("guild_left", author=world.bot, details={"guild": guild.name})
