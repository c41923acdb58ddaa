"""Watching for a text or a key where neither may be: in logs, in what is printed, in errors and all behind them.

An engine's cases are LeakCases, each with a `stage`: an async context manager that yields an engine which knows KEY and
is about to fail in one way (or to answer well). test_leaks runs them all.
"""

import logging
import traceback
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass

from bot.engines.engine import Engine
from tests.service.engines.secrets import TRACES


@dataclass(frozen=True, slots=True)
class Staged:
    """An engine whose hour has come, and the address that it asks ("" if it has none)."""

    engine: Engine
    url: str = ""


@dataclass(frozen=True, slots=True)
class LeakCase:
    """engine, failure: for the name of the test. fails: whether the engine is to raise."""

    engine: str
    failure: str
    stage: Callable[[], AbstractAsyncContextManager[Staged]]
    fails: bool = True

    def __str__(self) -> str:
        return f"{self.engine}-{self.failure.replace(' ', '_')}"


class _Everything(logging.Handler):
    """Keeps all that a log could show of each record."""

    def __init__(self) -> None:
        super().__init__(0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "aiohttp.server":  # the fake service's own: the bot serves nothing with it
            return
        shown = [record.getMessage(), repr(record.__dict__)]
        if record.exc_info and record.exc_info[1]:
            shown += tell(record.exc_info[1])
        self.lines.append("\n".join(shown))


@contextmanager
def every_logger_on() -> Generator[list[str]]:
    """Turn every logger there is to DEBUG, whatever its level was, and keep what they say."""
    handler = _Everything()
    root = logging.getLogger()
    known = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    before = [(each, each.level, each.propagate, each.disabled) for each in [root, *known]]
    root.addHandler(handler)
    for each, *_ in before:
        each.setLevel(logging.DEBUG)
        each.propagate, each.disabled = True, False
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        for each, level, propagate, disabled in before:
            each.setLevel(level)
            each.propagate, each.disabled = propagate, disabled


def tell(error: BaseException | None) -> Iterator[str]:
    """All that an error says, and all that the errors behind it say."""
    if error is None:
        return
    yield f"{error} {error!r} {error.args!r} {vars(error)!r} {getattr(error, '__notes__', [])!r}"
    yield "".join(traceback.format_exception(error))
    yield from tell(error.__cause__)
    yield from tell(error.__context__)


def traces(said: str, url: str) -> list[str]:
    """What must not be in `said`, and is."""
    return [trace for trace in (*TRACES, *([url] if url else [])) if trace in said]
