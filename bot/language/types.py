"""What detection says about a text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

Variant = Literal["Hans", "Hant"]


class Silence(StrEnum):
    """Why there is nothing to translate in a text."""

    EMPTY = "empty"
    EMOJI = "emoji"
    KAOMOJI = "kaomoji"
    LAUGHTER = "laughter"
    NUMBER = "number"
    LINK = "link"
    CODE = "code"
    NAME = "name"
    CODED = "coded"
    COMMAND = "command"
    TOO_SHORT = "too-short"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Detection:
    """The main language of a text.

    language: `en`, `zh`, another ISO 639-1 code, or `und` where there is nothing to translate.
    variant: of zh, where the characters tell; else None.
    confidence: 0.0 to 1.0.
    reason: for `und` a `Silence` value, else "".
    share: of a line in `en` or `zh`, how much of it is in the other one of these two, 0.0 to 1.0, in words.
    """

    language: str
    variant: Variant | None = None
    confidence: float = 1.0
    reason: str = ""
    share: float = 0.0


class Detector(Protocol):
    """Anything that tells the language of a text; a pure function of the text, quick enough for the event loop."""

    def detect(self, text: str) -> Detection:
        """Tell the language of `text`, as a member wrote it (mentions, markup, emoji and all). Never raises."""
        ...
