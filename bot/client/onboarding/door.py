"""What Discord tells of members who come, pass its screening, are given roles, and leave."""

import json
from collections.abc import Collection
from typing import Any, Final, NamedTuple, cast

import discord

from bot.client.onboarding.greeter import Greeter
from bot.client.onboarding.tongues import LanguageRoles
from bot.onboarding.arrivals import Arrivals

# How the gateway names the only event of members for which discord.py needs a cache of members.
_UPDATE: Final = '"GUILD_MEMBER_UPDATE"'


class Overheard(NamedTuple):
    """What the gateway says of a newcomer. event: which of our own it is, `member_let_in` or `newcomer_changed`."""

    event: str
    guild_id: int
    member_id: int
    roles: frozenset[int]


class Door:
    """Notes arrivals, and lets the greeter know."""

    def __init__(self, arrivals: Arrivals, greeter: Greeter, tongues: LanguageRoles) -> None:
        self._arrivals = arrivals
        self._greeter = greeter
        self._tongues = tongues

    async def joined(self, member: discord.Member) -> None:
        """Somebody has joined. Bots are not greeted. Raises StoreError."""
        if member.bot:
            return
        guild_id = member.guild.id
        is_greeted = await self._arrivals.arrived(guild_id, member.id, member.created_at, is_screened=member.pending)
        if is_greeted:
            self._greeter.wake(guild_id)
        if not member.pending:
            await self.changed(guild_id, member.id, {role.id for role in member.roles})

    async def let_in(self, guild_id: int, member_id: int, roles: Collection[int]) -> None:
        """Somebody has passed the screening. roles: the ids of those they have. Raises StoreError."""
        is_greeted = await self._arrivals.let_in(guild_id, member_id)
        if is_greeted:
            self._greeter.wake(guild_id)
        await self.changed(guild_id, member_id, roles)

    async def changed(self, guild_id: int, member_id: int, roles: Collection[int]) -> None:
        """A newcomer who is past the screening has these roles. Raises StoreError."""
        await self._tongues.meet(guild_id, member_id, roles)

    async def left(self, guild_id: int, member_id: int) -> None:
        """Somebody has left. Raises StoreError."""
        await self._arrivals.left(guild_id, member_id)

    def overheard(self, heard: str | bytes) -> Overheard | None:
        """What the gateway says of a newcomer just now: that they passed its screening, or which roles they have.

        heard: what came over the gateway. Nothing is parsed but changes of members, while somebody is being screened
        or was greeted lately.
        """
        if not isinstance(heard, str) or _UPDATE not in heard or not self._arrivals.is_watching():
            return None
        data = cast("dict[str, Any]", json.loads(heard)["d"])
        guild_id, member_id = int(data["guild_id"]), int(data["user"]["id"])
        if data.get("pending") is True:
            return None
        roles = frozenset(int(role_id) for role_id in data["roles"])
        if self._arrivals.is_screened(guild_id, member_id):
            # Discord leaves `pending` out where it is of no interest.
            return Overheard("member_let_in", guild_id, member_id, roles) if data.get("pending") is False else None
        if self._arrivals.is_new(guild_id, member_id):
            return Overheard("newcomer_changed", guild_id, member_id, roles)
        return None
