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
        description="Look after the database; the bot may be running, but for `restore`.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("upgrade", help="bring the tables up to date, as every start of the bot does")
    actions.add_parser("current", help="tell how new the tables are")
    backup = actions.add_parser("backup", help="copy a SQLite database to a new file")
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist yet")
    restore = actions.add_parser("restore", help="put a copy in the place of a SQLite database; the bot must not run")
    restore.add_argument("file", type=Path, metavar="FILE", help="the copy; the present database is set aside")
    actions.add_parser("check", help="look every page of a SQLite database over")
    actions.add_parser("vacuum", help="give back the room that a SQLite database no longer needs")


def run(args: argparse.Namespace) -> int:
    """Carry out one action; 0 if it succeeded."""
    import asyncio  # noqa: PLC0415 - a third of what the whole help takes

    from bot.settings import Settings  # noqa: PLC0415 - pydantic

    url = Settings.load().database_url.get_secret_value()
    match args.action:
        case "backup":
            _backup(url, args.file)
        case "restore":
            _restore(url, args.file)
        case "check":
            return _check(url)
        case "vacuum":
            _vacuum(url)
        case "upgrade":
            asyncio.run(_upgrade(url))
        case _:
            asyncio.run(_current(url))
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


def _restore(url: str, source: Path) -> None:
    from bot.store.restore import restore  # noqa: PLC0415 - SQLAlchemy

    former = restore(url, source)
    say(N_("{path} is the database now. The next start brings its tables up to date."), path=str(source))
    if former:
        say(N_("The former one is {path}."), path=str(former))


def _check(url: str) -> int:
    """Say what was found; 1 if something is wrong."""
    from bot.store.upkeep import check  # noqa: PLC0415 - SQLAlchemy

    state = check(url)
    sizes = {"used": _megabytes(state.bytes_used), "free": _megabytes(state.bytes_free)}
    say(N_("{path}: {used} MB, and {free} MB are free on its disk."), path=str(state.path), **sizes)
    say(N_("Tables: {revision}"), revision=state.revision or "–")
    for fault in state.faults:
        say(N_("Damaged: {fault}"), fault=fault)
    if state.faults:
        say(N_("Stop RedBridge and restore the newest backup that is whole: redbridge db restore FILE"))
        return 1
    say(N_("Every page is whole."))
    return 0


def _vacuum(url: str) -> None:
    from bot.store.upkeep import vacuum  # noqa: PLC0415 - SQLAlchemy

    before, after = vacuum(url)
    say(N_("The database had {before} MB and has {after} MB now."), before=_megabytes(before), after=_megabytes(after))


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f}"
