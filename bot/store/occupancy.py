"""Which processes serve from a SQLite database: two with the same servers would answer everything twice."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from bot.errors import N_, StoreError
from bot.store import faults

_TAKEN: Final = N_(
    "Another RedBridge is running with the database {database}. Stop it first; "
    "or, to run several, give each process servers of its own with SHARD_COUNT and SHARD_IDS."
)
# A byte of the file stands for a shard; more than Discord gives to anybody.
_EVERY_SHARD: Final = 1 << 20


class Occupancy:
    """A claim to serve some shards from a database. The system gives it up when the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, database: Path, shards: Iterable[int] | None = None) -> Self:
        """Claim shards, or all of them (None); raises StoreError at once if another process has one of them.

        The claim is a lock on a file beside the database, for SQLite's own locks last no longer than a write.
        """
        with faults.named(str(database)):
            descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            for begin, count in [(0, _EVERY_SHARD)] if shards is None else [(each, 1) for each in shards]:
                _lock(descriptor, begin, count)
        except OSError:
            os.close(descriptor)
            raise StoreError(_TAKEN, database=str(database)) from None
        return cls(descriptor)

    def give_up(self) -> None:
        """Let others have it."""
        with suppress(OSError):
            os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, begin: int, count: int) -> None:
        os.lseek(descriptor, begin, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, count)

else:
    import fcntl

    def _lock(descriptor: int, begin: int, count: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, count, begin, os.SEEK_SET)
