"""Values that pass between the pipeline and its callers."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.engines.engine import NOBODY, Asker
from bot.language.types import Detection


class Verdict(StrEnum):
    """What is thought of a translation."""

    FINE = "fine"
    DOUBTFUL = "doubtful"
    ALIEN = "alien"


class Mode(StrEnum):
    """How a channel is translated."""

    OFF = "off"
    REPLY = "reply"
    THREAD = "thread"
    ON_DEMAND = "on-demand"


@dataclass(frozen=True, slots=True)
class Where:
    """A channel or thread, and what it lies in; the mode of the nearest that has one is its own.

    parent_id: the channel or forum of a thread. category_id: of the channel. is_silenced: its topic, or its parent's,
    says that nothing is translated there, whatever the mode.
    """

    guild_id: int
    channel_id: int
    parent_id: int | None = None
    category_id: int | None = None
    is_silenced: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One line of explanation under a translation: a msgid of the catalogues and what fills it."""

    message_id: str
    params: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom a text is translated, and how they want it.

    engines: names in the order of the guild, or None for the operator's. context: what was said before, oldest first,
    where the guild lets engines see it. pinyin: whether a reading of the Chinese is shown. message_id: of the message
    that is translated, 0 where there is none: an edit of it keeps its notes. passed_over: what stood in
    `Outcome.engine` of renderings that the reader has seen already and wants another one of.
    """

    asker: Asker = NOBODY
    engines: tuple[str, ...] | None = None
    context: tuple[str, ...] = field(default=(), repr=False)
    pinyin: bool = False
    message_id: int = 0
    passed_over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text.

    target: the reader's locale, or None where the text asks for none.
    text: the translation, or None; then `skipped` says why: a `Silence` value, `same-language`, `unsupported` (the text
    is in neither English nor Chinese) or `no-answer` (every engine's answer was unusable).
    engine: the name of the engine that answered; `memory` for an approved translation, `opencc` where Chinese only
    changed its characters. doubtful: whether the translation may say something else than the text. is_cached: the
    engine had answered the same before.
    """

    detection: Detection
    target: str | None = None
    text: str | None = None
    engine: str | None = None
    notes: tuple[Note, ...] = ()
    skipped: str | None = None
    doubtful: bool = False
    is_cached: bool = False
