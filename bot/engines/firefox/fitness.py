"""Which model cannot be used, and whether that may have changed."""

import logging
import time
from collections.abc import Callable
from typing import Final

from bot.engines.firefox.process import Order

_log = logging.getLogger(__name__)

# Of each file: where it is, what it should be, and its number, size and time of change, None where it is not there.
_State = tuple[tuple[str, str, tuple[int, int, int] | None], ...]

# Not everything shows in the files: another version of the library may take a model that this one refused.
_GRUDGE: Final = 600.0


class Fitness:
    """Remembers why the model of one direction cannot be used, for as long as its files stay as they are.

    So a broken model costs a look at its files for each text, not a process; and a file that was put right, or a model
    that was pulled again, is taken up with the next text. The log hears of each reason once.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._state: _State | None = None
        self._reason = ""
        self._until = 0.0

    def fault(self, order: Order) -> str:
        """Why `order` need not be tried; "" if it may be."""
        if self._state is None or self._state != _state_of(order) or self._monotonic() >= self._until:
            return ""
        return self._reason

    def watch(self, order: Order) -> None:
        """Note the files as they are before they are read."""
        self._state, self._until = _state_of(order), 0.0

    def failed(self, reason: str) -> None:
        """Note why the model that was watched last cannot be used."""
        self._until = self._monotonic() + _GRUDGE
        self.report(reason)

    def well(self) -> None:
        """Note that the model was loaded."""
        if self._reason:
            _log.info("engine firefox: works again where it did not: %s", self._reason)
        self._reason = ""

    def report(self, reason: str) -> None:
        """Let the log know why this direction is left out, unless it does."""
        if reason != self._reason:
            _log.warning("engine firefox: one direction is left out: %s", reason)
        self._reason = reason


def _state_of(order: Order) -> _State:
    return tuple((str(path), order.sha256[kind], _mark(order, kind)) for kind, path in sorted(order.files.items()))


def _mark(order: Order, kind: str) -> tuple[int, int, int] | None:
    try:
        found = order.files[kind].stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
