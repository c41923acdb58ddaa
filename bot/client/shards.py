"""Which shards are connected and ready, overheard from what discord.py tells of them."""

from collections.abc import Sequence
from typing import Any, Final

_UP: Final = frozenset({"shard_ready", "shard_resumed"})
_DOWN: Final = "shard_disconnect"


class Shards:
    """discord.py knows of each shard whether its socket is open; not whether its session is there again."""

    def __init__(self) -> None:
        self._ready: set[int] = set()

    def note(self, event: str, args: Sequence[Any]) -> None:
        """Look at an event of discord.py's."""
        if event in _UP:
            self._ready.add(args[0])
        elif event == _DOWN:
            self._ready.discard(args[0])

    def is_ready(self, shard: int) -> bool:
        """Whether a shard has a session now."""
        return shard in self._ready

    def missing(self, expected: Sequence[int]) -> Sequence[int]:
        """Those of the shards that have none."""
        return [shard for shard in expected if shard not in self._ready]
