"""Silence of the HTTP libraries while a text is on its way.

urllib3 logs the URL of each request at DEBUG, and that of odd answers at WARNING; with some services the text is part
of it. A log level is not enough: whoever turns every logger on would turn these on as well.
"""

import logging
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

_LOUD: Final = (
    "charset_normalizer",
    "requests",
    "urllib3.connection",
    "urllib3.connectionpool",
    "urllib3.contrib.socks",
    "urllib3.poolmanager",
    "urllib3.response",
    "urllib3.util.retry",
)
_here = threading.local()


def _passes(_: logging.LogRecord) -> bool:
    return not getattr(_here, "silent", False)


@contextmanager
def silence() -> Generator[None]:
    """Let nothing that the HTTP libraries log in this thread reach a log."""
    _here.silent = True
    try:
        yield
    finally:
        _here.silent = False


def hush() -> None:
    """Make the HTTP libraries' loggers heed `silence`; more than once does no harm."""
    for name in _LOUD:
        logging.getLogger(name).addFilter(_passes)
