"""Telling languages apart in chat, beside the detectors that others use."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.children import child
from tests.bench.detectors import DETECTORS
from tests.bench.lid import CHAT, PAIRS, coarse, read, variants
from tests.bench.table import Column, Grid

TITLE = "Detection of chat lines"
COLUMNS = (
    Column("all", "%"),
    Column("zh", "%"),
    Column("en", "%"),
    Column("kaomoji", "%"),
    Column("Hans/Hant", "%"),
    Column("a line", "µs", "{:.1f}"),
    Column("memory", "MiB", "{:.1f}"),
    Column("ready in", "ms", "{:.0f}"),
)
WITHIN = 600.0
QUICK = 30


@dataclass(frozen=True, slots=True)
class Task:
    """What each detector gets to read, and what it should say."""

    lines: list[str]
    labels: list[str]
    kinds: list[str]
    pairs: list[str]
    variants: list[str]


async def measure(*, quick: bool) -> Grid:
    """Give each detector, in a fresh process, the same lines."""
    if not (CHAT.exists() and PAIRS.exists()):
        return Grid(TITLE, COLUMNS, (), (f"Skipped: there are no labelled lines at {CHAT.parent}.",))
    task = _task(QUICK if quick else 1)
    rows: list[tuple[str, tuple[float | None, ...]]] = []
    notes = [f"{len(task.lines):,} lines and {len(task.pairs)} texts in one of two variants; each in a fresh process."]
    with tempfile.TemporaryDirectory(prefix="redbridge-bench-") as name:
        for detector in DETECTORS:
            found = await _measured(detector, task, Path(name))
            if "missing" in found:
                notes.append(f"Left out: {detector} is not installed ({found['missing']} is missing).")
            else:
                rows.append((detector, _row(found, task)))
    notes.append("Memory is what the process grew. lingua reads its models as lines need them, not before it is ready.")
    return Grid(TITLE, COLUMNS, tuple(rows), tuple(notes))


def _task(step: int) -> Task:
    lines = read(CHAT)[::step]
    pairs = variants()[::step]
    return Task(
        [text for text, _, _ in lines],
        [coarse(label) for _, label, _ in lines],
        [source for _, _, source in lines],
        [text for text, _ in pairs],
        [label for _, label in pairs],
    )


async def _measured(name: str, task: Task, folder: Path) -> Any:
    async with child("detectors", folder, name) as process:
        await process.tell({"lines": task.lines, "pairs": task.pairs})
        return await process.hear(WITHIN)


def _row(found: Any, task: Task) -> tuple[float | None, ...]:
    right = [coarse(code) == label for code, label in zip(found["codes"], task.labels, strict=True)]
    told = [code[-4:] == label[-4:] for code, label in zip(found["variants"], task.variants, strict=True)]
    return (
        _percent(right),
        _percent([one for one, label in zip(right, task.labels, strict=True) if label == "zh"]),
        _percent([one for one, label in zip(right, task.labels, strict=True) if label == "en"]),
        _percent([one for one, kind in zip(right, task.kinds, strict=True) if kind == "kaomoji"]),
        _percent(told) if any(code.startswith("zh-") for code in found["variants"]) else None,
        found["micros"],
        found["mib"],
        found["millis"],
    )


def _percent(right: list[bool]) -> float | None:
    return 100 * sum(right) / len(right) if right else None
