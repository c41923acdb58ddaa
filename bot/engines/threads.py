"""Blocking calls beside the event loop."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")


class _Errand(Generic[T]):
    """One call on its way through a thread and back.

    It holds what it brings itself: asyncio's debug log shows the arguments of callbacks, and they are members' texts.
    """

    def __init__(self, call: Callable[[], T], done: Callable[[], None]) -> None:
        self._call = call
        self._done = done
        self._loop = asyncio.get_running_loop()
        self.result: asyncio.Future[T] = self._loop.create_future()

    def run(self) -> None:
        """In the thread."""
        try:
            value = self._call()
        except BaseException as error:  # noqa: BLE001 - raised again where the call was made
            self._hand_over(lambda failure=error: self.result.set_exception(failure))
        else:
            self._hand_over(lambda: self.result.set_result(value))

    def _hand_over(self, settle: Callable[[], None]) -> None:
        def deliver() -> None:
            self._done()
            if not self.result.done():
                settle()

        with suppress(RuntimeError):  # the loop has closed meanwhile: nobody waits any more
            self._loop.call_soon_threadsafe(deliver)


class Threads:
    """Runs each call in a daemon thread of its own, at most `limit` at once.

    Not concurrent.futures: its threads are joined when the process ends, so a single DNS look-up that hangs would keep
    a stopped bot alive for half a minute. A caller that is cancelled stops waiting; its thread ends by itself.
    """

    def __init__(self, name: str, limit: int) -> None:
        self._name = name
        self._slots = asyncio.Semaphore(limit)

    async def run(self, call: Callable[[], T]) -> T:
        """Run `call` and return what it returns, or raise what it raises."""
        await self._slots.acquire()
        try:
            errand = _Errand(call, self._slots.release)
            threading.Thread(target=errand.run, name=self._name, daemon=True).start()
        except BaseException:
            self._slots.release()
            raise
        return await errand.result


def fetch(call: Callable[[], Awaitable[T]], loop: asyncio.AbstractEventLoop, timeout: float, *, otherwise: T) -> T:
    """From a thread: what `call` gives on the event loop; `otherwise` if that takes too long, or the loop has ended."""

    async def run() -> T:
        return await call()

    work = run()
    try:
        answer = asyncio.run_coroutine_threadsafe(work, loop)
    except RuntimeError:
        work.close()
        return otherwise
    try:
        return answer.result(max(timeout, 0.0))
    except (TimeoutError, CancelledError):
        answer.cancel()
        return otherwise
