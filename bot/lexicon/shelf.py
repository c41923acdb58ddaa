"""Where the dictionary stands: loaded once, beside the event loop, when somebody first asks for it."""

import asyncio

from bot.lexicon.dictionary import Dictionary


class Shelf:
    """One dictionary for all who use it. To be used from one event loop."""

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        """`dictionary` is one that is loaded already."""
        self._dictionary = dictionary
        self._loading: asyncio.Task[Dictionary] | None = None

    def open(self) -> None:
        """Begin to load."""
        if self._dictionary is None:
            self._task()

    async def dictionary(self) -> Dictionary:
        """The dictionary, as soon as it is loaded; about half a second and 20 MB.

        Raises what reading the file raises (OSError, EOFError, ValueError, ImportError).
        """
        return self._dictionary or await asyncio.shield(self._task())

    async def close(self) -> None:
        """Let go of it, also if it is still being loaded."""
        if self._loading:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)
            self._loading = None

    def _task(self) -> asyncio.Task[Dictionary]:
        if self._loading is None:
            self._loading = asyncio.create_task(asyncio.to_thread(Dictionary.load), name="load dictionary")
        return self._loading
