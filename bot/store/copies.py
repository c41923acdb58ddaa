"""Copies of the database that are made by themselves, of which the newest are kept."""

import asyncio
import logging
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.clock import Clock
from bot.errors import RedBridgeError
from bot.store.backup import back_up

_log = logging.getLogger(__name__)
_NAME: Final = re.compile(r"redbridge-(\d{8}T\d{6}Z)\.db")
_FORMAT: Final = "%Y%m%dT%H%M%SZ"
_AFTER_TROUBLE: Final = timedelta(hours=1)


class Copies:
    """Makes a copy every so many hours; of the files with its names in the folder, it keeps the newest `keep`."""

    def __init__(self, url: str, folder: Path, clock: Clock, *, hours: int, keep: int) -> None:
        self._url = url
        self._folder = folder
        self._clock = clock
        self._every = timedelta(hours=hours)
        self._keep = keep

    async def watch(self) -> None:
        """Make copies for ever; what goes wrong is a line in the log, and tried again an hour later."""
        while True:
            pause = await asyncio.create_task(self._step(), name="copy the database")
            await asyncio.create_task(self._clock.sleep(pause.total_seconds()), name="nap: copies")

    def kept(self) -> list[Path]:
        """The copies that there are, the oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))

    def newest(self) -> datetime | None:
        """When the newest copy was made; None if there is none."""
        kept = self.kept()
        return _moment(kept[-1]) if kept else None

    async def _step(self) -> timedelta:
        """Make a copy if it is time; how long until the next look."""
        now, newest = self._clock.now(), self.newest()
        if newest and (left := newest + self._every - now) > timedelta(0):
            return left
        try:
            path = await asyncio.to_thread(self._copy, now)
        except (RedBridgeError, OSError) as error:
            _log.error("the database was not copied, and will be tried again in an hour: %s", error)
            return _AFTER_TROUBLE
        _log.info("the database was copied to %s", path)
        return self._every

    def _copy(self, now: datetime) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        for stale in self._folder.glob("redbridge-*.db.unfinished"):
            stale.unlink(missing_ok=True)
        path = self._folder / f"redbridge-{now.astimezone(UTC):{_FORMAT}}.db"
        back_up(self._url, path)
        for old in self.kept()[: -self._keep]:
            old.unlink(missing_ok=True)
        return path


def _moment(path: Path) -> datetime:
    found = _NAME.fullmatch(path.name)
    return datetime.strptime(found[1] if found else "", _FORMAT).replace(tzinfo=UTC)
