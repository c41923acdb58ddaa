"""The command line, `redbridge` or `python -m bot`."""

import argparse
import logging
import os
import secrets
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, cast

from bot import __version__
from bot.cli import Command, Subparsers
from bot.cli.terminal import complain
from bot.errors import N_, RedBridgeError, SettingsError

# The modules of bot.cli that add commands, in the order of the help.
COMMANDS: Final = ("run", "sandbox", "texts", "explain", "doctor", "models", "db")

_FAILED: Final = 1
_INTERRUPTED: Final = 128 + 2  # as a shell tells SIGINT and SIGPIPE
_NO_READER: Final = 128 + 13
_CONFIGURATION: Final = 78  # EX_CONFIG of sysexits.h


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 failed, 2 wrong use, 78 a setting is wrong, 130 interrupted."""
    parser = _parser()
    args = parser.parse_args(argv)
    if args.command is None:
        parser.print_help()
        return 0
    try:
        code = cast("Command", args.module).run(args)
        sys.stdout.flush()
    except Exception as error:  # noqa: BLE001 - whatever happens, a user sees a sentence
        return _explain(error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("redbridge", description="RedBridge: one conversation in English and Chinese.")
    parser.add_argument("--version", action="version", version=f"redbridge {__version__}")
    commands = cast("Subparsers", parser.add_subparsers(dest="command", metavar="COMMAND"))
    for name in COMMANDS:
        module = cast("Command", import_module(f"bot.cli.{name}"))
        known = set(commands.choices)
        module.add_parser(commands)
        for new in commands.choices.keys() - known:
            commands.choices[new].set_defaults(module=module)
    return parser


def _explain(error: Exception) -> int:
    """Say what went wrong in one line, and choose the exit code. Only a bug leaves a traceback, in the log."""
    if isinstance(error, BrokenPipeError):
        # Nobody reads on, as with `| head`. Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NO_READER
    if isinstance(error, RedBridgeError):
        complain(error)
        return _CONFIGURATION if isinstance(error, SettingsError) else _FAILED
    error_id = secrets.token_hex(4)
    _log_bug(error, error_id)
    complain(
        RedBridgeError(
            N_("Something went wrong inside RedBridge. The log has the details under the number {error_id}."),
            error_id=error_id,
        )
    )
    return _FAILED


def _log_bug(error: Exception, error_id: str) -> None:
    if not logging.getLogger().handlers:
        from bot.telemetry import logs  # noqa: PLC0415 - only where something failed before logging was set up

        logs.configure("INFO")
    logging.getLogger("bot").critical("unexpected error %s", error_id, exc_info=error)


if __name__ == "__main__":
    sys.exit(main())
