"""The glossary that each server's texts are read with."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final

from bot.glossary import Glossary, GlossaryError
from bot.words.word import Word, entries

_log = logging.getLogger(__name__)
# Servers that talk now; of others the glossary is put together when they talk again, in some milliseconds.
_MOST_BUILT: Final = 1000


class Glossaries:
    """The project's glossary, and over it the words of servers that have some; in RAM, read on every message.

    Servers without words share the one glossary. A server is served by one process, so no other changes its words.
    """

    def __init__(self, shared: Glossary | Callable[[], Glossary]) -> None:
        """shared: or what reads it, which takes a quarter of a second when it is first needed."""
        self._shared = shared
        self._reading = Lock()
        self._words: dict[int, dict[str, Word]] = {}
        self._built: OrderedDict[int, Glossary] = OrderedDict()

    @property
    def shared(self) -> Glossary:
        """The project's glossary; the first to ask reads it, in whatever thread that is."""
        with self._reading:
            if not isinstance(self._shared, Glossary):
                self._shared = self._shared()
            return self._shared

    def glossary(self, guild_id: int) -> Glossary:
        """The glossary of a server; 0 is nobody's. Built when it is first asked for after a change."""
        if guild_id not in self._words:
            return self.shared
        if guild_id not in self._built:
            self._built[guild_id] = self._build(guild_id)
            if len(self._built) > _MOST_BUILT:
                self._built.popitem(last=False)
        self._built.move_to_end(guild_id)
        return self._built[guild_id]

    def words(self, guild_id: int) -> dict[str, Word]:
        """A server's own words, by how they are written; not to be changed."""
        return self._words.get(guild_id, {})

    def replace(self, guild_id: int, words: Iterable[Word]) -> None:
        """Let a server have these words and no others, from the next message on."""
        self._built.pop(guild_id, None)
        own = {word.text: word for word in sorted(words, key=lambda word: word.text)}
        if own:
            self._words[guild_id] = own
        else:
            self._words.pop(guild_id, None)

    def _build(self, guild_id: int) -> Glossary:
        """Words that cannot stand side by side are stored only if another version thought otherwise of them."""
        own = [entry for word in self._words[guild_id].values() for entry in entries(word)]
        try:
            return self.shared.with_terms(own)
        except GlossaryError:
            _log.warning("server %d has words that are spelt alike; none of its words is used", guild_id)
            return self.shared
