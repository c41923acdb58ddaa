"""The contract between the chain and an engine."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable


class Quality(StrEnum):
    """What kind of answer an engine gives, so that the reader can be told."""

    TRANSLATION = "translation"
    GLOSS = "gloss"


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom an engine works: Discord's ids, 0 where there is none. Budgets and fair turns go by them."""

    guild_id: int = 0
    channel_id: int = 0
    member_id: int = 0


NOBODY: Final = Asker()


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a text that have a fixed rendering."""

    source: str
    rendering: str


async def free(_: int, /) -> bool:
    """Whatever is sent costs nothing."""
    return True


async def nothing_more(_: int, /) -> bool:
    """Nothing may be sent beyond the request itself."""
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """One text to translate.

    text: protected text; slots stand in it as `⟦n⟧` (see bot.markup) and must come back as they are.
    source: the locale of the text: `en`, `zh-CN` or `zh-TW`.
    target: the reader's locale, `en`, `zh-CN` or `zh-TW`.
    terms, examples, context: for engines whose traits say `prompted`: fixed renderings of words in the text, similar
    texts with their approved renderings, and earlier lines of the conversation, oldest first.
    pay: asked by an engine before it sends any of that once more, with the number of characters; False: it must not.
    A member's words are not part of the repr, so that no log line or traceback ever shows them.
    """

    text: str = field(repr=False)
    source: str
    target: str
    terms: tuple[Term, ...] = field(default=(), repr=False)
    examples: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    context: tuple[str, ...] = field(default=(), repr=False)
    asker: Asker = NOBODY
    pay: Callable[[int], Awaitable[bool]] = field(default=free, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine made of a request. pinyin: a reading of Chinese source text, with tone marks, if known."""

    text: str = field(repr=False)
    engine: str
    quality: Quality = Quality.TRANSLATION
    pinyin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Traits:
    """What the rest of the bot must know of an engine to use it well.

    answers_as: answers of engines that share this word may stand in for each other in the cache; "" is never kept.
    prompted: takes a request's terms, examples and context; for other engines terms become slots.
    traditional: reads and writes Traditional Chinese itself; others get Simplified, and their answers are converted.
    lines: several texts of one line each may be joined with line breaks, and come back as as many lines.
    portion: if prompted, the longest text of one prompt; longer ones go in portions, each with all that goes with it.
    remote: texts leave this machine for it, so its characters count against the budgets.
    literal: it puts word for word and knows no slang: every word of the glossary that has a rendering becomes a slot.
    at_once: how many requests it takes at the same time; more wait before it, at its desk.
    """

    answers_as: str
    prompted: bool = False
    traditional: bool = True
    lines: bool = False
    portion: int = 0
    remote: bool = True
    literal: bool = False
    at_once: int = 64


class Engine(Protocol):
    """Something that translates text.

    Errors raised by `translate`: only those of bot.errors.EngineError's branch.
    """

    name: str
    traits: Traits

    async def reach(self) -> None:
        """Tell quickly (within a second) whether an answer may be hoped for; raise EngineUnavailable if not."""
        ...

    async def translate(self, request: Request) -> Answer:
        """Translate one text. May take as long as the engine's timeout setting allows."""
        ...

    async def close(self) -> None:
        """Give back threads and connections; afterwards `translate` must not be called."""
        ...


@runtime_checkable
class Heavy(Protocol):
    """An engine that has something to load which the start of the bot should not wait for."""

    async def prepare(self) -> None:
        """Load it, unless that is done; before `reach`, and however long it takes: a slow machine is not out of reach.

        `translate` works without, but loads on the time of its text.
        """
        ...


@runtime_checkable
class Batcher(Protocol):
    """An engine that answers several requests in one go."""

    most_at_once: int

    async def translate_many(self, requests: Sequence[Request]) -> list[Answer]:
        """Translate texts of one direction with the same terms; as many answers, in the same order."""
        ...


@dataclass(frozen=True, slots=True)
class Quota:
    """What a service lets an account translate in its present period, in characters."""

    used: int
    limit: int


@runtime_checkable
class Metered(Protocol):
    """An engine whose service tells how much of a quota is used up."""

    async def quota(self) -> Quota | None:
        """Ask the service; None if there is no limit. Raises EngineError's kinds, as `translate` does."""
        ...
