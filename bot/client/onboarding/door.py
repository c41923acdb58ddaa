"""What Discord tells of members who come, pass its screening and leave."""

import json
from typing import Any, Final, cast

import discord

from bot.client.onboarding.greeter import Greeter
from bot.onboarding.arrivals import Arrivals

# How the gateway names the only event of members for which discord.py needs a cache of members.
_UPDATE: Final = '"GUILD_MEMBER_UPDATE"'


class Door:
    """Notes arrivals, and lets the greeter know."""

    def __init__(self, arrivals: Arrivals, greeter: Greeter) -> None:
        self._arrivals = arrivals
        self._greeter = greeter

    async def joined(self, member: discord.Member) -> None:
        """Somebody has joined. Bots are not greeted. Raises StoreError."""
        if member.bot:
            return
        guild_id = member.guild.id
        if await self._arrivals.arrived(guild_id, member.id, member.created_at, is_screened=member.pending):
            self._greeter.wake(guild_id)

    async def let_in(self, guild_id: int, member_id: int) -> None:
        """Somebody has passed the screening. Raises StoreError."""
        if await self._arrivals.let_in(guild_id, member_id):
            self._greeter.wake(guild_id)

    async def left(self, guild_id: int, member_id: int) -> None:
        """Somebody has left. Raises StoreError."""
        await self._arrivals.left(guild_id, member_id)

    def passed(self, heard: str | bytes) -> tuple[int, int] | None:
        """The server and the member of whom the gateway says that they passed its screening just now.

        heard: what came over the gateway. Nothing is parsed but changes of members, while somebody is being screened.
        """
        if not isinstance(heard, str) or _UPDATE not in heard:
            return None
        data = cast("dict[str, Any]", json.loads(heard)["d"])
        if data.get("pending") is not False:
            return None
        who = int(data["guild_id"]), int(data["user"]["id"])
        return who if self._arrivals.is_screened(*who) else None
