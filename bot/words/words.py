"""The words that moderators teach RedBridge, for their server alone."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.glossary import Glossary
from bot.store import audit
from bot.store import words as rows
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.words import GuildTerm
from bot.words.checking import FULL, MOST_PER_GUILD, Spellings, checked
from bot.words.files.report import Report
from bot.words.files.row import Row
from bot.words.glossaries import Glossaries
from bot.words.importing import plan
from bot.words.word import Kind, Word


class Words:
    """Changes what is in the glossaries of servers, effective on their next message.

    Whatever is changed is stored first, together with who did it (`by`, a member's id) and when. All that write raise
    UserError for what cannot be, and StoreError if the database cannot be used; then nothing was changed.
    """

    def __init__(self, database: Database, clock: Clock, glossaries: Glossaries) -> None:
        """glossaries: those that the pipeline reads with."""
        self._database = database
        self._clock = clock
        self._glossaries = glossaries
        # What is checked must still hold when it is written.
        self._turn = asyncio.Lock()

    async def load(self) -> None:
        """Fill the glossaries from the store; once, before the first message."""
        by_guild: defaultdict[int, list[Word]] = defaultdict(list)
        for row in await self._database.read(rows.all_terms):
            by_guild[row.guild_id].append(_word(row))
        for guild_id, words in by_guild.items():
            self._glossaries.replace(guild_id, words)

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        self._glossaries.replace(guild_id, ())

    def glossary(self, guild_id: int) -> Glossary:
        """The project's glossary with a server's own words over it; 0: without any."""
        return self._glossaries.glossary(guild_id)

    def list(self, guild_id: int) -> Sequence[Word]:
        """A server's own words, in the order of their spelling."""
        return sorted(self._glossaries.words(guild_id).values(), key=lambda word: self._fold(word.text))

    def get(self, guild_id: int, text: str) -> Word:
        """A word, however it is spelt. Raises UserError if the server has none such."""
        wanted = self._fold(" ".join(text.split()))
        words = self._glossaries.words(guild_id)
        for word in words.values():
            if wanted in map(self._fold, word.spellings):
                return word
        raise UserError(
            N_("This server has no word “{word}”. `/redbridge glossary list` shows those that it has."), word=text[:60]
        )

    async def add(self, guild_id: int, word: Word, by: int) -> Word:
        """Add a word; as it is kept."""
        async with self._turn:
            new = checked(word)
            words = self._glossaries.words(guild_id)
            if len(words) >= MOST_PER_GUILD:
                raise UserError(FULL, most=MOST_PER_GUILD)
            Spellings(words.values(), self._fold).put(new)
            await self._store(
                guild_id, (), [new], self._change(guild_id, by, "glossary.add", new.text, None, _said(new))
            )
        return new

    async def edit(self, guild_id: int, text: str, word: Word, by: int) -> Word:
        """Put another word in the place of the one that is written `text`; as it is kept."""
        async with self._turn:
            former, new = self.get(guild_id, text), checked(word)
            if new == former:
                return new
            Spellings(self._glossaries.words(guild_id).values(), self._fold).put(new, former)
            change = self._change(guild_id, by, "glossary.edit", former.text, _said(former), _said(new))
            await self._store(guild_id, [former], [new], change)
        return new

    async def remove(self, guild_id: int, text: str, by: int) -> Word:
        """Remove the word that is written `text`; what it was."""
        async with self._turn:
            former = self.get(guild_id, text)
            change = self._change(guild_id, by, "glossary.remove", former.text, _said(former), None)
            await self._store(guild_id, [former], (), change)
        return former

    async def take(self, guild_id: int, rows: Iterable[Row], by: int, file: str, *, dry: bool = False) -> Report:
        """Add and change words as a file says, and leave out what cannot be; words it does not name stay.

        file: its name, for the audit trail. dry: only tell what would be done.
        """
        async with self._turn:
            # A large file takes longer than messages should wait.
            words = list(self._glossaries.words(guild_id).values())
            planned = await asyncio.to_thread(plan, rows, words, self._fold)
            report = planned.report
            if report.taken and not dry:
                change = self._change(guild_id, by, "glossary.import", file, None, report.summary)
                await self._store(guild_id, planned.gone, planned.new, change)
        return report

    async def _store(self, guild_id: int, gone: Sequence[Word], new: Sequence[Word], change: Change) -> None:
        """Write words and who changed them, all or nothing; then let the glossary know."""
        terms = [_row(guild_id, word, change) for word in new]
        await self._database.write(_changed, [word.text for word in gone], terms, change)
        left = dict(self._glossaries.words(guild_id))
        for word in gone:
            left.pop(word.text, None)
        self._glossaries.replace(guild_id, [*(left | {word.text: word for word in new}).values()])

    def _fold(self, text: str) -> str:
        return self._glossaries.shared.fold(text)

    def _change(  # noqa: PLR0913, PLR0917 - a column each
        self, guild_id: int, by: int, action: str, subject: str, before: str | None, after: str | None
    ) -> Change:
        now = int(self._clock.now().timestamp() * 1000)
        return Change(guild_id, now, by, action, subject, before, after)


def _changed(connection: Connection, gone: Sequence[str], new: Sequence[GuildTerm], change: Change) -> None:
    for headword in gone:
        rows.remove(connection, change.guild_id, headword)
    for term in new:
        rows.save(connection, term)
    audit.add(connection, change)


def _row(guild_id: int, word: Word, change: Change) -> GuildTerm:
    return GuildTerm(
        guild_id,
        word.text,
        word.kind.value,
        word.rendering or None,
        ",".join(word.variants) or None,
        word.meaning_en or None,
        word.meaning_zh or None,
        change.at,
        change.member_id,
    )


def _word(row: GuildTerm) -> Word:
    return Word(
        row.headword,
        Kind(row.kind),
        row.rendering or "",
        tuple(filter(None, (row.variants or "").split(","))),
        row.meaning_en or "",
        row.meaning_zh or "",
    )


def _said(word: Word) -> str:
    """All that is said of a word, as the audit trail keeps it."""
    told: Mapping[str, str] = {
        "": word.rendering,
        "≈ ": ", ".join(word.variants),
        "en: ": word.meaning_en,
        "zh: ": word.meaning_zh,
    }
    return " · ".join([word.kind.value, *(f"{name}{text}" for name, text in told.items() if text)])
