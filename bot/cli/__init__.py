"""The commands of the command line.

A module has `add_parser(subparsers)` and `run(args) -> int`, the exit code. What takes long to import is imported
inside `run`, so that `redbridge --help` answers at once.
"""

import argparse
from typing import Any, Protocol


class Subparsers(Protocol):
    """What `ArgumentParser.add_subparsers` gives; argparse has no public name for it."""

    choices: dict[str, argparse.ArgumentParser]

    def add_parser(self, name: str, **options: Any) -> argparse.ArgumentParser:
        """Add a command; `options` are those of ArgumentParser, and `help`."""
        ...


class Command(Protocol):
    """A module of this package."""

    def add_parser(self, subparsers: Subparsers) -> None:
        """Add the command, or commands, of this module."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Carry it out; the exit code."""
        ...
