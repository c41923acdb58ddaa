"""The embedded engine: no network, no key, always there."""

import asyncio
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Final

from bot.engines.engine import Answer, Request, Traits
from bot.engines.threads import Threads
from bot.errors import EngineMisconfigured, EngineRefusedText
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.shelf import Shelf

if TYPE_CHECKING:
    from bot.engines.gloss.glosser import Glosser

_PAIRS: Final = frozenset(permutations(("en", "zh-CN", "zh-TW"), 2))


class GlossEngine:
    """Puts the most likely word of the other language in the place of each word, and says that this is what it did."""

    name = "gloss"
    # Its Traditional Chinese would be right letter by letter, but not in Taiwan's words.
    traits = Traits(answers_as="", traditional=False, remote=False, literal=True)

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        # One thread at a time: two could only take turns, and the event loop stays free beside one.
        self._threads = Threads(self.name, 1)
        self._loading: asyncio.Task[Glosser] | None = None

    async def reach(self) -> None:
        """Begin to load the dictionary. It cannot be out of reach, however long a small machine takes to load it."""
        self._load()

    async def translate(self, request: Request) -> Answer:
        """Gloss a text of any length.

        Raises EngineRefusedText for other languages than English and Chinese, EngineMisconfigured without a dictionary.
        """
        if (request.source, request.target) not in _PAIRS:
            raise EngineRefusedText(self.name, "no such pair of languages")
        glosser = await asyncio.shield(self._load())
        return await self._threads.run(partial(glosser.gloss, request))

    async def close(self) -> None:
        """Let go of the word lists; the dictionary is the shelf's."""
        if self._loading:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)
            self._loading = None

    def _load(self) -> "asyncio.Task[Glosser]":
        if self._loading is None:
            self._loading = asyncio.create_task(self._load_all(), name="load gloss")
        return self._loading

    async def _load_all(self) -> "Glosser":
        try:
            dictionary = await self._shelf.dictionary()
            return await self._threads.run(partial(_loaded, dictionary))
        except (OSError, EOFError, ValueError, ImportError) as error:
            raise EngineMisconfigured(self.name, f"the dictionary cannot be read ({error})") from error


def _loaded(dictionary: Dictionary) -> "Glosser":
    """In the thread: the segmenter alone takes a good part of what the whole program takes to start."""
    from bot.engines.gloss.glosser import Glosser  # noqa: PLC0415 - see above

    return Glosser(dictionary)
