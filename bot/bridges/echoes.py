"""Copies that another bridge carries back: mirrored once more, they would go round for ever."""

from collections import deque
from datetime import datetime, timedelta
from typing import Final

# In which another bridge has passed on what it read.
_WINDOW: Final = timedelta(seconds=60)
_MOST: Final = 500
# Shorter texts may well be the end of others.
_LONG: Final = 8


class Echoes:
    """Remembers what RedBridge itself posted lately, by letters and digits, or all there is without them.

    Times are those that Discord gives to messages: whatever is read again after a restart is judged as it was then.
    """

    def __init__(self) -> None:
        self._posted: deque[tuple[datetime, int, str]] = deque(maxlen=_MOST)

    def posted(self, bridge_id: int, text: str, at: datetime) -> None:
        """A copy was posted in a channel of a bridge."""
        if core := _core(text):
            self._posted.append((at, bridge_id, core))

    def is_one(self, bridge_id: int, text: str, at: datetime) -> bool:
        """Whether a text repeats a copy that was posted within a minute before it, maybe with a name before it."""
        core = _core(text)
        return any(
            timedelta(0) <= at - since <= _WINDOW
            and number == bridge_id
            and (core == former or (len(former) >= _LONG and core.endswith(former)))
            for since, number, former in self._posted
        )


def _core(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum()) or "".join(text.split())
