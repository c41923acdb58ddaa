"""What moderators do with the translations that their server approved: look through, remove, bring and take home."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.store import audit, memories
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.memories import MemoryEntry
from bot.translation.memory.approvals import brief
from bot.translation.memory.memory import Memory
from bot.translation.memory.recollection import Pair
from bot.words.approving import plan
from bot.words.files.report import Report
from bot.words.files.row import Row

# So many are taken up before messages get their turn.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Approval:
    """An approved translation. handle: short, and the same as long as it is kept. by: a member's id. at: ms UTC."""

    handle: str
    pair: Pair
    by: int
    at: int


class Curator:
    """Changes what a memory holds, and writes down who did it (`by`, a member's id), all in one unit of work.

    All raise StoreError if the database cannot be used; then nothing was changed.
    """

    def __init__(self, database: Database, clock: Clock, memory: Memory) -> None:
        self._database = database
        self._clock = clock
        self._memory = memory
        self._turn = asyncio.Lock()

    async def approved(self, guild_id: int, search: str = "") -> Sequence[Approval]:
        """What a server approved, the oldest first. search: only those with this in one of their texts."""
        wanted = search.casefold().strip()
        found = await self._database.read(memories.of_guild, guild_id)
        return [
            _approval(entry)
            for entry in found
            if wanted in entry.source_text.casefold() or wanted in entry.rendering.casefold()
        ]

    async def remove(self, guild_id: int, handle: str, by: int) -> Approval:
        """Recall a translation no longer; what it was. Raises UserError if it is gone already."""
        async with self._turn:
            entry = await self._find(guild_id, handle)
            change = self._change(guild_id, by, "memory.remove", brief(entry.source_text))
            await self._database.write(_removed, entry, replace(change, before=brief(entry.rendering)))
            self._memory.drop(guild_id, entry.source_text, entry.source_locale, entry.target_locale)
        return _approval(entry)

    async def keep(self, guild_id: int, handle: str, by: int) -> Approval:
        """Approve a translation once more: from now on it counts as the newest. Raises UserError if it is gone."""
        async with self._turn:
            entry = await self._find(guild_id, handle)
            change = self._change(guild_id, by, "memory.keep", brief(entry.source_text))
            kept = replace(entry, approved_by=by, approved_at=change.at)
            await self._database.write(_put, [kept], replace(change, after=brief(entry.rendering)))
        return _approval(kept)

    async def take(self, guild_id: int, rows: Iterable[Row], by: int, file: str, *, dry: bool = False) -> Report:
        """Approve what a file holds, and leave out what cannot be kept; what it does not name stays.

        file: its name, for the audit trail. dry: only tell what would be done.
        """
        async with self._turn:
            known = await self._database.read(memories.of_guild, guild_id)
            # A large file takes longer than messages should wait.
            planned = await asyncio.to_thread(plan, rows, known, partial(self._entry, guild_id, by))
            if planned.new and not dry:
                change = self._change(guild_id, by, "memory.import", file)
                await self._database.write(_put, planned.new, replace(change, after=planned.report.summary))
                for number, entry in enumerate(planned.new):
                    self._memory.keep(entry)
                    if number % _AT_ONCE == 0:
                        await asyncio.sleep(0)
        return planned.report

    def _entry(self, guild_id: int, by: int, pair: Pair) -> MemoryEntry:
        return self._memory.entry(guild_id, pair, by)

    async def _find(self, guild_id: int, handle: str) -> MemoryEntry:
        for entry in await self._database.read(memories.of_guild, guild_id):
            if _handle(entry) == handle:
                return entry
        raise UserError(
            N_("This translation is gone already. `/redbridge memory list` shows those that this server keeps.")
        )

    def _change(self, guild_id: int, by: int, action: str, subject: str) -> Change:
        return Change(guild_id, int(self._clock.now().timestamp() * 1000), by, action, subject)


def _approval(entry: MemoryEntry) -> Approval:
    pair = Pair(entry.source_text, entry.source_locale, entry.target_locale, entry.rendering)
    return Approval(_handle(entry), pair, entry.approved_by, entry.approved_at)


def _handle(entry: MemoryEntry) -> str:
    """What tells an entry from the server's others, short enough for a button."""
    name = f"{entry.source_locale} {entry.target_locale} {entry.key}"
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _removed(connection: Connection, entry: MemoryEntry, change: Change) -> None:
    memories.forget(connection, entry.guild_id, entry.target_locale, entry.key)
    audit.add(connection, change)


def _put(connection: Connection, entries: Sequence[MemoryEntry], change: Change) -> None:
    memories.put_all(connection, entries)
    audit.add(connection, change)
