"""What Discord tells of members who come, pass its screening, are given roles, and leave."""

import json
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final, NamedTuple, cast

import discord

from bot.client.inflight import in_no_hurry
from bot.client.onboarding.greeter import Greeter
from bot.client.onboarding.tongues import LanguageRoles
from bot.clock import Clock
from bot.errors import StoreError
from bot.onboarding.arrivals import Arrivals

# How the gateway names the only event of members for which discord.py needs a cache of members.
_UPDATE: Final = '"GUILD_MEMBER_UPDATE"'
# Discord tells of each arrival once: after so many seconds each it is tried again to note one.
_PAUSES: Final = (5.0, 20.0, 60.0)


class Overheard(NamedTuple):
    """What the gateway says of a newcomer. event: which of our own it is, `member_let_in` or `newcomer_changed`."""

    event: str
    guild_id: int
    member_id: int
    roles: frozenset[int]


class Door:
    """Notes arrivals, and lets the greeter know."""

    def __init__(self, arrivals: Arrivals, greeter: Greeter, tongues: LanguageRoles, clock: Clock) -> None:
        self._arrivals = arrivals
        self._clock = clock
        self._late: set[tuple[int, int]] = set()
        self._greeter = greeter
        self._tongues = tongues

    async def joined(self, member: discord.Member) -> None:
        """Somebody has joined. Bots are not greeted. Raises StoreError."""
        if member.bot:
            return
        guild_id = member.guild.id

        def arrived() -> Awaitable[bool]:
            return self._arrivals.arrived(guild_id, member.id, member.created_at, is_screened=member.pending)

        if await self._noted(guild_id, member.id, arrived):
            self._greeter.wake(guild_id)
        if not member.pending:
            await self.changed(guild_id, member.id, {role.id for role in member.roles})

    async def let_in(self, guild_id: int, member_id: int, roles: Collection[int]) -> None:
        """Somebody has passed the screening. roles: the ids of those they have. Raises StoreError."""
        if await self._noted(guild_id, member_id, lambda: self._arrivals.let_in(guild_id, member_id)):
            self._greeter.wake(guild_id)
        await self.changed(guild_id, member_id, roles)

    async def changed(self, guild_id: int, member_id: int, roles: Collection[int]) -> None:
        """A newcomer who is past the screening has these roles. Raises StoreError."""
        await self._tongues.meet(guild_id, member_id, roles)

    async def left(self, guild_id: int, member_id: int) -> None:
        """Somebody has left. Raises StoreError."""
        self._late.discard((guild_id, member_id))
        await self._arrivals.left(guild_id, member_id)

    async def _noted(self, guild_id: int, member_id: int, note: Callable[[], Awaitable[bool]]) -> bool:
        """What comes of noting an arrival, at last: a database may be locked, or its disk full, for a while."""
        for pause in _PAUSES:
            try:
                return await note()
            except StoreError:
                self._late.add((guild_id, member_id))
            with in_no_hurry():
                await self._clock.sleep(pause)
            if (guild_id, member_id) not in self._late:
                return False  # they have left meanwhile
            self._late.discard((guild_id, member_id))
        return await note()

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
