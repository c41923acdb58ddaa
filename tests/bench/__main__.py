"""`make bench`: each module `bench_*` measures one thing beside something known, and prints their ratio.

ARGS="--quick" makes each a matter of seconds (and its numbers of no worth); ARGS="replies" runs only that one.
"""

import argparse
import asyncio
import importlib
import pkgutil
import sys
from collections.abc import Awaitable
from typing import Protocol, cast

import tests.bench
from tests.bench.pipes import until_nobody_reads
from tests.bench.table import Grid, Grids, Table

PREFIX = "bench_"


class Bench(Protocol):
    """What a module of this kind has."""

    def measure(self, *, quick: bool) -> Awaitable[Table | Grid | Grids]:
        """Run it once."""
        ...


def names() -> list[str]:
    """The benches there are, without their prefix."""
    found = (module.name for module in pkgutil.iter_modules(tests.bench.__path__))
    return sorted(name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX))


async def run(chosen: list[str], *, quick: bool) -> None:
    """One after the other, so that they do not disturb each other."""
    for name in chosen:
        bench = cast("Bench", importlib.import_module(f"{tests.bench.__name__}.{PREFIX}{name}"))
        print(await bench.measure(quick=quick), end="\n\n", flush=True)


def main() -> int:
    """Read the arguments and run; 0."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description="Measure RedBridge.")
    parser.add_argument("benches", nargs="*", metavar="BENCH", help=f"of: {', '.join(names())} (all)")
    parser.add_argument("--quick", action="store_true", help="seconds instead of minutes, to see that it works")
    arguments = parser.parse_args()
    if unknown := set(arguments.benches) - set(names()):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    asyncio.run(run(arguments.benches or names(), quick=arguments.quick))
    return 0


if __name__ == "__main__":
    sys.exit(until_nobody_reads(main))
