"""Puts a pipeline together from the settings; without Discord, so that the command line starts quickly."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.engines.budget import Budgets, Ledger, Limits, MemoryLedger
from bot.engines.chain import Chain
from bot.engines.desk import Room
from bot.engines.engine import Engine
from bot.engines.registry import build_engine
from bot.language import LateDetector
from bot.language.convert import to_simplified, to_traditional
from bot.lexicon.shelf import Shelf
from bot.settings import Settings
from bot.translation.cache import Cache
from bot.translation.library import Library, Reading, load_glossary, open_library
from bot.translation.memory import Gazetteer, Memory, Starter
from bot.translation.notes import NoteBook
from bot.translation.pipeline import Knowledge, Pipeline
from bot.translation.tally import Tally
from bot.words.glossaries import Glossaries

if TYPE_CHECKING:
    from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Translation:
    """A pipeline, and what of it others use or look after.

    reading: what the pipeline knows, read when it is first wanted; raises RedBridgeError if the package is damaged.
    prunes: forget what is out of date; once a day will do.
    """

    pipeline: Pipeline
    chain: Chain
    cache: Cache
    memory: Memory
    words: Glossaries
    tally: Tally
    reading: Reading[Knowledge]
    prunes: tuple[Callable[[], Awaitable[None]], ...]


def build_chain(
    settings: Settings,
    clock: Clock,
    engines: Sequence[Engine] | None = None,
    ledger: Ledger | None = None,
    shelf: Shelf | None = None,
) -> Chain:
    """Put the engines that the settings name into a chain, or those that are given.

    ledger: where it is written down what was spent; None: it is forgotten with the process. shelf: the dictionary,
    where others use it, too.
    """
    chosen = (
        engines
        if engines is not None
        else [build_engine(name, settings, shelf) for name in settings.translation_engines]
    )
    limits = Limits(settings.budget_engine, settings.budget_guild, settings.budget_member)
    budgets = Budgets(ledger or MemoryLedger(), limits, clock)

    def room(engine: str) -> Room:
        return Room(at_once=settings.engine_at_once.of(engine) or Room().at_once)

    return Chain(chosen, clock, timeout=settings.engine_timeout, budgets=budgets, room=room)


@asynccontextmanager
async def build_translation(
    settings: Settings,
    clock: Clock,
    engines: Sequence[Engine] | None = None,
    database: "Database | None" = None,
    library: Library | None = None,
) -> AsyncGenerator[Translation]:
    """Build what turns texts into translations, and close it at the end.

    engines: those to use instead of the ones that the settings name. database: where answers, approved translations and
    what was spent are kept; None: nothing outlives the process. library: one that is open already.
    Raises SettingsError where an engine lacks a setting.
    """
    async with AsyncExitStack() as stack:
        shelf = Shelf(library.dictionary if library else None)
        stack.push_async_callback(shelf.close)
        ledger, prunes = _ledger(database, clock, stack)
        cache = Cache(database, clock, entries=settings.cache_entries, days=settings.cache_days)
        stack.push_async_callback(cache.close)
        chain = build_chain(settings, clock, engines, ledger, shelf)
        stack.push_async_callback(chain.close)
        starter = library.starter if library else Starter(to_simplified, to_traditional, Gazetteer({}, {}))
        memory = Memory(database, clock, to_simplified, to_traditional, starter)
        await memory.load()
        words = Glossaries(library.glossary if library else load_glossary)
        notes, detector = NoteBook(clock), LateDetector(settings.language_detector)

        async def read() -> Knowledge:
            """Engines are contacted after that: while it is read, a sign of life could be missed."""
            books = library or await open_library(shelf, lambda: words.shared)
            await asyncio.to_thread(detector.prepare)
            memory.bring(books.starter)
            await chain.warm_up()
            return Knowledge(memory, words, books.judge, notes, books.puns)

        reading = Reading(read)
        stack.push_async_callback(reading.close)
        if library:
            await reading.get()
        tally = Tally(database, clock)
        stack.push_async_callback(tally.close)
        pipeline = Pipeline(detector, chain, cache, reading.get, tally)
        prune = (cache.prune, tally.prune, *prunes)
        yield Translation(pipeline, chain, cache, memory, words, tally, reading, prune)


def _ledger(
    database: "Database | None", clock: Clock, stack: AsyncExitStack
) -> tuple[Ledger, tuple[Callable[[], Awaitable[None]], ...]]:
    """Where it is written down what was spent, and what forgets old days."""
    if database is None:
        return MemoryLedger(), ()
    from bot.translation.ledger import StoredLedger  # noqa: PLC0415 - the command line need not load the store

    ledger = StoredLedger(database, clock)
    stack.push_async_callback(ledger.close)
    return ledger, (ledger.prune,)
