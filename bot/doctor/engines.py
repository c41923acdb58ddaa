"""Does an engine work? One phrase in each direction tells."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from bot.clock import Clock
from bot.doctor.advice import NO_TRANSLATION, TOO_SLOW, advice, out_of_reach, reason_of
from bot.doctor.check import Advice, Row
from bot.engines.engine import Engine, Heavy, Metered, Quota, Request
from bot.errors import EngineError, EngineUnavailable, SettingsError

# Each direction with what is asked in it. Nobody wrote these; still, they are never printed.
PHRASES: Final = {
    "en-zh": Request("Good morning, where is the train station?", "en", "zh-CN"),
    "zh-en": Request("早上好，火车站在哪里？", "zh-CN", "en"),
}
_REACH_TIMEOUT: Final = 5.0
_QUOTA_TIMEOUT: Final = 5.0
# An engine keeps its own time; this is for one that does not.
_GRACE: Final = 1.0

# The reason in a few words of ours, and what to do.
_Fault = tuple[str, Advice]


@dataclass(frozen=True, slots=True)
class EngineCheck:
    """Builds an engine, reaches it, translates with it and closes it. `timeout`: seconds for one phrase."""

    name: str
    build: Callable[[], Engine]
    clock: Clock
    timeout: float
    reach_timeout: float = _REACH_TIMEOUT
    grace: float = _GRACE

    async def run(self) -> Row:
        """Look at the engine; see Check."""
        row = Row("engine", self.name)
        try:
            engine = self.build()
        except Exception as error:  # noqa: BLE001 - an engine that cannot be built is a row like any other
            return replace(row, reason=reason_of(error), fix=advice(error))
        try:
            return await self._look_at(engine, row)
        finally:
            with suppress(Exception, asyncio.TimeoutError):
                async with asyncio.timeout(self.reach_timeout):
                    await engine.close()

    async def _look_at(self, engine: Engine, row: Row) -> Row:
        fault = await self._out_of_reach(engine)
        if fault:
            return replace(row, reachable=False, reason=fault[0], fix=fault[1])
        found = replace(row, reachable=True, quota=await _quota(engine))
        outcomes = await asyncio.gather(*(self._translate(engine, request) for request in PHRASES.values()))
        latency = {
            direction: outcome for direction, outcome in zip(PHRASES, outcomes, strict=True) if isinstance(outcome, int)
        }
        found = replace(found, latency=latency)
        faults = [outcome for outcome in outcomes if not isinstance(outcome, int)]
        return replace(found, reason=faults[0][0], fix=faults[0][1]) if faults else found

    async def _out_of_reach(self, engine: Engine) -> _Fault | None:
        """Why the engine cannot be reached; None if it can."""
        try:
            if isinstance(engine, Heavy):
                await engine.prepare()
            async with asyncio.timeout(self.reach_timeout):
                await engine.reach()
        except TimeoutError:
            reason = "timeout"
        except EngineUnavailable as error:
            reason = reason_of(error)
        except Exception as error:  # noqa: BLE001 - whatever an engine raises is what is wrong with it
            return reason_of(error), advice(error)
        else:
            return None
        return reason, out_of_reach(self.name, reason)

    async def _translate(self, engine: Engine, request: Request) -> int | _Fault:
        """How many milliseconds a translation took, or what is wrong."""
        begin = self.clock.monotonic()
        try:
            async with asyncio.timeout(self.timeout + self.grace):
                answer = await engine.translate(request)
        except TimeoutError:
            return "timeout", Advice(TOO_SLOW, {"seconds": ceil(self.timeout)})
        except Exception as error:  # noqa: BLE001 - see _out_of_reach
            slow = isinstance(error, EngineError) and error.reason == "timeout"
            return reason_of(error), Advice(TOO_SLOW, {"seconds": ceil(self.timeout)}) if slow else advice(error)
        if not _is_in(answer.text, request.target):
            return "no translation", Advice(NO_TRANSLATION)
        return round((self.clock.monotonic() - begin) * 1_000)


def refused(error: SettingsError) -> Callable[[], Engine]:
    """A builder for an engine one of whose settings cannot be read."""

    def build() -> Engine:
        raise error

    return build


async def _quota(engine: Engine) -> Quota | None:
    """What the service still allows; a service that does not tell is well all the same."""
    if not isinstance(engine, Metered):
        return None
    with suppress(Exception):
        async with asyncio.timeout(_QUOTA_TIMEOUT):
            return await engine.quota()
    return None


def _is_in(text: str, locale: str) -> bool:
    """Whether most letters are those of the locale's language."""
    han = sum("\u3400" <= character <= "\u9fff" for character in text or "")
    latin = sum(character.isascii() and character.isalpha() for character in text or "")
    return latin > han if locale == "en" else han > 0
