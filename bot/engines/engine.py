"""The contract between the chain and an engine."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Quality(StrEnum):
    """What kind of answer an engine gives, so that the reader can be told."""

    TRANSLATION = "translation"
    GLOSS = "gloss"


@dataclass(frozen=True, slots=True)
class Request:
    """One text to translate.

    text: protected text; slots stand in it as `⟦n⟧` (see bot.markup) and must come back as they are.
    source: the locale of the text: `en`, `zh-CN` or `zh-TW`.
    target: the reader's locale, `en`, `zh-CN` or `zh-TW`.
    A member's words are not part of the repr, so that no log line or traceback ever shows them.
    """

    text: str = field(repr=False)
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine made of a request. pinyin: a reading of Chinese source text, with tone marks, if known."""

    text: str = field(repr=False)
    engine: str
    quality: Quality = Quality.TRANSLATION
    pinyin: str = field(default="", repr=False)


class Engine(Protocol):
    """Something that translates text.

    Errors raised by `translate`: only those of bot.errors.EngineError's branch.
    """

    name: str

    async def reach(self) -> None:
        """Tell quickly (within a second) whether an answer may be hoped for; raise EngineUnavailable if not."""
        ...

    async def translate(self, request: Request) -> Answer:
        """Translate one text. May take as long as the engine's timeout setting allows."""
        ...

    async def close(self) -> None:
        """Give back threads and connections; afterwards `translate` must not be called."""
        ...
