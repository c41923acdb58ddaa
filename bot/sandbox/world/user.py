"""Accounts, and the roles that guilds give them."""

import re
from dataclasses import dataclass
from typing import ClassVar


@dataclass(slots=True, eq=False, repr=False)
class User:
    """An account. `name` is what people see, `username` the unique handle; `avatar_url` is what a webhook asked for.

    `dms_closed` refuses direct messages of bots.
    """

    resolves_as: ClassVar[str] = "users"
    id: int
    name: str
    username: str
    bot: bool = False
    locale: str = "en-US"
    avatar: str | None = None
    avatar_url: str | None = None
    dms_closed: bool = False

    def __repr__(self) -> str:
        return f"<User {self.name!r} {self.id}>"

    @property
    def mention(self) -> str:
        """The text that mentions this account."""
        return f"<@{self.id}>"


def handle(name: str, user_id: int) -> str:
    """A username for a display name, within Discord's rules (lower case, a-z, digits, dot and underscore)."""
    plain = re.sub(r"[^a-z0-9_.]", "", name.lower().replace(" ", "_"))
    return plain[:32] if len(plain) >= 2 else f"user{user_id % 100_000_000}"


@dataclass(slots=True, eq=False, repr=False)
class Role:
    """A role of a guild; `permissions` are bits."""

    resolves_as: ClassVar[str] = "roles"
    id: int
    guild_id: int
    name: str
    permissions: int
    position: int
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    managed: bool = False
    bot_id: int | None = None

    def __repr__(self) -> str:
        return f"<Role {self.name!r} {self.id}>"

    @property
    def mention(self) -> str:
        """The text that mentions this role."""
        return f"<@&{self.id}>"
