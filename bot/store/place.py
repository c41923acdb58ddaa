"""The folder of a SQLite database."""

import os
import tempfile
from pathlib import Path

from bot.errors import N_, SettingsError, StoreError
from bot.store import faults


def exists(database: Path) -> bool:
    """Whether there is anything at this path."""
    return database.exists()


def prepare(database: Path) -> None:
    """Make sure that a database can be created or written at this path, and its folder exists.

    Raises SettingsError, and StoreError where the file alone is locked away: reading it would go well, for a while.
    """
    folder = database.absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # SQLite keeps its journal beside the file, so the folder must be writable even where the file exists.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        raise SettingsError(
            N_(
                "{setting}: the folder {folder} cannot be created or written. "
                "Give the user that runs RedBridge permission, or choose another folder."
            ),
            setting="DATABASE_URL",
            folder=str(folder),
        ) from None
    refuse_folder(database)
    if database.exists() and not writable(database):
        raise StoreError(faults.READ_ONLY, database=str(database))


def writable(path: Path) -> bool:
    """Whether this process may write a file, or make and remove entries of a folder; nothing is opened for it.

    To open a SQLite file and to close it again would drop the locks that this process holds on it.
    """
    mode = os.W_OK | (os.X_OK if path.is_dir() else 0)
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def refuse_folder(database: Path) -> None:
    """Raise SettingsError if there is a folder where a file should be."""
    if database.is_dir():
        raise SettingsError(
            N_("{setting}: {path} is a folder. Name a file in it, like {path}/redbridge.db"),
            setting="DATABASE_URL",
            path=str(database),
        )
