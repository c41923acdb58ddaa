"""Direct messages: one after the other, for Discord takes it amiss where a bot opens many at once."""

import asyncio
import logging
from collections.abc import Callable
from enum import Enum
from typing import Any, Final, cast

import discord

from bot.client.inflight import in_no_hurry
from bot.client.trouble import TROUBLE, reason
from bot.clock import Clock

_log = logging.getLogger(__name__)
# Seconds after one of them, on all servers together. Discord names no number, and warns of "a significant amount of
# DMs too quickly" (docs: Create DM); after some dozens at once it refuses with 403 and 40003.
EVERY: Final = 10.0
# Seconds after that, in which nobody is written to.
_SLOWER: Final = 60.0
_TOO_FAST: Final = 40003
# Closed to the bot, blocked, or no server in common any more; older API versions said 400.
_CLOSED: Final = frozenset({50007, 50278})
# So many of the last posts are searched for one that Discord may have taken from a process that died; it forgets nonces
# after some minutes.
_LOOK_BACK: Final = 20


class Sent(Enum):
    """What came of a direct message. CLOSED: they take none. TOO_FAST: Discord takes none now. FAILED: nobody knows."""

    YES = "yes"
    CLOSED = "closed"
    TOO_FAST = "too fast"
    FAILED = "failed"


class DirectMessages:
    """Sends them all at Discord's pace, whatever for; who waits for a turn does so without holding up anything."""

    def __init__(self, client: discord.Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    async def send(
        self,
        member_id: int,
        content: str,
        *,
        unless: Callable[[discord.Message], bool] | None = None,
        rest: float = EVERY,
        **extras: Any,
    ) -> Sent:
        """Write to a member, when it is their turn.

        unless: whether one of the bot's last messages to them is this one, from an earlier attempt; None: there was
        none. rest: for how many seconds nobody is written to afterwards.
        """
        await self._wait_for_turn(rest)
        return await self._sent(member_id, content, unless, **extras)

    async def send_now(self, member_id: int, content: str, **extras: Any) -> Sent:
        """Write to a member without waiting for a turn: a person has decided it, and waits for the answer."""
        return await self._sent(member_id, content, None, **extras)

    async def _sent(
        self, member_id: int, content: str, unless: Callable[[discord.Message], bool] | None, **extras: Any
    ) -> Sent:
        try:
            # As a text, as Discord describes it; Client.create_dm sends a number.
            opened = await self._client.http.start_private_message(cast("Any", str(member_id)))
            channel = self._client.get_partial_messageable(int(opened["id"]))
            if unless is None or not await _stands(channel, unless):
                await channel.send(content, **extras)
        except TROUBLE as error:
            if isinstance(error, discord.HTTPException) and error.code in _CLOSED:
                return Sent.CLOSED
            _log.warning("a member could not be written to: %s", reason(error))
            if isinstance(error, discord.HTTPException) and error.code == _TOO_FAST:
                self._free_at = self._clock.monotonic() + _SLOWER
                return Sent.TOO_FAST
            return Sent.FAILED
        return Sent.YES

    async def _wait_for_turn(self, rest: float) -> None:
        with in_no_hurry():
            async with self._turn:
                while (left := self._free_at - self._clock.monotonic()) > 0:
                    await self._clock.sleep(left)
                self._free_at = self._clock.monotonic() + rest


async def _stands(channel: discord.PartialMessageable, is_it: Callable[[discord.Message], bool]) -> bool:
    async for message in channel.history(limit=_LOOK_BACK):
        if message.author.bot and is_it(message):
            return True
    return False
