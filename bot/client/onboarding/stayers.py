"""Who is still there after a week: those who left without RedBridge's hearing of it are asked about."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import discord

from bot.client.inflight import BACKGROUND
from bot.client.trouble import TROUBLE, reason
from bot.errors import StoreError
from bot.onboarding.numbers import AT_ONCE, Counting
from bot.services import Services

_log = logging.getLogger(__name__)
# Seconds between two rounds; the answers of a round are a few hours late at most.
EVERY: Final = 6 * 60 * 60.0


class Stayers:
    """Asks Discord, over the gateway and a hundred members at once, who is there. What goes wrong is a log line.

    Who could not be asked about is asked about in the next round.
    """

    def __init__(self, client: discord.Client, services: Services, serves: Callable[[int], bool]) -> None:
        """serves: whether a server is this process's own."""
        self._client = client
        self._counting: Counting = services.counting
        self._clock = services.clock
        self._serves = serves

    async def watch(self) -> None:
        """Ask every few hours; never returns."""
        await self._client.wait_until_ready()
        while True:
            await asyncio.create_task(self.ask(), name=f"{BACKGROUND}ask who stayed")
            await self._clock.sleep(EVERY)

    async def ask(self) -> None:
        """One round through all servers."""
        try:
            for guild_id in await self._counting.guilds_to_ask():
                guild = self._client.get_guild(guild_id)
                if guild is not None and not guild.unavailable and self._serves(guild_id):
                    await self._ask_in(guild)
        except StoreError as error:
            _log.warning("who stayed could not be noted: %s", error)

    async def _ask_in(self, guild: discord.Guild) -> None:
        after = 0
        while asked := await self._counting.to_ask(guild.id, after):
            after = asked[-1].member_id
            try:
                wanted = [each.member_id for each in asked]
                here = await guild.query_members(user_ids=wanted, limit=AT_ONCE, cache=False)
            except (*TROUBLE, TimeoutError, discord.DiscordException) as error:
                why = reason(error) if isinstance(error, TROUBLE) else type(error).__name__
                _log.warning("who stayed in server %s is not known yet: %s", guild.id, why)
                return
            await self._counting.answered(guild.id, asked, {member.id for member in here})
