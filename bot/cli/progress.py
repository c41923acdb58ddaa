"""How a download is shown: bars on a terminal, a few plain lines everywhere else."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

from bot.cli.terminal import say
from bot.errors import N_
from bot.models.files import readable
from bot.models.folder import Installed
from bot.models.pull import Watcher
from bot.models.records import Part, Release


class _Lines:
    """One line when a model begins, one when it is there."""

    def begins(self, release: Release) -> None:
        say(
            N_("{pair}: fetching version {version}, {size}."),
            pair=release.pair.name,
            version=release.version,
            size=readable(release.packed_size),
        )

    def advances(self, part: Part, come: int) -> None:
        """Say nothing: a log has no use for it."""

    def ends(self, installed: Installed, *, changed: bool) -> None:
        new, old = N_("{pair}: version {version} is ready, {size}."), N_("{pair}: version {version} is here already.")
        say(
            new if changed else old,
            pair=installed.pair.name,
            version=installed.version,
            size=readable(installed.size),
        )


class _Bars(_Lines):
    """The same lines, with a bar a file between them."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def advances(self, part: Part, come: int) -> None:
        """Move the file's bar, which begins with its first byte."""
        if part.location not in self._tasks:
            self._tasks[part.location] = self._bars.add_task(part.name, total=part.packed_size)
        self._bars.update(self._tasks[part.location], completed=come)


@contextmanager
def progress() -> Generator[Watcher]:
    """Something to show a pull with, on standard output."""
    if not sys.stdout.isatty():
        yield _Lines()
        return
    columns = TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(*columns, console=Console()) as bars:
        yield _Bars(bars)
