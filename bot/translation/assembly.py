"""Puts a pipeline together from the settings; without Discord, so that the command line starts quickly."""

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
from bot.language import build_detector
from bot.language.convert import to_simplified, to_traditional
from bot.lexicon.shelf import Shelf
from bot.settings import Settings
from bot.translation.cache import Cache
from bot.translation.library import Library, open_library
from bot.translation.memory import Memory
from bot.translation.notes import NoteBook
from bot.translation.pipeline import Knowledge, Pipeline
from bot.translation.tally import Tally
from bot.words.glossaries import Glossaries

if TYPE_CHECKING:
    from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Translation:
    """A pipeline, and what of it others use or look after. prunes: forget what is out of date; once a day will do."""

    pipeline: Pipeline
    chain: Chain
    cache: Cache
    memory: Memory
    words: Glossaries
    tally: Tally
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
        shelf.open()
        ledger, prunes = _ledger(database, clock, stack)
        cache = Cache(database, clock, entries=settings.cache_entries, days=settings.cache_days)
        stack.push_async_callback(cache.close)
        chain = build_chain(settings, clock, engines, ledger, shelf)
        stack.push_async_callback(chain.close)
        await chain.warm_up()
        library = library or await open_library(shelf)
        memory = Memory(database, clock, to_simplified, to_traditional, library.starter)
        await memory.load()
        words = Glossaries(library.glossary)
        knows = Knowledge(memory, words, library.judge, NoteBook(clock), library.puns)
        tally = Tally(database, clock)
        stack.push_async_callback(tally.close)
        pipeline = Pipeline(build_detector(settings.language_detector), chain, cache, knows, tally)
        yield Translation(pipeline, chain, cache, memory, words, tally, (cache.prune, tally.prune, *prunes))


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
