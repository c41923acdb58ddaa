"""How fast posts are made: so fast that Discord never has to refuse one."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from bot.clock import Clock
from bot.translation.pace import Windows

# Where only answers that are on their way stand before a post, it is not known when the window opens.
_SOON: Final = 0.05


class Pacer:
    """The windows of all channels. What they may ask of Discord together, `Throttle` sees to, for everything."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._places = Windows()

    def room(self, place_id: int) -> int:
        """How many posts may be made in a channel at once."""
        now = self._clock.monotonic()
        return self._places(place_id, now).free(now)

    async def has_room(self, place_id: int) -> bool:
        """Whether a post may be made in a channel now; if not, only after the time it takes until one may."""
        now = self._clock.monotonic()
        window = self._places(place_id, now)
        if window.free(now) > 0:
            return True
        await self._clock.sleep(window.opens_in(now) or _SOON)
        return False

    @asynccontextmanager
    async def post(self, place_id: int) -> AsyncGenerator[None]:
        """Make one post inside, as soon as one may be made."""
        while not await self.has_room(place_id):
            pass
        window = self._places(place_id, self._clock.monotonic())
        window.take()
        try:
            yield
        finally:
            window.give(self._clock.monotonic())
