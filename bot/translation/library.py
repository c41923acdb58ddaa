"""What RedBridge brings along to read: dictionary, glossary, starter pairs."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.errors import N_, RedBridgeError
from bot.glossary import Glossary
from bot.language.convert import to_simplified, to_traditional
from bot.lexicon.shelf import Shelf
from bot.translation.memory import Gazetteer, Starter

if TYPE_CHECKING:
    from bot.lexicon.dictionary import Dictionary
    from bot.lexicon.puns import Puns
    from bot.translation.doubt import Judge

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Library:
    """Read once; nothing in it changes but caches, so several pipelines may share it."""

    dictionary: "Dictionary"
    glossary: Glossary
    starter: Starter
    judge: "Judge"
    puns: "Puns"


class Reading(Generic[T]):
    """What takes a while to read: once, when it is first wanted. To be used from one event loop."""

    def __init__(self, read: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._read = read
        self._task: asyncio.Task[T] | None = None

    @property
    def has_begun(self) -> bool:
        """Whether anybody wanted it."""
        return self._task is not None

    async def get(self) -> T:
        """What was read, as soon as it is; raises what reading raises, also the next time."""
        if self._task is None:
            self._task = asyncio.create_task(self._read(), name="read the library")
        return await asyncio.shield(self._task)

    async def close(self) -> None:
        """Read no further."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)


def load_glossary() -> Glossary:
    """The project's glossary, read anew."""
    return Glossary.load(to_simplified)


async def open_library(shelf: Shelf, read_glossary: Callable[[], Glossary] = load_glossary) -> Library:
    """Read everything beside the event loop; most of a second. Raises RedBridgeError if the package is damaged.

    read_glossary: gives the glossary, where somebody may have read it before.
    """
    # Nothing of these is needed before there is something to translate.
    from bot.lexicon.puns import Puns  # noqa: PLC0415
    from bot.translation.doubt import Judge  # noqa: PLC0415
    from bot.translation.places import DictionaryPlaces  # noqa: PLC0415

    try:
        dictionary = await shelf.dictionary()
    except (OSError, EOFError, ValueError, ImportError) as error:
        fault = N_("The dictionary that RedBridge brings along cannot be read ({reason}). Install RedBridge again.")
        raise RedBridgeError(fault, reason=type(error).__name__) from error
    starter = Starter(to_simplified, to_traditional, Gazetteer.load(DictionaryPlaces(dictionary)))
    glossary, judge, puns, _ = await asyncio.gather(
        asyncio.to_thread(read_glossary),
        asyncio.to_thread(Judge, dictionary, to_simplified),
        asyncio.to_thread(Puns, dictionary),
        asyncio.to_thread(starter.load),
    )
    return Library(dictionary, glossary, starter, judge, puns)
