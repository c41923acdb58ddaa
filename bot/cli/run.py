"""`redbridge run`: the bot on Discord."""

import argparse
import gc
from collections.abc import Generator
from contextlib import contextmanager

from bot.cli import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    subparsers.add_parser("run", help="run the bot on Discord", description="Run the bot until it is told to stop.")


def run(_: argparse.Namespace) -> int:
    """Run the bot; 0 after it was asked to stop."""
    with _nothing_thrown_away():
        from bot.settings import Settings  # noqa: PLC0415 - pydantic
        from bot.telemetry import logs  # noqa: PLC0415 - needed by this command alone

        settings = Settings.load()
        token = settings.require_token()
        from bot import app  # noqa: PLC0415 - discord.py and all the rest, once it is clear that they are needed

    levels = dict(settings.log_levels)
    logs.configure(settings.log_level, settings.log_format, levels=levels, secrets=[token])
    app.run(settings)
    return 0


@contextmanager
def _nothing_thrown_away() -> Generator[None]:
    """Let Python load modules without looking through them for garbage.

    Not now, where that is a tenth of the start, and not later, whenever it looks through everything
    (https://docs.python.org/3/library/gc.html#gc.freeze).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
