"""The firefox engine in tests: built, closed, and asked how many processes it has."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from bot.engines.engine import Request
from bot.engines.firefox.engine import FirefoxEngine
from tests.fakes.firefox import FACTORY

PATIENCE = 20.0


@asynccontextmanager
async def engine(
    root: Path, *, patience: float = PATIENCE, workers: int = 1, factory: str = FACTORY
) -> AsyncIterator[FirefoxEngine]:
    built = FirefoxEngine(root, patience, workers, factory=factory)
    try:
        yield built
    finally:
        await built.close()
        assert children() == []


def children() -> list[int]:
    return [child.pid for child in psutil.Process().children() if "bot.engines.firefox.worker" in child.cmdline()]


async def a_worker() -> None:
    """Wait for a process."""
    while not children():  # noqa: ASYNC110 - a process sets no Event
        await asyncio.sleep(0.01)


def asked(text: str, source: str = "en", target: str = "zh-CN") -> Request:
    return Request(text, source, target)


def journal_of(journal: Path) -> list[tuple[int, str]]:
    lines = journal.read_text(encoding="utf-8").splitlines()
    return [(int(pid), line) for pid, _, line in (line.partition(" ") for line in lines)]


def loads(journal: Path) -> int:
    return sum(line == "LOAD" for _, line in journal_of(journal))
