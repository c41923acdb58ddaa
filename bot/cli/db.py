"""`redbridge db`: the database, while the bot runs or not."""

import argparse
from pathlib import Path

from bot.cli import Subparsers
from bot.cli.terminal import say
from bot.errors import N_


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "db",
        help="upgrade, look at or copy the database",
        description="Look after the database; the bot may be running.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("upgrade", help="bring the tables up to date, as every start of the bot does")
    actions.add_parser("current", help="tell how new the tables are")
    backup = actions.add_parser("backup", help="copy a SQLite database to a new file")
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist yet")


def run(args: argparse.Namespace) -> int:
    """Carry out one action; 0 if it succeeded."""
    import asyncio  # noqa: PLC0415 - a third of what the whole help takes

    from bot.settings import Settings  # noqa: PLC0415 - pydantic

    url = Settings.load().database_url.get_secret_value()
    if args.action == "backup":
        _backup(url, args.file)
    else:
        asyncio.run(_upgrade(url) if args.action == "upgrade" else _current(url))
    return 0


async def _upgrade(url: str) -> None:
    from bot.store.database import Database  # noqa: PLC0415 - SQLAlchemy
    from bot.store.schema import REVISION  # noqa: PLC0415 - SQLAlchemy

    database = await Database.open(url)
    await database.close()
    say(N_("The database is up to date: its tables are {revision}."), revision=REVISION)


async def _current(url: str) -> None:
    from bot.store.database import revision  # noqa: PLC0415 - SQLAlchemy
    from bot.store.schema import REVISION  # noqa: PLC0415 - SQLAlchemy

    found = await revision(url)
    if found is None:
        say(N_("There are no tables yet. The first start of the bot makes them, or: redbridge db upgrade"))
    elif found == REVISION:
        say(N_("The tables are {found}, as this version of RedBridge wants them."), found=found)
    else:
        say(N_("The tables are {found}; this version of RedBridge wants {known}."), found=found, known=REVISION)


def _backup(url: str, target: Path) -> None:
    from bot.store.backup import back_up  # noqa: PLC0415 - SQLAlchemy

    back_up(url, target)
    say(N_("The database was copied to {path}."), path=str(target))
