"""A command that runs an event loop until it is done or told to stop, and what it writes on the way."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, Final, TextIO

_TERMINATED: Final = 128 + 15


class Output:
    """Lines to standard output, each at once.

    The first line that cannot be written (nobody reads on) ends the command; the error is kept in `error`.
    """

    def __init__(self, *, utf8: bool) -> None:
        self.error: OSError | None = None
        self._task = asyncio.current_task()
        stream: TextIO = sys.stdout
        if isinstance(stream, TextIOWrapper):
            # What the terminal cannot show becomes an escape; programs always get UTF-8.
            stream.reconfigure(encoding="utf-8" if utf8 else None, errors="backslashreplace")

    def line(self, text: str) -> None:
        """Write a line; never raises, for it is called from the depths of the sandbox."""
        if self.error is not None:
            return
        try:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
        except OSError as error:
            self.error = error
            if self._task is not None:
                self._task.cancel()


def complete(work: Callable[[], Coroutine[Any, Any, int]], stopped: int = _TERMINATED) -> int:
    """Run to the end, cleaning up on SIGTERM and SIGHUP as on Ctrl-C; the exit code, `stopped` after such a signal."""
    try:
        return asyncio.run(_complete(work))
    except asyncio.CancelledError:
        return stopped


async def _complete(work: Callable[[], Coroutine[Any, Any, int]]) -> int:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and task is not None:
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, task.cancel)
    return await work()
