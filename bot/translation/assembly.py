"""Puts a pipeline together from the settings; without Discord, so that the command line starts quickly."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.engines.budget import Budgets, Ledger, Limits, MemoryLedger
from bot.engines.chain import Chain
from bot.engines.desk import Room
from bot.engines.engine import Engine
from bot.engines.registry import build_engine
from bot.language import build_detector
from bot.settings import Settings
from bot.translation.pipeline import Pipeline


def build_chain(
    settings: Settings, clock: Clock, engines: Sequence[Engine] | None = None, ledger: Ledger | None = None
) -> Chain:
    """Put the engines that the settings name into a chain, or those that are given.

    ledger: where it is written down what was spent; None: it is forgotten with the process.
    """
    chosen = engines if engines is not None else [build_engine(name, settings) for name in settings.translation_engines]
    limits = Limits(settings.budget_engine, settings.budget_guild, settings.budget_member)
    budgets = Budgets(ledger or MemoryLedger(), limits, clock)

    def room(engine: str) -> Room:
        return Room(at_once=settings.engine_at_once.of(engine) or Room().at_once)

    return Chain(chosen, clock, timeout=settings.engine_timeout, budgets=budgets, room=room)


@asynccontextmanager
async def build_pipeline(
    settings: Settings, clock: Clock, engines: Sequence[Engine] | None = None, ledger: Ledger | None = None
) -> AsyncGenerator[Pipeline]:
    """Build what turns texts into translations, and close its engines at the end.

    engines: those to use instead of the ones that the settings name. ledger: see build_chain.
    """
    chain = build_chain(settings, clock, engines, ledger)
    try:
        await chain.warm_up()
        yield Pipeline(build_detector(settings.language_detector), chain)
    finally:
        await chain.close()
