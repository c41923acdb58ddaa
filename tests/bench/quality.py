"""`make bench-quality ENGINE=…`: an engine's translations, through the whole pipeline, beside published systems.

The engine is set up by the environment and .env, as for `redbridge run`. ENGINE may be a comma list; each is measured
by itself. What cannot be reached is named and left out.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import SystemClock
from bot.engines.engine import Answer, Engine, Request
from bot.engines.registry import ENGINE_NAMES, build_engine
from bot.errors import EngineError, NoEngineAnswered, RedBridgeError
from bot.settings import Settings
from bot.translation.assembly import build_translation
from bot.translation.pipeline import Pipeline
from tests.bench import flores
from tests.bench.pipes import until_nobody_reads

AT_ONCE = 8
QUICK = 20


class Meter:
    """An engine that counts what it is asked; what a provider charges is counted in characters sent."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.traits = engine.traits
        self.characters = 0
        self._engine = engine

    async def reach(self) -> None:
        """As the engine."""
        await self._engine.reach()

    async def translate(self, request: Request) -> Answer:
        """As the engine."""
        self.characters += len(request.text)
        return await self._engine.translate(request)

    async def close(self) -> None:
        """As the engine."""
        await self._engine.close()


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one direction. seconds, cpu: for all lines together; silent: lines without a translation."""

    translations: list[str]
    seconds: float
    cpu: float
    characters: int
    silent: int


async def translate_all(pipeline: Pipeline, meter: Meter, texts: Sequence[str], locale: str) -> Run:
    """Translate texts, some at once, in order; a line without a translation is an empty one."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(text: str) -> str:
        async with gate:
            try:
                return (await pipeline.translate(text, locale)).text or ""
            except NoEngineAnswered:
                return ""

    before = meter.characters
    seconds, cpu = time.perf_counter(), time.process_time()
    found = await asyncio.gather(*map(one, texts))
    seconds, cpu = time.perf_counter() - seconds, time.process_time() - cpu
    return Run(list(found), seconds, cpu, meter.characters - before, found.count(""))


async def measure(name: str, settings: Settings, most: int | None) -> None:
    """Print what an engine makes of the data, or why it cannot be asked."""
    try:
        meter = Meter(build_engine(name, settings))
        await meter.reach()
    except (EngineError, RedBridgeError) as error:
        print(f"{name}: left out, it cannot be reached ({error})")
        return
    async with build_translation(settings, SystemClock(), [meter]) as translation:
        for source, target, locale in flores.DIRECTIONS:
            texts = flores.texts(source)[:most]
            run = await translate_all(translation.pipeline, meter, texts, locale)
            scores = flores.score(run.translations, target, flores.texts(target)[:most])
            print(
                f"{name:<16}{f'{source}→{target}':<9}{scores.bleu:>7.1f}{scores.chrf:>7.1f}"
                f"{1000 * run.seconds / len(texts):>9.1f}{1000 * run.cpu / len(texts):>9.1f}"
                f"{run.characters:>10}{run.silent:>8}"
            )


def publish(most: int | None) -> None:
    """Print the published systems' figures for the same lines."""
    for source, target, _ in flores.DIRECTIONS:
        for system in flores.SYSTEMS:
            found = flores.score(flores.answers(system, source, target)[:most], target, flores.texts(target)[:most])
            print(f"{f'({system})':<16}{f'{source}→{target}':<9}{found.bleu:>7.1f}{found.chrf:>7.1f}")


async def run(engines: Sequence[str], most: int | None) -> None:
    """All of it."""
    settings = Settings.load()
    head = ("BLEU", "chrF", "ms/line", "CPU ms", "sent", "silent")
    print(f"{'':<25}{head[0]:>7}{head[1]:>7}{head[2]:>9}{head[3]:>9}{head[4]:>10}{head[5]:>8}")
    for name in engines:
        await measure(name, settings, most)
    publish(most)
    print("(…): published outputs, for the same lines. sent: characters, which is what providers charge for.")


def main() -> int:
    """Read the arguments and run; 1 if the data is not there."""
    parser = argparse.ArgumentParser(prog="make bench-quality", description="Measure an engine's translations.")
    parser.add_argument("engines", help=f"a comma list of: {', '.join(ENGINE_NAMES)}")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} lines only, to see that it works")
    arguments = parser.parse_args()
    chosen = [name for name in arguments.engines.split(",") if name]
    if unknown := set(chosen) - set(ENGINE_NAMES):
        parser.error(f"no such engine: {', '.join(sorted(unknown))}")
    if not flores.is_there():
        print(f"The data is not there: {flores.FOLDER}", file=sys.stderr)
        return 1
    asyncio.run(run(chosen, QUICK if arguments.quick else None))
    return 0


if __name__ == "__main__":
    sys.exit(until_nobody_reads(main))
