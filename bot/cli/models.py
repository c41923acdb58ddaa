"""`redbridge models`: Mozilla's translation models on this machine, for the firefox engine."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli import Subparsers
from bot.cli.terminal import complain, say
from bot.errors import N_, UserError

if TYPE_CHECKING:
    from bot.models.folder import Folder
    from bot.models.pairs import Pair
    from bot.settings import Settings

_PAIRS: Final = "en-zh, zh-en"
_FAILED: Final = 1
_WRONG_USE: Final = 2


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "models",
        help="fetch, list, check or remove the models of the firefox engine",
        description="Look after the models of the firefox engine. A bot that runs uses new ones after a restart.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    pull = actions.add_parser("pull", help="download models, or bring them up to date")
    listing = actions.add_parser("list", help="show what is here")
    verify = actions.add_parser("verify", help="read every file and tell which are damaged")
    remove = actions.add_parser("remove", help="delete models")
    for action in (pull, listing, verify):
        action.add_argument("pairs", nargs="*", metavar="PAIR", help=f"one of {_PAIRS}; all of them if none is named")
    remove.add_argument("pairs", nargs="+", metavar="PAIR", help=f"one of {_PAIRS}")


def run(args: argparse.Namespace) -> int:
    """Carry out one action; 0 done, 1 failed or damaged, 2 for an unknown pair."""
    from bot.models.folder import Folder  # noqa: PLC0415 - see bot.cli
    from bot.settings import Settings  # noqa: PLC0415 - pydantic

    try:
        pairs = _pairs(args.pairs)
    except UserError as error:
        complain(error)
        return _WRONG_USE
    settings = Settings.load()
    folder = Folder(Path(settings.firefox_models))
    if args.action == "pull":
        return _pull(settings, folder, pairs)
    return {"list": _list, "verify": _verify, "remove": _remove}[args.action](folder, pairs)


def _pairs(names: Sequence[str]) -> list["Pair"]:
    """The pairs of these names, each once; all of them for none. Raises UserError."""
    from bot.models.pairs import PAIRS, pair_named  # noqa: PLC0415 - see bot.cli

    chosen: dict[Pair, None] = {}
    for name in names:
        pair = pair_named(name)
        if pair is None:
            raise UserError(N_("Unknown pair “{value}”. Known pairs: {known}."), value=name[:40], known=_PAIRS)
        chosen[pair] = None
    return list(chosen) or list(PAIRS)


def _pull(settings: "Settings", folder: "Folder", pairs: "Sequence[Pair]") -> int:
    from bot.cli.progress import progress  # noqa: PLC0415 - rich
    from bot.cli.running import complete  # noqa: PLC0415 - asyncio; see bot.cli
    from bot.models.mirror import Mirror  # noqa: PLC0415 - aiohttp
    from bot.models.pull import pull, require_unpacker  # noqa: PLC0415 - see bot.cli

    require_unpacker()

    async def work() -> int:
        with progress() as watcher:
            async with Mirror(settings.firefox_mirror, settings.firefox_attachments) as mirror:
                await pull(folder, mirror, pairs, watcher)
        return 0

    return complete(work)


def _list(folder: "Folder", pairs: "Sequence[Pair]") -> int:
    from bot.models.files import readable  # noqa: PLC0415 - see bot.cli

    found = [installed for pair in pairs if (installed := folder.installed(pair))]
    for installed in found:
        say(
            N_("{pair}  version {version}  {size}  {folder}"),
            pair=installed.pair.name,
            version=installed.version,
            size=readable(installed.size),
            folder=str(installed.folder),
        )
    if not found:
        say(N_("No models are here yet. Fetch them: redbridge models pull"))
    return 0


def _verify(folder: "Folder", pairs: "Sequence[Pair]") -> int:
    damaged = False
    found = [installed for pair in pairs if (installed := folder.installed(pair))]
    for installed in found:
        names = installed.damaged()
        damaged |= bool(names)
        if names:
            msgid = N_("{pair}: damaged or missing: {files}. Fetch them again: redbridge models pull {pair}")
            say(msgid, pair=installed.pair.name, files=", ".join(names))
        else:
            say(N_("{pair}: every file is as it was downloaded."), pair=installed.pair.name)
    if not found:
        say(N_("No models are here yet. Fetch them: redbridge models pull"))
    return _FAILED if damaged else 0


def _remove(folder: "Folder", pairs: "Sequence[Pair]") -> int:
    from bot.models.errors import writing  # noqa: PLC0415 - see bot.cli
    from bot.models.lock import alone  # noqa: PLC0415 - see bot.cli

    for pair in pairs:
        removed = False
        if folder.root.is_dir():
            with writing(folder.root, ""), alone(folder.root):
                removed = folder.remove(pair)
        gone, none = N_("{pair}: removed."), N_("{pair}: there was no model to remove.")
        say(gone if removed else none, pair=pair.name)
    return 0
