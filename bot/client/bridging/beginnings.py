"""Sessions of servers: what was missed before one begins comes before all that is heard in it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Final

import discord

from bot.bridges.order import Lines, Turn
from bot.client.inflight import BACKGROUND
from bot.telemetry.traces import trace

_log = logging.getLogger(__name__)
_NAME: Final = f"{BACKGROUND}recovery of bridges"


class Beginnings:
    """Begins the recovery of a server with the first that is heard of it, and lets what is heard wait for its end.

    So nothing overtakes what was said before it; and nothing that is posted, edited or deleted meanwhile can be taken
    for what a dead process left behind.
    """

    def __init__(self, client: discord.Client, recover: Callable[[discord.Guild], Awaitable[None]]) -> None:
        """recover: catches up with what a server did while nobody listened."""
        self._client = client
        self._recover = recover
        self._lines = Lines()
        # The servers whose session has begun, with their shards.
        self._begun: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def renewed(self, shard_id: int) -> None:
        """A shard has a new session: its servers are heard anew."""
        self._begun = {guild_id: shard for guild_id, shard in self._begun.items() if shard != shard_id}

    def interrupted(self, guild_id: int) -> None:
        """Discord lost a server for a while."""
        self._begun.pop(guild_id, None)

    async def turn(self, guild_id: int) -> None:
        """Return when what was missed in a server is made up for. Calls return in their order.

        With nothing to wait for this does not give way to anything else.
        """
        self._begin(guild_id)
        with self._lines.stand([guild_id]) as turns:
            await turns[guild_id].come()

    def _begin(self, guild_id: int) -> None:
        """Give the recovery its place before all others. Of an unavailable server nothing can be known yet."""
        guild = self._client.get_guild(guild_id)
        if guild is None or guild.unavailable or guild_id in self._begun:
            return
        self._begun[guild_id] = guild.shard_id
        place = ExitStack()
        turns = place.enter_context(self._lines.stand([guild_id]))
        task = asyncio.create_task(self._run(guild, place, turns[guild_id]), name=_NAME)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, guild: discord.Guild, place: ExitStack, turn: Turn) -> None:
        with place:
            await turn.come()
            try:
                await self._recover(guild)
            except Exception as error:  # noqa: BLE001 - whatever goes wrong, the conversation goes on
                _log.error("what was missed in server %s is not made up for\n%s", guild.id, trace(error))
