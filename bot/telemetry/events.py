"""Which event the running code works on: an id on each line of the log, from the event to what is posted for it.

It is kept in a context variable, which tasks inherit from whoever starts them. Where one task works for several
events, such as the one that posts for a whole channel, each piece of work runs in the context of whoever wanted it.
"""

import logging
import secrets
from contextvars import ContextVar
from typing import Final

_EVENT: Final[ContextVar[str]] = ContextVar("redbridge_event", default="")


def begin() -> str:
    """From here on another event is worked on: its id, which says nothing of what it is."""
    name = secrets.token_hex(4)
    _EVENT.set(name)
    return name


def current() -> str:
    """The id of the event that is worked on; empty if it is none."""
    return _EVENT.get()


def stamp(record: logging.LogRecord) -> bool:
    """Write the id on a log record; as a filter of a handler, which runs where the line was logged."""
    if event := current():
        record.event = event
    return True
