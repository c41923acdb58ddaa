"""The memory: what was said before, and how a person would say it in the other language."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.markup import protect
from bot.translation.memory.approved import Approved, GuildTexts, prepare
from bot.translation.memory.characters import plain, shortened
from bot.translation.memory.nearest import nearest
from bot.translation.memory.neighbours import part_of_sentence
from bot.translation.memory.pairs import Convert
from bot.translation.memory.reading import Reading, read
from bot.translation.memory.recollection import Pair, Recollection
from bot.translation.memory.starter import Starter
from bot.translation.memory.tone import dress

if TYPE_CHECKING:
    from bot.store.database import Database
    from bot.store.memories import MemoryEntry
    from bot.translation.memory.approvals import Approvals

MOST_PER_GUILD: Final = 2000
LONGEST_SOURCE: Final = 500
LONGEST_RENDERING: Final = 1500
FULL: Final = N_("This server keeps {most} translations already, and that is all it can. Remove some first.")
# Emoji, marks and stretched letters may make a text this much longer than what it is recognised by.
_SLACK: Final = 60


class Memory:
    """Recalls what a server approved, then what RedBridge brings along; everything is in RAM.

    Two texts are one if they differ in case, punctuation, emoji at the ends, stretched letters, full-width forms,
    spaces, contractions, or Simplified and Traditional characters. They are two if only one is a question, if a number
    or a sign differs, or if one parts words that the other joins ("no, more").
    A server is served by one process, so no other process changes what is cached here.
    """

    def __init__(
        self, database: "Database | None", clock: Clock, simplify: Convert, traditional: Convert, starter: Starter
    ) -> None:
        """database: None where nothing can be approved. simplify, traditional: of Chinese, Taiwan's words included.

        starter: what is recalled for every server; loaded by whoever hands it in, or brought later.
        """
        self._approvals = _approvals(database) if database else None
        self._clock = clock
        self._simplify = simplify
        self._traditional = traditional
        self._starter = starter
        self._guilds: dict[tuple[int, str], GuildTexts] = {}

    def bring(self, starter: Starter) -> None:
        """Recall this for every server from now on."""
        self._starter = starter

    async def load(self) -> None:
        """Read what servers have approved; once, before the first message."""
        for entry in await self._approvals.all() if self._approvals else ():
            self.keep(entry)

    def recall(self, text: str, source: str, target: str, guild_id: int) -> Recollection | None:
        """The rendering of a text for the readers of the locale `target`, or None if there is none.

        text: as a member wrote it, tokens as slots; those around the words come back around their rendering.
        source: the text's locale. guild_id: whose approved texts come first; 0 for none.
        """
        language = source[:2]
        guild = self._guilds.get((guild_id, language))
        longest = max(self._starter.longest(language), guild.longest if guild else 0)
        if language == target[:2] or len(text) > longest + _SLACK:
            return None
        if guild and (words := self._verbatim(guild, text, target)):
            return Recollection(words, "guild")
        written = self._plain(text, language)
        found = self._find(written, guild, language, target)
        return found or self._shortened(written, guild, language, target)

    async def approve(  # noqa: PLR0913, PLR0917 - each says one thing, and they go into one row
        self, guild_id: int, source_text: str, source_locale: str, target_locale: str, rendering: str, by: int
    ) -> None:
        """Let a server's members read `rendering` for `source_text` and its like, from now on.

        Both as a member would write them, tokens and all. by: the id of the member who approved. Raises UserError if
        it cannot be kept, StoreError if the database cannot be used.
        """
        entry = self.entry(guild_id, Pair(source_text, source_locale, target_locale, rendering), by)
        if not await self._store().put(entry, MOST_PER_GUILD):
            raise UserError(FULL, most=MOST_PER_GUILD)
        self.keep(entry)

    def entry(self, guild_id: int, pair: Pair, by: int) -> "MemoryEntry":
        """What would be kept of an approved translation. Raises UserError if it cannot be."""
        reading, key = self._key(pair.source_text, pair.source_locale[:2])
        approved = prepare(pair.source_text, pair.rendering, pair.target_locale, reading)
        _check(pair.source_text, pair.rendering, reading, approved)
        now = int(self._clock.now().timestamp() * 1000)
        return _entry(guild_id, pair.source_locale, pair.target_locale, key, pair.source_text, pair.rendering, by, now)

    async def forget(self, guild_id: int, source_text: str, source_locale: str, target_locale: str) -> bool:
        """Let a server no longer read what it approved for a text; False if it had approved nothing."""
        _, key = self._key(source_text, source_locale[:2])
        removed = await self._store().remove(guild_id, target_locale, key)
        self.drop(guild_id, source_text, source_locale, target_locale)
        return removed > 0

    async def forget_guild(self, guild_id: int) -> int:
        """Remove everything a server approved; the number of texts removed."""
        removed = await self._store().remove_guild(guild_id)
        self.release(guild_id)
        return removed

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        for language in ("en", "zh"):
            self._guilds.pop((guild_id, language), None)

    def approved(self, guild_id: int) -> list[Approved]:
        """What a server has approved, English texts first, each language in the order in which it came."""
        found = (self._guilds.get((guild_id, language)) for language in ("en", "zh"))
        return [one for texts in found if texts for one in texts.all()]

    def examples(self, text: str, source: str, target: str, guild_id: int, most: int = 3) -> list[tuple[str, str]]:
        """At most `most` texts that are like this one, the nearest first, each with its rendering.

        A server's own come before others that are as near. Takes about a millisecond: for engines that take examples.
        """
        language = source[:2]
        if language == target[:2]:
            return []
        guild = self._guilds.get((guild_id, language))
        own = [one for one in guild.all() if _serves(one, target)] if guild else []
        texts = [*(self._plain(one.source_text, language) for one in own), *self._starter.texts(language)]
        # Several texts of one pair teach no more than the nearest of them.
        found: dict[str, str] = {}
        for place in nearest(self._plain(text, language), texts, 4 * most):
            source_text, rendering = (
                self._starter.example(place - len(own), language, target)
                if place >= len(own)
                else (own[place].source_text, self._suited(own[place].rendering, own[place].target_locale, target))
            )
            found.setdefault(rendering, source_text)
        return [(source_text, rendering) for rendering, source_text in found.items()][:most]

    def _shortened(self, written: str, guild: GuildTexts | None, language: str, target: str) -> Recollection | None:
        """What is recalled with stretched letters taken back, if that is one thing only: "goood" may be two."""
        found = {
            recollection for text in shortened(written) if (recollection := self._find(text, guild, language, target))
        }
        return found.pop() if len(found) == 1 else None

    def _find(self, written: str, guild: GuildTexts | None, language: str, target: str) -> Recollection | None:
        message = read(written)
        if not message.units or part_of_sentence(message):
            return None
        by_target = guild.index.find(message) if guild else None
        if by_target and (approved := _choose(by_target, target)) and approved.core:
            words = self._suited(approved.words_for(message), approved.target_locale, target)
            return Recollection(dress(words, message, target), "guild")
        words = self._starter.find(message, language, target)
        return Recollection(dress(words, message, target), "starter") if words else None

    def _verbatim(self, guild: GuildTexts, text: str, target: str) -> str | None:
        """What was approved for this very text."""
        approved = _choose(guild.exact.get(text, {}), target)
        return self._suited(approved.verbatim, approved.target_locale, target) if approved else None

    def _suited(self, rendering: str, written_for: str, target: str) -> str:
        """A rendering in the characters and words of its readers."""
        if written_for == target:
            return rendering
        return self._traditional(rendering) if target == "zh-TW" else self._simplify(rendering)

    def _plain(self, text: str, language: str) -> str:
        return plain(self._simplify(text) if language == "zh" else text)

    def _key(self, source_text: str, language: str) -> tuple[Reading, str]:
        """A text to be approved, read, and what it is recognised by."""
        reading = read(self._plain(protect(source_text).text, language))
        return reading, reading.key + ("?" if reading.question else "")

    def keep(self, entry: "MemoryEntry") -> None:
        """Recall from now on what was stored."""
        language = entry.source_locale[:2]
        reading, key = self._key(entry.source_text, language)
        approved = prepare(entry.source_text, entry.rendering, entry.target_locale, reading)
        self._guilds.setdefault((entry.guild_id, language), GuildTexts()).put(reading, key, approved)

    def drop(self, guild_id: int, source_text: str, source_locale: str, target_locale: str) -> None:
        """Recall no longer what was removed from the store."""
        reading, key = self._key(source_text, source_locale[:2])
        if texts := self._guilds.get((guild_id, source_locale[:2])):
            texts.remove(reading, key, target_locale)

    def _store(self) -> "Approvals":
        if self._approvals is None:
            raise RuntimeError("a memory without a database keeps nothing")
        return self._approvals


def _serves(approved: Approved, target: str) -> bool:
    return approved.target_locale[:2] == target[:2]


def _choose(by_target: Mapping[str, Approved], target: str) -> Approved | None:
    """What was approved for the locale `target`, else for another of its language."""
    return by_target.get(target) or next((one for one in by_target.values() if _serves(one, target)), None)


def _check(source_text: str, rendering: str, reading: Reading, approved: Approved) -> None:
    """Raise UserError for what cannot be kept."""
    if len(source_text) > LONGEST_SOURCE or len(rendering) > LONGEST_RENDERING:
        raise UserError(
            N_("That is too long to remember: up to {source} characters, and {rendering} in the translation."),
            source=LONGEST_SOURCE,
            rendering=LONGEST_RENDERING,
        )
    if not reading.units or not rendering.strip():
        raise UserError(N_("There are no words in it that could be remembered."))
    if not (approved.core or approved.verbatim):
        raise UserError(
            N_("The mentions, links and server emoji of the original must stand in the translation too, each once.")
        )


# The command line need not load the store.


def _approvals(database: "Database") -> "Approvals":
    from bot.translation.memory.approvals import Approvals  # noqa: PLC0415 - see above

    return Approvals(database)


def _entry(*columns: Any) -> "MemoryEntry":
    from bot.store.memories import MemoryEntry  # noqa: PLC0415 - see above

    return MemoryEntry(*columns)
