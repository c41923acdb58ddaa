"""Words and memory over a real database."""

from dataclasses import dataclass

import pytest_asyncio

from bot.audit.trail import Change, Trail
from bot.language.convert import to_simplified, to_traditional
from bot.store.database import Database
from bot.translation.memory import Memory
from bot.words.curator import Curator
from bot.words.glossaries import Glossaries
from bot.words.words import Words
from tests.fakes.clock import ManualClock
from tests.fakes.library import opened

GUILD, OTHER, LIN, MAX = 1, 2, 7, 8


@dataclass
class Room:
    """The services as one process has them."""

    database: Database
    clock: ManualClock
    words: Words
    curator: Curator
    memory: Memory
    trail: Trail

    async def log(self, guild_id: int = GUILD) -> list[tuple[str, str, str | None, str | None]]:
        """What was changed, the latest first."""
        page = await self.trail.page(guild_id, 0)
        return [(each.action, each.subject, each.before, each.after) for each in page.changes]

    async def last(self, guild_id: int = GUILD) -> Change:
        return (await self.trail.page(guild_id, 0)).changes[0]


async def room(database: Database, clock: ManualClock) -> Room:
    """Another process on the same database."""
    library = await opened()
    memory = Memory(database, clock, to_simplified, to_traditional, library.starter)
    await memory.load()
    words = Words(database, clock, Glossaries(library.glossary))
    await words.load()
    return Room(database, clock, words, Curator(database, clock, memory), memory, Trail(database, clock))


@pytest_asyncio.fixture
async def here(database: Database) -> Room:
    return await room(database, ManualClock())
