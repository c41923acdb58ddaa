"""The trail: pages, and what is forgotten after a year."""

import pytest

from bot.store import audit
from bot.store.audit import Change
from tests.service.words.conftest import GUILD, LIN, OTHER, Room

pytestmark = pytest.mark.asyncio


async def write(here: Room, *subjects: str, guild_id: int = GUILD) -> None:
    for subject in subjects:
        now = int(here.clock.now().timestamp() * 1000)
        await here.database.write(audit.add, Change(guild_id, now, LIN, "mode", subject))
        here.clock.advance(60)


async def test_pages_hold_the_latest_first(here: Room) -> None:
    await write(here, *map(str, range(23)))
    await write(here, "elsewhere", guild_id=OTHER)
    shown = [await here.trail.page(GUILD, number) for number in range(3)]
    assert [change.subject for page in shown for change in page.changes] == [str(n) for n in reversed(range(23))]
    assert [(page.number, page.pages, len(page.changes)) for page in shown] == [(0, 3, 10), (1, 3, 10), (2, 3, 3)]
    beyond = await here.trail.page(GUILD, 99)
    assert beyond == shown[2]


async def test_where_nothing_was_changed_there_is_one_empty_page(here: Room) -> None:
    page = await here.trail.page(GUILD, 3)
    assert (page.changes, page.number, page.pages) == ((), 0, 1)


async def test_what_is_older_than_a_year_is_forgotten(here: Room) -> None:
    await write(here, "old")
    here.clock.advance(364 * 86400)
    await write(here, "young")
    await here.trail.prune()
    assert len((await here.trail.page(GUILD, 0)).changes) == 2
    here.clock.advance(86400)
    await here.trail.prune()
    assert [change.subject for change in (await here.trail.page(GUILD, 0)).changes] == ["young"]
