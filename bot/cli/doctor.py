"""`redbridge doctor`: whether everything that is configured works."""

import argparse
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from bot.cli import Subparsers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.clock import Clock
    from bot.doctor.check import Check, Row
    from bot.errors import SettingsError
    from bot.settings import Settings


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="tell what works and what to fix",
        description="Translate a phrase in both directions with each engine of TRANSLATION_ENGINES, "
        "and tell what to fix. Exit code 0: all is well; 1: something is to be fixed; 78: a setting cannot be read.",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")


def run(args: argparse.Namespace) -> int:
    """Look at everything; 0 if all is well, 1 if something is to be fixed."""
    from bot.cli.running import complete  # noqa: PLC0415 - asyncio; see bot.cli
    from bot.clock import SystemClock  # noqa: PLC0415 - see bot.cli
    from bot.doctor.budget import with_budgets  # noqa: PLC0415 - the store
    from bot.doctor.check import run_all  # noqa: PLC0415 - see bot.cli
    from bot.doctor.settings import load  # noqa: PLC0415 - pydantic

    settings, faults = load()
    clock = SystemClock()
    checks = _checks(settings, faults, clock)
    rows: list[Row] = []

    async def work() -> int:
        rows.extend(await with_budgets(await run_all(checks), settings, clock))
        return int(any(row.fix for row in rows))

    code = complete(work)
    if rows:
        _print(rows, as_json=args.json)
    return code


def _checks(settings: "Settings", faults: "Mapping[str, SettingsError]", clock: "Clock") -> "list[Check]":
    """All checks, in the order of the rows."""
    from functools import partial  # noqa: PLC0415 - see bot.cli

    from bot.doctor.engines import EngineCheck, refused  # noqa: PLC0415 - see bot.cli
    from bot.engines.registry import build_engine  # noqa: PLC0415 - see bot.cli

    return [
        EngineCheck(
            name,
            refused(faults[name]) if name in faults else partial(build_engine, name, settings),
            clock,
            settings.engine_timeout,
        )
        for name in settings.translation_engines
    ]


def _print(rows: "list[Row]", *, as_json: bool) -> None:
    from bot.cli.lines import write  # noqa: PLC0415 - see bot.cli
    from bot.doctor import report  # noqa: PLC0415 - rich
    from bot.i18n import Catalogues, terminal_locale  # noqa: PLC0415 - see bot.cli

    catalogues, locale = Catalogues.load(), terminal_locale(os.environ)
    if as_json:
        write(sys.stdout.buffer, report.as_json(rows, catalogues, locale))
        return
    from rich.console import Console  # noqa: PLC0415 - see above

    stream: TextIO = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show becomes an escape
    Console(highlight=False).print(report.as_table(rows, catalogues, locale))
