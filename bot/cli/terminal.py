"""Words to the person at the terminal, in their language."""

import os
import sys
from typing import TextIO

from bot.errors import RedBridgeError


def say(msgid: str, /, **params: str | int) -> None:
    """Write a line to standard output."""
    _write(sys.stdout, _render(msgid, params))


def complain(error: RedBridgeError) -> None:
    """Write an error to standard error, as one line."""
    _write(sys.stderr, f"redbridge: {_render(error.message_id, error.params)}")


def locale() -> str:
    """The locale of the person at the terminal."""
    from bot.i18n import terminal_locale  # noqa: PLC0415 - most commands say nothing

    return terminal_locale(os.environ)


def _render(msgid: str, params: dict[str, str | int]) -> str:
    from bot.i18n import CatalogueMissing, Catalogues  # noqa: PLC0415 - as above

    try:
        return Catalogues.load().text(locale(), msgid, **params)
    except CatalogueMissing:
        return msgid.format(**params)


def _write(stream: TextIO, text: str) -> None:
    """Write whatever the terminal's encoding: what it cannot show becomes an escape."""
    encoding = stream.encoding or "utf-8"
    stream.write(" ".join(text.splitlines()).encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
