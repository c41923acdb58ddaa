"""Files that are there as a whole or not at all."""

import hashlib
import os
from pathlib import Path
from typing import Final

_PORTION: Final = 1024 * 1024


def put(path: Path, content: bytes) -> None:
    """Write a file under another name, make sure that the disk has it, and give it its name. Raises OSError.

    Whatever goes wrong, nothing half-written stays.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Let the disk know of names that changed in a folder, where a folder can be asked to (not on Windows)."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest(path: Path) -> tuple[str, int]:
    """The SHA-256 of a file in hexadecimal, and its size in bytes. Raises OSError."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while portion := file.read(_PORTION):
            found.update(portion)
            size += len(portion)
    return found.hexdigest(), size


def readable(size: int) -> str:
    """A size as a person reads it, in the units of a disk's packaging: `33.4 MB`."""
    if size < 1_000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1_000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"
