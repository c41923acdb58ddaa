"""The folder of a SQLite database."""

import tempfile
from pathlib import Path

from bot.errors import N_, SettingsError


def exists(database: Path) -> bool:
    """Whether there is anything at this path."""
    return database.exists()


def prepare(database: Path) -> None:
    """Make sure that a database can be created at this path, and its folder exists; raises SettingsError."""
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
    if database.is_dir():
        raise SettingsError(
            N_("{setting}: {path} is a folder. Name a file in it, like {path}/redbridge.db"),
            setting="DATABASE_URL",
            path=str(database),
        )
