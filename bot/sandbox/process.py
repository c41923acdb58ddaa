"""The bot under trial, as a process of its own."""

import asyncio
import re
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import aiohttp

_CONTROL_TIMEOUT = aiohttp.ClientTimeout(total=40)
# A time, perhaps in brackets, then the level, perhaps in brackets: RedBridge's own logs and those of discord.py.
_TROUBLE = re.compile(r"^\[?[\d:T.,Z+ -]+\]? +\[?(?:ERROR|CRITICAL)\b")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


class BotDied(Exception):
    """The process ended without being asked to; `code` is its exit status, negative for the number of a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the bot ended by itself, with exit status {code}")
        self.code = code


class BotProcess:
    """Starts, watches and ends a bot whose control port tells when it has nothing to do.

    `command` is run with `environment`, which may be changed between two starts and to which CONTROL_PORT is added.
    Everything it prints goes to the file `log`. It is killed if it has not stopped `patience` seconds after it was
    asked to.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path, patience: float = 12.0
    ) -> None:
        self.environment = dict(environment)
        self._command = tuple(command)
        self._log = log
        self._patience = patience
        self._port = 0
        self._process: asyncio.subprocess.Process | None = None
        self._asked_to_end = False
        self._death = asyncio.Event()
        self._watcher: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the running process, None where none runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    @property
    def died(self) -> int | None:
        """The exit status of a process that ended without being asked to, else None."""
        return None if self._process is None or self._asked_to_end else self._process.returncode

    async def start(self) -> None:
        """Start the process, unless it runs. That it runs does not mean that it is connected yet."""
        if self.pid is not None:
            return
        self._port, self._asked_to_end = _free_port(), False
        with await asyncio.to_thread(self._open_log) as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                env={**self.environment, "CONTROL_PORT": str(self._port)},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                # Ctrl-C in a terminal is for the sandbox, which then stops the bot in its own way.
                start_new_session=True,
            )
        self._watcher = asyncio.create_task(self._watch(self._process))

    async def stop(self) -> bool:
        """Ask the process to end (SIGTERM) and wait until it has; False if it had to be killed for taking too long."""
        process = self._running()
        if process is None:
            return True
        process.terminate()
        try:
            async with asyncio.timeout(self._patience):
                await process.wait()
        except TimeoutError:
            await self.kill()
            return False
        except BaseException:
            process.kill()
            raise
        return True

    async def kill(self) -> None:
        """End the process at once, as a power cut would (SIGKILL)."""
        if process := self._running():
            process.kill()
            await process.wait()

    async def restart(self) -> bool:
        """Stop, then start; False if the process had to be killed."""
        in_time = await self.stop()
        await self.start()
        return in_time

    def forget(self) -> None:
        """Treat a process that ended by itself as if it had been asked to."""
        self._asked_to_end = True
        self._death.clear()

    async def death(self) -> None:
        """Wait until the process, or one that takes its place, ends by itself."""
        await self._death.wait()

    async def ended(self) -> int:
        """Wait until the process ends, in whatever way; its exit status."""
        if self._process is None:
            raise RuntimeError("the bot was never started")
        return await self._process.wait()

    async def idle(self) -> None:
        """Wait until the bot has nothing to do; a bot that does not run has nothing to do.

        Raises BotDied if it ended by itself, TimeoutError if it is busy for too long.
        """
        await self._ask("GET", "/idle")

    async def advance(self, seconds: float) -> None:
        """Let time pass for the bot; raises as `idle` does."""
        await self._ask("POST", "/clock", {"advance": seconds})

    def tail(self, lines: int) -> list[str]:
        """The last lines of the log."""
        return self._read_log().splitlines()[-lines:]

    def troubles(self) -> list[str]:
        """The lines of the log that report an error."""
        return [line for line in self._read_log().splitlines() if _TROUBLE.search(line)]

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        await process.wait()
        if not self._asked_to_end:
            self._death.set()

    async def _ask(self, method: str, path: str, body: Mapping[str, float] | None = None) -> None:
        while self.pid is not None:
            try:
                async with (
                    aiohttp.ClientSession(timeout=_CONTROL_TIMEOUT) as session,
                    session.request(method, f"http://127.0.0.1:{self._port}{path}", json=body) as response,
                ):
                    if response.status != 200:
                        raise TimeoutError(f"the bot answered {response.status} to {path}")
                    return
            except aiohttp.ClientConnectionError:
                await self._about_to_end()
        if self.died is not None:
            raise BotDied(self.died)

    async def _about_to_end(self) -> None:
        """Nobody listens on the control port: the process is ending, and it takes a moment until that is known."""
        try:
            async with asyncio.timeout(self._patience):
                await self.ended()
        except TimeoutError:
            raise TimeoutError("the bot does not listen on its control port") from None

    def _running(self) -> asyncio.subprocess.Process | None:
        """The process, which from now on is expected to end; None where nothing runs."""
        if self._process is None or self.pid is None:
            return None
        self._asked_to_end = True
        return self._process

    def _open_log(self) -> IO[bytes]:
        return self._log.open("ab")

    def _read_log(self) -> str:
        if not self._log.exists():
            return ""
        return _COLOUR.sub("", self._log.read_text(encoding="utf-8", errors="replace"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
