"""How fast posts are made: so fast that Discord never has to refuse one."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from bot.clock import Clock
from bot.translation.pace import EVERYWHERE, Window, Windows

# Where only answers that are on their way stand before a post, it is not known when the window opens.
_SOON: Final = 0.05


class Pacer:
    """The windows of all channels, and one for all of them together."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._places = Windows()
        self._everywhere = Window(EVERYWHERE, 1.0)

    def room(self, place_id: int) -> int:
        """How many posts may be made in a channel at once."""
        now = self._clock.monotonic()
        return self._places(place_id, now).free(now)

    async def has_room(self, place_id: int) -> bool:
        """Whether a post may be made in a channel now; if not, only after the time it takes until one may."""
        now = self._clock.monotonic()
        windows = (self._places(place_id, now), self._everywhere)
        if all(window.free(now) > 0 for window in windows):
            return True
        await self._clock.sleep(max(window.opens_in(now) for window in windows) or _SOON)
        return False

    @asynccontextmanager
    async def post(self, place_id: int) -> AsyncGenerator[None]:
        """Make one post inside, as soon as one may be made."""
        while not await self.has_room(place_id):
            pass
        window = self._places(place_id, self._clock.monotonic())
        window.take()
        self._everywhere.take()
        try:
            yield
        finally:
            window.give(self._clock.monotonic())
            self._everywhere.give(self._clock.monotonic())
