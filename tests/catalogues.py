"""Reads the catalogues, and extracts the texts of the code with the very command that CONTRIBUTING.md gives."""

import logging
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "locale"
TRANSLATED = ("zh_CN", "zh_TW")
PLACEHOLDER = re.compile(r"{{|}}|{(\w+)}")


def documented(command: str) -> list[str]:
    """The arguments of `pybabel <command>` as CONTRIBUTING.md gives them."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    lines = re.findall(rf"^\.venv/bin/(pybabel {command} .*)$", guide, re.MULTILINE)
    assert len(lines) == 1, f"CONTRIBUTING.md should give one line with pybabel {command}"
    return shlex.split(lines[0])


def extract(target: Path) -> Catalog:
    """Run the documented extraction; the working directory must be the repository."""
    arguments = documented("extract")
    arguments[arguments.index("-o") + 1] = str(target)
    log = logging.getLogger("babel")
    before = log.handlers[:]
    try:
        CommandLineInterface().run(arguments)
    finally:
        log.handlers[:] = before
    return read(target)


def read(path: Path) -> Catalog:
    """A catalogue, from a template or a translation."""
    with path.open("rb") as source:
        return read_po(source)


def translation(name: str) -> Catalog:
    """The catalogue of zh_CN or zh_TW."""
    return read(LOCALE / name / "LC_MESSAGES" / "messages.po")


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Everything but the header."""
    return (message for message in catalogue if message.id)


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    """What identifies each message: its context, and its id (of a plural: both forms)."""
    return {(message.context, "\0".join(forms(message.id))) for message in messages(catalogue)}


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The forms of a plural, or the one form of anything else."""
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {match for match in PLACEHOLDER.findall(text) if match}
