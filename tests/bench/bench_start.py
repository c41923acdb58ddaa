"""From the start of the process to Discord's READY, and how long the help takes, beside a ten-line bot."""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.sandbox.sandbox import Sandbox
from tests.bench.children import ROOT
from tests.bench.table import Column, Grid

ROUNDS, QUICK = 9, 1
READY_WITHIN: Final = 60.0
OURS: Final = (sys.executable, "-m", "bot", "run")
PLAIN: Final = (sys.executable, "-m", "tests.bench.hello_bot")
HELP: Final = (sys.executable, "-m", "bot", "--help")
NOTHING: Final = (sys.executable, "-c", "pass")
COLUMNS: Final = (Column("first start", "s"), Column("next start", "s"), Column("help", "s", "{:.3f}"))


async def measure(*, quick: bool) -> Grid:
    """Start both in turn, several times; the medians."""
    taken: dict[str, list[tuple[float, float, float]]] = {"RedBridge": [], "plain": []}
    for _ in range(QUICK if quick else ROUNDS):
        for name, command, helping in (("RedBridge", OURS, HELP), ("plain", PLAIN, NOTHING)):
            with tempfile.TemporaryDirectory(prefix="redbridge-bench-") as folder:
                first, second = await _start(command, Path(folder)), await _start(command, Path(folder))
            taken[name].append((first, second, await _run(helping)))
    rows = tuple((name, tuple(map(statistics.median, zip(*each, strict=True)))) for name, each in taken.items())
    notes = (
        "start: from the process to READY, in a sandbox with one server; the first one makes the database.",
        f"help: `redbridge --help` beside `python -c pass`. Medians of {QUICK if quick else ROUNDS}.",
        "wanted: the first start in less than 2 s, the help in less than 0.3 s.",
    )
    return Grid("Starting", COLUMNS, rows, notes)


async def _start(command: tuple[str, ...], folder: Path) -> float:
    """Seconds from the process to READY."""
    async with Sandbox() as sandbox:
        channel = sandbox.add_guild("Bench").add_channel("general")
        environ = {
            "DISCORD_TOKEN": sandbox.token,
            "DISCORD_API_BASE": sandbox.api_base,
            "DISCORD_GATEWAY_URL": sandbox.gateway_url,
            "DISCORD_CDN_BASE": sandbox.cdn_base,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
            "BENCH_CHANNELS": str(channel.id),
        }
        begun = time.perf_counter()
        process = await _process(command, environ)
        try:
            await sandbox.ready(READY_WITHIN)
            return time.perf_counter() - begun
        finally:
            process.terminate()
            await process.wait()


async def _run(command: tuple[str, ...]) -> float:
    """Seconds from the process to its end."""
    begun = time.perf_counter()
    await (await _process(command, {})).wait()
    return time.perf_counter() - begun


async def _process(command: tuple[str, ...], environ: Mapping[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
