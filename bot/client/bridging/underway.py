"""What is being done right now to which message."""

import asyncio
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from bot.locks import KeyedLocks


class Underway:
    """One thing at a time happens to a message; and whoever mirrors it learns at once that it is being deleted."""

    def __init__(self) -> None:
        self._locks = KeyedLocks()
        self._going: Counter[int] = Counter()

    def lock(self, message_id: int) -> asyncio.Lock:
        """Held by whoever mirrors a message, or follows what became of it."""
        return self._locks(message_id)

    @contextmanager
    def going(self, message_ids: Sequence[int]) -> Generator[None]:
        """These messages are deleted, and their copies are being removed."""
        self._going.update(message_ids)
        try:
            yield
        finally:
            self._going.subtract(message_ids)
            self._going += Counter()

    def is_going(self, message_id: int) -> bool:
        """Whether a message is gone, so that it need not be mirrored any more."""
        return message_id in self._going
