"""Users, members and roles as JSON."""

from typing import TYPE_CHECKING

from bot.sandbox.wire import Json, stamp

if TYPE_CHECKING:
    from bot.sandbox.world.member import Member
    from bot.sandbox.world.user import Role, User


def user(user: "User") -> Json:
    """An account as everybody sees it."""
    return {
        "id": str(user.id),
        "username": user.username,
        "global_name": None if user.bot else user.name,
        "discriminator": "0000" if user.bot else "0",
        "avatar": user.avatar,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "banner": None,
        "accent_color": None,
        "public_flags": 0,
        "flags": 0,
        "bot": user.bot,
    }


def own_user(own: "User") -> Json:
    """The account of whoever asks."""
    return {**user(own), "mfa_enabled": True, "locale": own.locale, "verified": True, "email": None}


def member_of(member: "Member", *, with_user: bool = True) -> Json:
    """A member; without the user where that stands beside it."""
    data: Json = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": stamp(member.joined),
        "nick": member.nick,
        "pending": member.pending,
        "premium_since": None,
        "roles": [str(role) for role in member.roles],
        "mute": False,
        "deaf": False,
    }
    if with_user:
        data["user"] = user(member.user)
    return data


def role(role: "Role") -> Json:
    """A role."""
    data: Json = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.bot_id is not None:
        data["tags"] = {"bot_id": str(role.bot_id)}
    return data
