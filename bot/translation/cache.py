"""Answers that were given before, so that nobody waits or pays for them twice."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.clock import Clock
from bot.engines.engine import Answer
from bot.translation.key import Key

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.translation.archive import Archive

__all__ = ["Cache", "CacheCounts", "Key"]

# For each answer in memory the database holds so many, of some 400 bytes each.
_STORED: Final = 10


@dataclass(slots=True)
class CacheCounts:
    """How often an answer was in memory, in the database, or nowhere."""

    memory: int = 0
    store: int = 0
    miss: int = 0


class Cache:
    """Keeps answers in memory, the latest used ones, and many more in the database.

    What goes wrong with it is never an error: an answer is then simply not there. Neither place holds the text that
    was asked, only its keyed hash.
    """

    def __init__(
        self,
        database: "Database | None",
        clock: Clock,
        *,
        entries: int = 10_000,
        days: int = 30,
        write_behind: float = 1.0,
    ) -> None:
        """entries: how many answers memory holds; 0: none are kept anywhere. days: how long they are kept.

        database: None: memory is all there is. write_behind: after how many seconds answers are written to it.
        """
        self.counts = CacheCounts()
        self._clock = clock
        self._entries = entries
        self._kept = timedelta(days=days)
        self._secret = secrets.token_bytes(64)
        self._recent: OrderedDict[bytes, tuple[Answer, datetime]] = OrderedDict()
        self._archive = _archive(database, clock, entries, self._kept, write_behind) if database and entries else None

    async def get(self, key: Key) -> Answer | None:
        """The answer that was given before, or None; within a quarter of a second. Never raises."""
        if not self._keeps(key):
            return None
        digest = key.digest(self._secret)
        if answer := self._recall(digest):
            self.counts.memory += 1
            return answer
        found = await self._archive.find(key) if self._archive else None
        if found is None:
            self.counts.miss += 1
            return None
        self.counts.store += 1
        self._remember(digest, *found)
        return found[0]

    async def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer; an empty one, or one of an engine whose answers are not to be kept, is passed over.

        Returns at once: the database is written to later. Never raises.
        """
        if not self._keeps(key) or not answer.text:
            return
        self._remember(key.digest(self._secret), answer, self._clock.now() + self._kept)
        if self._archive:
            self._archive.keep(key, answer)

    async def prune(self) -> None:
        """Forget what has expired, and what is too much. Raises StoreError."""
        now = self._clock.now()
        for digest in [digest for digest, (_, expires) in self._recent.items() if expires <= now]:
            del self._recent[digest]
        if self._archive:
            await self._archive.prune()

    async def close(self) -> None:
        """Write what is not yet written."""
        if self._archive:
            await self._archive.close()

    def _keeps(self, key: Key) -> bool:
        return bool(self._entries and key.answers_as)

    def _recall(self, digest: bytes) -> Answer | None:
        answer, expires = self._recent.get(digest, (None, None))
        if expires is None:
            return None
        if expires <= self._clock.now():
            del self._recent[digest]
            return None
        self._recent.move_to_end(digest)
        return answer

    def _remember(self, digest: bytes, answer: Answer, expires: datetime) -> None:
        self._recent[digest] = answer, expires
        self._recent.move_to_end(digest)
        if len(self._recent) > self._entries:
            self._recent.popitem(last=False)


def _archive(database: "Database", clock: Clock, entries: int, kept: timedelta, write_behind: float) -> "Archive":
    from bot.translation.archive import Archive  # noqa: PLC0415 - the command line need not load the store

    return Archive(database, clock, most=entries * _STORED, kept=kept, write_behind=write_behind)
