"""What can go wrong between a mirror and a folder of models; each error is a sentence for the host."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.errors import N_, RedBridgeError

# EFBIG is what a file system or a limit of the process says when a file cannot grow any further.
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ModelError(RedBridgeError):
    """Models could not be fetched, kept or removed. What was installed before is as it was."""


class MirrorUnreachable(ModelError):
    """The mirror does not answer, or says that it cannot now; trying again may help."""

    message_id = N_(
        "The mirror {host} does not answer ({reason}). What has come so far is kept: run the same command again later."
    )


class MirrorRefused(ModelError):
    """The mirror answers, but not with what it should hold; trying again does not help."""


class NoRoom(ModelError):
    """The disk is full."""

    message_id = N_(
        "There is no room left for the models in {folder}. Nothing half-written stays there. "
        "Free about {needed} and run the same command again."
    )


@contextmanager
def writing(folder: Path, needed: str) -> Generator[None]:
    """Turn what the file system refuses inside the block into ModelError. needed: how much room, for the reader."""
    try:
        yield
    except OSError as error:
        failure = _named(error, folder, needed)
    else:
        return
    raise failure


def _named(error: OSError, folder: Path, needed: str) -> ModelError:
    if error.errno in _NO_ROOM:
        return NoRoom(folder=str(folder), needed=needed)
    return ModelError(
        N_("The folder {folder} cannot be written. Give the user that runs RedBridge permission, or set {setting}."),
        folder=str(folder),
        setting="FIREFOX_MODELS",
    )
