"""`redbridge doctor`: whether everything that is configured works."""

import argparse
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from bot.cli import Subparsers
from bot.doctor import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.clock import Clock
    from bot.doctor.check import Check, Row
    from bot.errors import SettingsError
    from bot.settings import Settings


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "doctor",
        help="tell what works and what to fix",
        description="Look at the settings, the catalogues, the database and its copies, Discord (token, intents, "
        "gateway, clock) and each engine of TRANSLATION_ENGINES, which translates a phrase in both directions, and "
        "tell what to fix. Nothing is changed, and the bot may be running. "
        "Exit code 0: all is well; 1: something is to be fixed; 78: a setting cannot be read.",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument(
        "--only", action="append", choices=KINDS, metavar="KIND", help=f"look at this alone, one of {', '.join(KINDS)}"
    )


def run(args: argparse.Namespace) -> int:
    """Look at everything; 0 if all is well, 1 if something is to be fixed."""
    from bot.cli.running import complete  # noqa: PLC0415 - asyncio; see bot.cli
    from bot.clock import SystemClock  # noqa: PLC0415 - see bot.cli
    from bot.doctor.budget import with_budgets  # noqa: PLC0415 - the store
    from bot.doctor.check import run_all  # noqa: PLC0415 - see bot.cli
    from bot.doctor.settings import load  # noqa: PLC0415 - pydantic

    settings, faults = load()
    clock = SystemClock()
    checks = [
        check for kind in KINDS if kind in (args.only or KINDS) for check in _checks(kind, settings, faults, clock)
    ]
    rows: list[Row] = []

    async def work() -> int:
        rows.extend(await with_budgets(await run_all(checks), settings, clock))
        return int(any(row.fix for row in rows))

    code = complete(work)
    if rows:
        _print(rows, as_json=args.json)
    return code


def _checks(
    kind: str, settings: "Settings", faults: "Mapping[str, SettingsError]", clock: "Clock"
) -> "Sequence[Check]":
    """All checks of a kind, in the order of the rows."""
    match kind:
        case "settings":
            from bot.doctor.environment import SettingsCheck  # noqa: PLC0415 - see bot.cli

            return [SettingsCheck({name.upper() for name in type(settings).model_fields}, os.environ)]
        case "catalogues":
            from bot.doctor.catalogues import CataloguesCheck  # noqa: PLC0415 - see bot.cli
            from bot.i18n import catalogue_folder  # noqa: PLC0415 - see bot.cli

            return [CataloguesCheck(catalogue_folder())]
        case "database":
            return _of_database(settings, clock)
        case "discord":
            from bot.doctor.discord import checks  # noqa: PLC0415 - see bot.cli
            from bot.doctor.visit import Visitor  # noqa: PLC0415 - aiohttp

            return checks(Visitor(settings, clock))
        case _:
            return _of_engines(settings, faults, clock)


def _of_database(settings: "Settings", clock: "Clock") -> "Sequence[Check]":
    from pathlib import Path  # noqa: PLC0415 - see bot.cli

    from bot.doctor.storage import CopiesCheck, DatabaseCheck  # noqa: PLC0415 - SQLAlchemy
    from bot.store.copies import Copies  # noqa: PLC0415 - SQLAlchemy

    url, hours = settings.database_url.get_secret_value(), settings.backup_hours
    database = DatabaseCheck(url, clock)
    if settings.backup_folder is None:
        return [database]
    folder = Path(settings.backup_folder)
    copies = Copies(url, folder, clock, hours=hours, keep=settings.backup_keep)
    return [database, CopiesCheck(copies, folder, clock, hours)]


def _of_engines(settings: "Settings", faults: "Mapping[str, SettingsError]", clock: "Clock") -> "Sequence[Check]":
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
    from bot.i18n import ENGLISH, CatalogueMissing, Catalogues, terminal_locale  # noqa: PLC0415 - see bot.cli

    locale = terminal_locale(os.environ)
    try:
        catalogues = Catalogues.load()
    except CatalogueMissing:  # one of the rows says so, in English
        catalogues, locale = Catalogues({}), ENGLISH
    if as_json:
        write(sys.stdout.buffer, report.as_json(rows, catalogues, locale))
        return
    from rich.console import Console  # noqa: PLC0415 - see above

    stream: TextIO = sys.stdout
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # what the terminal cannot show becomes an escape
    Console(highlight=False).print(report.as_table(rows, catalogues, locale))
