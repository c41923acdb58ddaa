"""One writer at a time in a folder of models, over all processes; the system lets go when a process dies."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import N_
from bot.models.errors import ModelError


@contextmanager
def alone(root: Path) -> Generator[None]:
    """Hold the folder for this process. Raises ModelError at once if another one holds it, OSError if it cannot be."""
    root.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(root / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _locked(descriptor):
            raise ModelError(
                N_("Another “redbridge models” is at work in {folder}. Wait until it is done, then try again."),
                folder=str(root),
            )
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - only elsewhere

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
