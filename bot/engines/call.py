"""One call of an engine: on time, watched, and tried again where that may help."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from bot.engines.batch import BatchMismatch
from bot.engines.engine import Engine
from bot.engines.patience import attend
from bot.errors import EngineError, EngineUnavailable

T = TypeVar("T")

# The reason of EngineUnavailable where nobody knows what became of the text.
TIMEOUT: Final = "timeout"


def jitter(timeout: float) -> float:
    """Seconds to wait before the second try: short, and not the same for everybody who failed together."""
    return timeout * random.uniform(0.02, 0.08)  # noqa: S311 - spreads load, guards no secret


class Caller:
    """Calls one engine. Whatever goes wrong comes out as EngineError (or BatchMismatch), without what caused it.

    An engine whose answer is slow to come is asked for a sign of life meanwhile: it may take its time, but one that is
    not there costs little. Times are seconds.
    """

    def __init__(
        self, engine: Engine, *, timeout: float, reach_timeout: float, pause: Callable[[float], float] = jitter
    ) -> None:
        self._engine = engine
        self._timeout = timeout
        self._reach_timeout = reach_timeout
        self._pause = pause

    async def reach(self) -> None:
        """Ask the engine for a sign of life."""
        reason = "out of reach"
        try:
            async with asyncio.timeout(self._reach_timeout):
                return await self._engine.reach()
        except TimeoutError:
            pass
        except EngineError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in one engine must not silence the others
            reason = type(error).__name__
        # Not raised above, where the error would carry its cause along: that may hold a member's words.
        raise EngineUnavailable(self._engine.name, reason)

    async def call(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do `work`, within the timeout altogether."""
        reason = TIMEOUT
        try:
            async with asyncio.timeout(self._timeout):
                return await attend(self._insist(work), self.reach, self._reach_timeout / 2)
        except TimeoutError:
            pass
        except (EngineError, BatchMismatch):
            raise
        except Exception as error:  # noqa: BLE001 - see reach
            reason = type(error).__name__
        raise EngineUnavailable(self._engine.name, reason)

    async def _insist(self, work: Callable[[], Awaitable[T]]) -> T:
        """Try a second time after a passing failure, if there is time; a slow engine would only be slow again."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        try:
            return await work()
        except EngineUnavailable:
            pause = self._pause(self._timeout)
            if loop.time() - begin + pause > self._timeout / 2:
                raise
        await asyncio.sleep(pause)
        return await work()
