"""How fast webhooks may post in a channel."""

from collections import deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from bot.clock import Clock
from bot.locks import KeyedLocks

# All webhooks of a channel share a limit that no header announces; who meets it is sent away for most of a minute.
# Discord's staff call it a limit of the channel: github.com/discord/discord-api-docs, issues 367, 1454 and 4043.
MOST: Final = 30
SECONDS: Final = 60.0
_KEPT: Final = 1_000


class Pace:
    """Lets at most 30 posts a minute pass in each channel, one at a time, in the order in which they came."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._locks = KeyedLocks()
        self._posted: dict[int, deque[float]] = {}

    @asynccontextmanager
    async def turn(self, channel_id: int) -> AsyncGenerator[None]:
        """Come in when another post fits into the last minute; what is done inside counts as one, even if it fails."""
        async with self._locks(channel_id):
            posted = self._posted.setdefault(channel_id, deque(maxlen=MOST))
            if len(posted) == MOST and (left := posted[0] + SECONDS - self._clock.monotonic()) > 0:
                await self._clock.sleep(left)
            try:
                yield
            finally:
                # Discord counted it before it answered: from the answer on, a minute is enough.
                posted.append(self._clock.monotonic())
                self._tidy()

    def _tidy(self) -> None:
        """Forget channels in which nobody posted for a minute."""
        if len(self._posted) > _KEPT:
            since = self._clock.monotonic() - SECONDS
            self._posted = {key: times for key, times in self._posted.items() if times and times[-1] > since}
