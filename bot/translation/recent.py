"""What was said last in a channel, for engines that may see it. In memory only, and only where a server allows it."""

from collections import OrderedDict, deque
from typing import Final

from bot.translation.preferences import MOST_CONTEXT_LINES

_CHANNELS: Final = 1_000
_LONGEST: Final = 300


class RecentLines:
    """The last lines of the channels in which somebody wrote lately."""

    def __init__(self) -> None:
        self._channels: OrderedDict[int, deque[tuple[int, str]]] = OrderedDict()

    def change(self, channel_id: int, message_id: int, text: str) -> None:
        """Remember an edited message as it stands now, if it is remembered at all."""
        lines = self._channels.get(channel_id)
        for place, (written, _) in enumerate(lines or ()):
            if lines and written == message_id:
                lines[place] = (message_id, text[:_LONGEST])

    def add(self, channel_id: int, message_id: int, text: str) -> None:
        """Remember a message as it was written; of a long one its beginning."""
        lines = self._channels.setdefault(channel_id, deque(maxlen=MOST_CONTEXT_LINES + 1))
        self._channels.move_to_end(channel_id)
        lines.append((message_id, text[:_LONGEST]))
        if len(self._channels) > _CHANNELS:
            self._channels.popitem(last=False)

    def before(self, channel_id: int, message_id: int, most: int) -> tuple[str, ...]:
        """At most `most` lines that were written before a message, oldest first."""
        earlier = [text for written, text in self._channels.get(channel_id, ()) if written < message_id]
        return tuple(earlier[-most:]) if most else ()

    def forget(self, message_ids: frozenset[int]) -> None:
        """Forget messages that were deleted."""
        for channel, lines in self._channels.items():
            kept = [line for line in lines if line[0] not in message_ids]
            self._channels[channel] = deque(kept, maxlen=lines.maxlen)
