"""Logging: for people on a terminal, as JSON lines for machines; with ids, and never with what people wrote."""

import json
import logging
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from bot.telemetry import events
from bot.telemetry.redact import Redactor

# Everything else at DEBUG writes people's messages (discord.py: each event; urllib3: each URL), so it stays at INFO.
_OWN: Final = ("bot", "cogs")
_NOISY: Final = ("aiohttp.access", "alembic", "sqlalchemy")
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_CONTROL: Final = {code: f"\\x{code:02x}" for code in (*range(32), *range(0x7F, 0xA0))} | {
    9: "\\t",
    10: "\\n",
    13: "\\r",
}


class Handler(logging.StreamHandler[TextIO]):
    """Writes to a stream whatever its encoding; one of these at most is on the root logger."""

    def format(self, record: logging.LogRecord) -> str:
        """Render a record so that the stream can encode it: lone surrogates and foreign letters as escapes."""
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        return super().format(record).encode(encoding, "backslashreplace").decode(encoding)


class TextFormatter(logging.Formatter):
    """`2026-11-22T12:31:00.123Z INFO     bot.app: connected shard=0`, with a traceback below if there is one."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Render a record; its message stays on one line, so that nobody can forge a second one."""
        details = "".join(f" {name}={value}" for name, value in _extra(record).items())
        message = (record.getMessage() + details).translate(_CONTROL)
        trouble = _trouble(self, record)
        lines = [f"{_time(record)} {record.levelname:<8} {record.name}: {message}", *([trouble] if trouble else [])]
        return self._redact("\n".join(lines))


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, whatever `extra` holds, and exception if there is one."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Render a record; pure ASCII, so that no reader's encoding matters."""
        entry = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": self._redact(record.getMessage()),
            **{name: self._clean(value) for name, value in _extra(record).items()},
        }
        trouble = _trouble(self, record)
        if trouble:
            entry["exception"] = self._redact(trouble)
        return json.dumps(entry)

    def _clean(self, value: object) -> object:
        return value if isinstance(value, int | float | None) else self._redact(str(value))


def configure(
    level: str,
    style: str = "auto",
    *,
    levels: Mapping[str, str] | None = None,
    stream: TextIO | None = None,
    secrets: Iterable[str] = (),
) -> None:
    """Send the logs of this process to `stream`, by default standard error; again, to change that.

    level: for RedBridge's own loggers. levels: for some modules and what is in them, instead. style: `text`, `json`, or
    `auto`: text on a terminal and JSON elsewhere.
    secrets: values that must not appear, such as the token.
    """
    target = stream or sys.stderr
    as_text = style == "text" or (style == "auto" and target.isatty())
    handler = Handler(target)
    handler.setFormatter((TextFormatter if as_text else JsonFormatter)(Redactor(secrets)))
    handler.addFilter(events.stamp)
    root = logging.getLogger()
    for previous in [handler for handler in root.handlers if isinstance(handler, Handler)]:
        root.removeHandler(previous)
    root.addHandler(handler)
    wanted = logging.getLevelNamesMapping()[level]
    root.setLevel(max(wanted, logging.INFO))
    for name in _OWN:
        logging.getLogger(name).setLevel(wanted)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(wanted, logging.WARNING))
    _set_modules(levels or {})


def _set_modules(levels: Mapping[str, str]) -> None:
    """Give modules levels of their own, and take back those of an earlier time."""
    within = tuple(f"{name}." for name in _OWN)
    for name in [known for known in logging.root.manager.loggerDict if known.startswith(within)]:
        logging.getLogger(name).setLevel(logging.NOTSET)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _STANDARD}


def _trouble(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    parts = [formatter.formatException(record.exc_info)] if record.exc_info else []
    if record.stack_info:
        parts.append(formatter.formatStack(record.stack_info))
    return "\n".join(parts)
