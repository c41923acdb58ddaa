"""Puts a pipeline together from the settings; without Discord, so that the command line starts quickly."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from bot.clock import Clock
from bot.engines.chain import Chain
from bot.engines.engine import Engine
from bot.engines.registry import build_engine
from bot.language import build_detector
from bot.settings import Settings
from bot.translation.pipeline import Pipeline


@asynccontextmanager
async def build_pipeline(
    settings: Settings, clock: Clock, engines: Sequence[Engine] | None = None
) -> AsyncGenerator[Pipeline]:
    """Build what turns texts into translations, and close its engines at the end.

    engines: those to use instead of the ones that the settings name.
    """
    chosen = engines if engines is not None else [build_engine(name, settings) for name in settings.translation_engines]
    chain = Chain(chosen, clock, timeout=settings.engine_timeout)
    try:
        await chain.warm_up()
        yield Pipeline(build_detector(settings.language_detector), chain)
    finally:
        await chain.close()
