"""The bot's side of one worker process."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, cast

import bot
from bot.engines.firefox import frames

_PROGRAM: Final = "bot.engines.firefox.worker"
# What a process needs of the environment to start; keys and tokens are none of its business.
_KEPT: Final = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "SYSTEMROOT",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
)
_FAREWELL: Final = 1.0
_LOADING: Final = 60.0
# How long past its time a worker that nobody watches any more ends by itself, in seconds.
_FUSE: Final = 2.0


class WorkerDied(Exception):
    """The process ended, or does not make sense any more."""


class CannotServe(Exception):
    """The process says that it never will: the argument is one of the words of `frames`."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is to load. files, sha256: by kind of file. factory: a translator of tests, see worker."""

    files: Mapping[str, Path]
    sha256: Mapping[str, str]
    target: str
    factory: str = field(default="")


class Worker:
    """A process with a loaded model; one request at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._number = 0
        self._to = cast("asyncio.StreamWriter", process.stdin)
        self._from = cast("asyncio.StreamReader", process.stdout)

    @classmethod
    async def start(cls, order: Order) -> Self:
        """Start a process and let it load. Raises CannotServe, WorkerDied, TimeoutError and OSError."""
        arguments = ["-P", "-m", _PROGRAM, *filter(None, [order.factory])]
        worker = cls(
            await asyncio.create_subprocess_exec(
                sys.executable, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment()
            )
        )
        try:
            async with asyncio.timeout(_LOADING):
                await worker._load(order)
        except BaseException:
            await worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs, as far as is known."""
        return self._process.returncode is None

    async def ask(self, texts: Sequence[str], seconds: float) -> list[str]:
        """Translate texts, within so many seconds altogether. Raises WorkerDied and TimeoutError: then kill it."""
        self._number += 1
        async with asyncio.timeout(seconds):
            answer = await self._exchange({"id": self._number, "texts": list(texts), "seconds": seconds + _FUSE})
        translated = answer.get("texts")
        if answer.get("id") != self._number or not _fits(translated, len(texts)):
            raise WorkerDied
        return cast("list[str]", translated)

    async def close(self) -> None:
        """Let the process end, and make sure that it does."""
        self._to.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await self._process.wait()
        await self.kill()

    async def kill(self) -> None:
        """End the process at once, and wait until it is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._to.close()
        # What it wrote last must be read, or the pipe, and with it the process, would count as open.
        await self._from.read()
        await self._process.wait()

    async def _load(self, order: Order) -> None:
        files = {kind: str(path.absolute()) for kind, path in order.files.items()}
        answer = await self._exchange(
            {"files": files, "sha256": dict(order.sha256), "target": order.target, "seconds": _LOADING + _FUSE}
        )
        if answer.get("failed") in frames.REASONS:
            raise CannotServe(answer["failed"])
        if answer.get("ready") is not True:
            raise WorkerDied

    async def _exchange(self, message: Mapping[str, Any]) -> dict[str, Any]:
        try:
            self._to.write(frames.packed(message))
            await self._to.drain()
            size = frames.length(await self._from.readexactly(frames.HEAD.size))
            return frames.opened(await self._from.readexactly(size))
        except (OSError, EOFError, frames.Garbled):
            pass
        raise WorkerDied  # after the block: what went over the pipe is a member's words


def _fits(texts: object, count: int) -> bool:
    if not isinstance(texts, list):
        return False
    found = cast("list[object]", texts)
    return len(found) == count and all(isinstance(text, str) for text in found)


def _environment() -> dict[str, str]:
    """Enough to start Python and to find this package, wherever the bot was started."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = str(Path(bot.__file__).parent.parent)
    paths = [root, os.environ.get("PYTHONPATH", "")]
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}
