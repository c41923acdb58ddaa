"""Values that pass between the pipeline and its callers."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.language.types import Detection


class Mode(StrEnum):
    """How a channel is translated."""

    OFF = "off"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Note:
    """One line of explanation under a translation: a msgid of the catalogues and what fills it."""

    message_id: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text.

    target: the reader's locale, or None where the text asks for none.
    text: the translation, or None; then `skipped` says why: a `Silence` value, `same-language`, `unsupported` (the text
    is in neither English nor Chinese) or `no-answer` (every engine's answer was unusable).
    engine: the name of the engine that answered.
    """

    detection: Detection
    target: str | None = None
    text: str | None = None
    engine: str | None = None
    notes: tuple[Note, ...] = ()
    skipped: str | None = None
