"""The database and its copies: whether they can be read and written, are whole, and have room."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from bot.clock import Clock
from bot.doctor.advice import advice
from bot.doctor.check import Advice, Row
from bot.errors import N_
from bot.store import migrate, place, upkeep
from bot.store.copies import Copies
from bot.store.database import revision
from bot.store.schema import REVISION

_DAMAGED: Final = N_(
    "{path} is damaged ({fault}). Stop RedBridge and restore the newest copy that is whole: redbridge db restore FILE"
)
_NO_ROOM: Final = N_("Only {free} MB are free on the disk of {path}. Make room before nothing can be stored.")
_NO_FOLDER: Final = N_("{folder} cannot be created or written. Give the user that runs RedBridge permission.")
_NO_TABLES: Final = N_("There are no tables yet; the first start of the bot makes them.")
_OLDER: Final = N_("The tables are {found}; the next start of the bot brings them to {known}.")
_NO_COPY: Final = N_("There is no copy in {folder} yet; the bot makes the first one when it runs.")
_OLD_COPY: Final = N_(
    "The newest copy in {folder} is {hours} hours old, though BACKUP_HOURS is {every}. "
    "Is the bot running? Then its log says why."
)
_LEAST_FREE: Final = 100 << 20
_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class DatabaseCheck:
    """Reads every page of a SQLite file, or asks a PostgreSQL server; changes nothing, also while the bot runs."""

    url: str
    clock: Clock

    async def run(self) -> Row:
        """Look at it; see Check."""
        row, parsed, begun = Row("database", "database"), make_url(self.url), self.clock.monotonic()
        try:
            if parsed.get_backend_name() != "sqlite":
                found = self._of_revision(row, await revision(self.url))
            else:
                found = await asyncio.to_thread(self._look_at, row, Path(parsed.database or ""))
        except Exception as error:  # noqa: BLE001 - whatever is wrong is a row like any other
            return replace(row, reachable=False, reason=type(error).__name__, fix=advice(error))
        if found.reachable:
            return replace(found, latency={"check": round((self.clock.monotonic() - begun) * 1_000)})
        return found

    def _look_at(self, row: Row, path: Path) -> Row:
        place.refuse_folder(path)
        if not path.exists():
            if fix := _closed(path.absolute().parent):
                return replace(row, reachable=False, reason="folder", fix=fix)
            return replace(row, note=Advice(_NO_TABLES))
        state = upkeep.check(self.url)
        row = replace(row, reachable=True)
        if state.faults:
            fix = Advice(_DAMAGED, {"path": str(path), "fault": state.faults[0]})
            return replace(row, reason="damaged", fix=fix)
        upkeep.try_to_write(self.url)
        if state.bytes_free < max(_LEAST_FREE, state.bytes_used):
            fix = Advice(_NO_ROOM, {"free": state.bytes_free // _MEGABYTE, "path": str(path)})
            return replace(row, reason="disk", fix=fix)
        return self._of_revision(row, state.revision)

    def _of_revision(self, row: Row, found: str | None) -> Row:
        row = replace(row, reachable=True)
        if found is None:
            return replace(row, note=Advice(_NO_TABLES))
        if found == REVISION:
            return row
        if migrate.is_newer(found):
            return replace(row, reason="newer", fix=advice(migrate.newer(found)))
        return replace(row, note=Advice(_OLDER, {"found": found, "known": REVISION}))


@dataclass(frozen=True, slots=True)
class CopiesCheck:
    """Whether the copies that are to be made by themselves are being made. hours: between two copies."""

    copies: Copies
    folder: Path
    clock: Clock
    hours: int

    async def run(self) -> Row:
        """Look at the folder; see Check."""
        row = Row("database", "copies")
        if fix := _closed(self.folder.absolute()):
            return replace(row, reason="folder", fix=fix)
        newest = self.copies.newest()
        if newest is None:
            return replace(row, note=Advice(_NO_COPY, {"folder": str(self.folder)}))
        age = self.clock.now() - newest
        # One that is due may be on its way, or be tried again within the hour.
        if age > timedelta(hours=self.hours + 2):
            numbers = {"hours": age // timedelta(hours=1), "every": self.hours}
            return replace(row, reason="old", fix=Advice(_OLD_COPY, {"folder": str(self.folder), **numbers}))
        return row


def _closed(folder: Path) -> Advice | None:
    """What to do if nothing could be written in a folder, or in the first one above it that is there; else None."""
    existing = next(above for above in (folder, *folder.parents) if above.exists())
    if existing.is_dir() and place.writable(existing):
        return None
    return Advice(_NO_FOLDER, {"folder": str(folder)})
