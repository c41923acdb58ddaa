"""Counts what the pipeline does, by server and day: no texts, no members."""

import asyncio
import logging
from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.clock import Clock
from bot.engines.engine import Asker
from bot.errors import StoreError
from bot.translation.types import Outcome

if TYPE_CHECKING:
    from bot.store.database import Database

_log = logging.getLogger(__name__)
DAY: Final = 24 * 60 * 60
KEPT_DAYS: Final = 730
# Seconds after which counts are written; a process that is killed loses so many.
_WRITE_BEHIND: Final = 20.0

# What is counted.
DIRECTION: Final = "direction"
ENGINE: Final = "engine"
SOURCE: Final = "source"
CHANNEL: Final = "channel"
DELAY: Final = "delay"
FAILED: Final = "failed"
CHARACTERS: Final = "characters"

# Where a translation came from.
MEMORY: Final = "memory"
CACHE: Final = "cache"
FROM_ENGINE: Final = "engine"
REWRITTEN: Final = "characters"
# Seconds below which a translation took, as names; longer ones are SLOWER.
DELAYS: Final = ("0.5", "1", "2", "5")
SLOWER: Final = "more"
# Why there was none.
NO_ENGINE: Final = "no-engine"
BUDGET: Final = "budget"
UNUSABLE: Final = "unusable"


class Tally:
    """Counts in memory, and writes from time to time."""

    def __init__(self, database: "Database | None", clock: Clock) -> None:
        """database: None counts for nobody."""
        self._database = database
        self._clock = clock
        # By server, day, what is counted, and of which.
        self._counts: Counter[tuple[int, int, str, str]] = Counter()
        self._writer: asyncio.Task[None] | None = None

    def now(self) -> float:
        """Seconds of a clock, to be handed in when it is over."""
        return self._clock.monotonic()

    def answered(self, asker: Asker, outcome: Outcome, begun: float, characters: int) -> None:
        """A text was translated, or could not be. begun: by `now`. characters: how long the text was."""
        if outcome.text is None:
            if outcome.skipped == "no-answer":
                self.failed(asker, UNUSABLE)
            return
        source = _source(outcome)
        self._add(asker, SOURCE, source)
        self._add(asker, DIRECTION, f"{outcome.detection.language}>{(outcome.target or '')[:2]}")
        self._add(asker, CHANNEL, str(asker.channel_id))
        took = self.now() - begun
        self._add(asker, DELAY, next((each for each in DELAYS if took < float(each)), SLOWER))
        if source in (CACHE, FROM_ENGINE) and outcome.engine:
            self._add(asker, ENGINE, outcome.engine)
        if source == FROM_ENGINE and outcome.engine:
            self._add(asker, CHARACTERS, outcome.engine, characters)

    def failed(self, asker: Asker, why: str) -> None:
        """A text was not translated. why: one of the words above."""
        self._add(asker, FAILED, why)

    async def flush(self) -> None:
        """Write what was counted. Raises StoreError; then it stays counted."""
        counts, self._counts = self._counts, Counter()
        if self._database is None or not counts:
            return
        from bot.store import tallies  # noqa: PLC0415 - the command line need not load the store

        try:
            await self._database.write(tallies.add, {tallies.Count(*key): number for key, number in counts.items()})
        except StoreError:
            self._counts.update(counts)
            raise

    async def prune(self) -> None:
        """Forget the counts of two years ago. Raises StoreError."""
        if self._database is not None:
            from bot.store import tallies  # noqa: PLC0415 - see above

            await self._database.write(tallies.prune, self._today() - KEPT_DAYS)

    async def close(self) -> None:
        """Write down what is not yet."""
        if self._writer:
            self._writer.cancel()
        try:
            await self.flush()
        except StoreError as error:
            _log.warning("counts could not be written: %s", error)

    def _add(self, asker: Asker, what: str, name: str, number: int = 1) -> None:
        if self._database is None or not asker.guild_id:
            return
        self._counts[asker.guild_id, self._today(), what, name] += number
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_later(), name="write counts")

    async def _write_later(self) -> None:
        await asyncio.sleep(_WRITE_BEHIND)
        try:
            await self.flush()
        except StoreError as error:
            _log.warning("counts have to wait: %s", error)

    def _today(self) -> int:
        return int(self._clock.now().timestamp()) // DAY


def _source(outcome: Outcome) -> str:
    if outcome.engine == "memory":
        return MEMORY
    if outcome.engine == "opencc":
        return REWRITTEN
    return CACHE if outcome.is_cached else FROM_ENGINE
