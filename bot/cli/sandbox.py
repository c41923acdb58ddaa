"""`redbridge sandbox`: RedBridge on a Discord of its own, to try it, to play transcripts, or for another bot."""

import argparse
import sys
from importlib.resources import files
from pathlib import Path
from typing import Final

from bot.cli import Subparsers
from bot.cli.terminal import complain
from bot.errors import N_, RedBridgeError

_LAST_PORT: Final = 65_535


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "sandbox",
        help="try RedBridge on a Discord of its own, without a token",
        description="Start RedBridge with a small Discord on this machine. On a terminal you take part in the "
        "conversation; without one, a demonstration is played.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--script", metavar="FILE", help="play a transcript (- for standard input)")
    what.add_argument("--serve", action="store_true", help="only the Discord, for another bot to connect to")
    parser.add_argument("--jsonl", action="store_true", help="write every event as one JSON object a line")
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="the port of 127.0.0.1; default: a free one")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the bot's database and log in this directory")


def _port(text: str) -> int:
    if not (text.isdecimal() and int(text) <= _LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is no port; choose a number from 0 to {_LAST_PORT}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Serve, play or converse; 0 all went well, 1 the bot failed, 2 the transcript cannot be read or played."""
    from bot.cli import trials  # noqa: PLC0415 - the whole sandbox

    if args.serve:
        return trials.serve(args.port, jsonl=args.jsonl)
    place = trials.Place(args.port, args.keep)
    if args.script is None and not args.jsonl and sys.stdin.isatty():
        return trials.converse(place)
    try:
        name, data = _script(args.script)
    except RedBridgeError as error:
        complain(error)
        return trials.MALFORMED
    return trials.play(place, name, data, jsonl=args.jsonl)


def _script(name: str | None) -> tuple[str, bytes]:
    """The name and the content of the transcript to play; RedBridgeError if it cannot be read."""
    if name is None:
        return "demo.txt", files("bot.sandbox").joinpath("demo.txt").read_bytes()
    if name == "-":
        return "<stdin>", sys.stdin.buffer.read()
    try:
        return name, Path(name).read_bytes()
    except OSError as error:
        raise RedBridgeError(
            N_("The transcript {path} cannot be read: {reason}."), path=name, reason=error.strerror or str(error)
        ) from None
