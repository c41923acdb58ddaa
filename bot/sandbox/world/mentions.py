"""Whom a message mentions, and whom it really pings."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.permissions import BITS

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import Role, User

_USER = re.compile(r"<@!?(\d{1,20})>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_EVERYONE = re.compile(r"@(?:everyone|here)")
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pinged:
    """Whose phones a message makes ring: ids of users and roles, and whether everybody's."""

    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone)


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text mentions (as Discord lists it on the message), and what of it pings."""

    users: "tuple[User, ...]" = ()
    roles: tuple[int, ...] = ()
    everyone: bool = False
    pinged: Pinged = Pinged()


@dataclass(frozen=True, slots=True)
class Allowed:
    """The `allowed_mentions` of a request; `None` as a set means all of that kind."""

    users: frozenset[int] | None = None
    roles: frozenset[int] | None = None
    everyone: bool = True
    replied_user: bool = True


def read(text: str, channel: "Channel", author: "User", allowed: Allowed, reference: "Message | None") -> Mentions:
    """Find the mentions of `text`. Code is not searched, as Discord does not."""
    if "@" not in text and reference is None:
        return Mentions()
    text = _CODE.sub("", text)
    users = _users(text, channel)
    roles, everyone = _roles(text, channel, author, allowed)
    pinged = {user.id for user in users if allowed.users is None or user.id in allowed.users}
    if reference is not None and allowed.replied_user and not reference.webhook_id:
        users.setdefault(reference.author)
        pinged.add(reference.author.id)
    pinged.discard(author.id)
    return Mentions(tuple(users), roles, everyone, Pinged(frozenset(pinged), frozenset(roles), everyone))


def _users(text: str, channel: "Channel") -> "dict[User, None]":
    found: dict[User, None] = {}
    for match in _USER.finditer(text):
        user = channel.world.users.get(int(match[1]))
        if user is not None:
            found[user] = None
    return found


def _roles(text: str, channel: "Channel", author: "User", allowed: Allowed) -> tuple[tuple[int, ...], bool]:
    if channel.guild is None:
        return (), False
    by_webhook = author.id in channel.world.webhooks
    held = channel.guild.permissions_of_everyone(channel) if by_webhook else channel.permissions_of(author)
    may = bool(held & BITS["mention_everyone"])
    everyone = may and allowed.everyone and _EVERYONE.search(text) is not None
    candidates = (channel.guild.roles.get(int(match[1])) for match in _ROLE.finditer(text))
    return tuple(dict.fromkeys(role.id for role in candidates if role and _may_ping(role, allowed, may=may))), everyone


def _may_ping(role: "Role", allowed: Allowed, *, may: bool) -> bool:
    return (may or role.mentionable) and (allowed.roles is None or role.id in allowed.roles)
