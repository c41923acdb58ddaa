"""Copies that another bridge carries back: mirrored once more, they would go round for ever."""

from collections import deque
from typing import Final

from bot.clock import Clock

# Seconds in which another bridge has passed on what it read.
_WINDOW: Final = 60.0
_MOST: Final = 500
# Shorter texts may well be the end of others.
_LONG: Final = 8


class Echoes:
    """Remembers for a minute what RedBridge itself posted, by letters and digits, or all there is without them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._posted: deque[tuple[float, int, str]] = deque(maxlen=_MOST)

    def posted(self, bridge_id: int, text: str) -> None:
        """A copy was posted in a channel of a bridge."""
        if core := _core(text):
            self._posted.append((self._clock.monotonic(), bridge_id, core))

    def is_one(self, bridge_id: int, text: str) -> bool:
        """Whether a text is a copy that was posted just now, maybe with somebody's name before it."""
        core, since = _core(text), self._clock.monotonic() - _WINDOW
        return any(
            at >= since and number == bridge_id and (core == former or (len(former) >= _LONG and core.endswith(former)))
            for at, number, former in self._posted
        )


def _core(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()) or "".join(text.split())
