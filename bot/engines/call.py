"""One call of an engine: on time, watched, and tried again where that may help."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from bot.engines.batch import BatchMismatch
from bot.engines.engine import Engine, Heavy
from bot.engines.patience import attend
from bot.errors import EngineError, EngineOutOfReach, EngineUnavailable

_log = logging.getLogger(__name__)

T = TypeVar("T")
# Is told of each call: the engine, how it went (`ok` or a kind of failure), and how many seconds it took.
Told = Callable[[str, str, float], None]

# The reason of EngineUnavailable where nobody knows what became of the text.
TIMEOUT: Final = "timeout"


def jitter(timeout: float) -> float:
    """Seconds to wait before the second try: short, and not the same for everybody who failed together."""
    return timeout * random.uniform(0.02, 0.08)  # noqa: S311 - spreads load, guards no secret


async def granted() -> bool:
    """Leave to try again that costs nothing."""
    return True


def _nobody(engine: str, outcome: str, seconds: float) -> None:
    """Nobody wants to know."""


class Caller:
    """Calls one engine. Whatever goes wrong comes out as EngineError (or BatchMismatch), without what caused it.

    An engine whose answer is slow to come is asked for a sign of life meanwhile: it may take its time, but one that is
    not there costs little. Times are seconds.
    """

    def __init__(  # noqa: PLR0913 - each has a default that suits most
        self,
        engine: Engine,
        *,
        timeout: float,
        reach_timeout: float,
        pause: Callable[[float], float] = jitter,
        is_well: Callable[[], bool] = lambda: True,
        told: Told = _nobody,
    ) -> None:
        """is_well: whether the engine is worth a second try now; one that is on trial is not."""
        self._told = told
        self._engine = engine
        self._timeout = timeout
        self._reach_timeout = reach_timeout
        self._pause = pause
        self._is_well = is_well

    async def reach(self) -> None:
        """Ask the engine for a sign of life. Raises EngineOutOfReach where there is none, or another EngineError."""
        reason = "out of reach"
        try:
            if isinstance(self._engine, Heavy):
                await self._engine.prepare()
            async with asyncio.timeout(self._reach_timeout):
                return await self._engine.reach()
        except TimeoutError:
            pass
        except EngineUnavailable as error:
            reason = error.reason
        except EngineError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in one engine must not silence the others
            reason = type(error).__name__
        # Not raised above, where the error would carry its cause along: that may hold a member's words.
        raise EngineOutOfReach(self._engine.name, reason)

    async def call(self, work: Callable[[], Awaitable[T]], may_repeat: Callable[[], Awaitable[bool]] = granted) -> T:
        """Do `work`, within the timeout altogether; a second time only if `may_repeat`, asked just before, says so."""
        begin, outcome = asyncio.get_running_loop().time(), "cancelled"
        try:
            result = await self._call(work, may_repeat)
        except (EngineError, BatchMismatch) as error:
            outcome = _kind(error)
            raise
        else:
            outcome = "ok"
            return result
        finally:
            seconds = asyncio.get_running_loop().time() - begin
            _log.debug("engine %s: %s after %.3f s", self._engine.name, outcome, seconds)
            self._told(self._engine.name, outcome, seconds)

    async def _call(self, work: Callable[[], Awaitable[T]], may_repeat: Callable[[], Awaitable[bool]]) -> T:
        reason = TIMEOUT
        try:
            async with asyncio.timeout(self._timeout):
                return await attend(self._insist(work, may_repeat), self.reach, self._reach_timeout / 2)
        except TimeoutError:
            pass
        except (EngineError, BatchMismatch):
            raise
        except Exception as error:  # noqa: BLE001 - see reach
            reason = type(error).__name__
        raise EngineUnavailable(self._engine.name, reason)

    async def _insist(self, work: Callable[[], Awaitable[T]], may_repeat: Callable[[], Awaitable[bool]]) -> T:
        """Try a second time after a passing failure, if there is time; a slow engine would only be slow again."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        try:
            return await work()
        except EngineUnavailable as error:
            pause = self._pause(self._timeout)
            if not self._is_well() or loop.time() - begin + pause > self._timeout / 2:
                raise
            failure = error
        await asyncio.sleep(pause)
        if self._is_well() and await may_repeat():
            return await work()
        raise failure


def _kind(error: EngineError | BatchMismatch) -> str:
    """A failure in one word out of few."""
    if isinstance(error, EngineUnavailable) and error.reason == TIMEOUT:
        return TIMEOUT
    name = type(error).__name__.removeprefix("Engine")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
