"""What a server decided is replaced as a whole, once, and only if it still is what it was."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, func, select

from bot.clock import Clock
from bot.due.agenda import Agenda
from bot.i18n import catalogue_folder
from bot.onboarding.arrivals import Arrivals
from bot.onboarding.pack import Pack
from bot.onboarding.setups import Setups
from bot.store import audit
from bot.store.database import Database
from bot.store.schema import DUE_ITEM, ICEBREAKER, ICEBREAKER_HIDDEN, ONBOARDING_STEP, ONBOARDING_TEXT, WELCOME
from bot.store.setups import Daily, Setup, Stand, Wording
from bot.store.welcomes import Welcome
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio
GUILD, OTHER, LIN = 2**60, 2**61, 7
WORDS = {"en": Wording("", "hi"), "zh-CN": Wording("", "你好", is_machine=True), "zh-TW": Wording("T", "妳好")}
FULL = Setup(
    Welcome(GUILD, 5, is_direct=True, minimum_age_days=3, english_role_id=8, tips_a_day=0, has_buddies=True),
    {"welcome": WORDS, "icebreaker:7": WORDS},
    {("refugee", ""): Stand(2), ("refugee", "here"): Stand(None, is_hidden=True, role_id=9)},
    Daily(6, 19 * 60 + 30, "Asia/Shanghai"),
    frozenset({"fridge", "weather"}),
)
EMPTY = Setup(Welcome(GUILD))


def service(database: Database, clock: Clock | None = None) -> Setups:
    clock = clock or ManualClock()
    return setups_with(database, clock, Arrivals(database, clock))


def setups_with(database: Database, clock: Clock, arrivals: Arrivals) -> Setups:
    return Setups(database, clock, arrivals, Pack.load(catalogue_folder()), Agenda(database, clock))


async def next_questions(database: Database) -> dict[int, int]:
    """When the next question of each server is due."""
    chosen = select(DUE_ITEM.c.guild_id, DUE_ITEM.c.due_at).where(DUE_ITEM.c.kind == "icebreaker")
    return dict(await database.read(lambda connection: [tuple(row) for row in connection.execute(chosen)]))


def rows(connection: Connection) -> list[Any]:
    tables = (WELCOME, ONBOARDING_TEXT, ONBOARDING_STEP, ICEBREAKER, ICEBREAKER_HIDDEN)
    return [connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables]


async def test_what_a_moderator_changes_while_a_file_is_read_in_leaves_the_rest_of_the_file_alone(
    database: Database,
) -> None:
    clock = ManualClock()
    arrivals, others = Arrivals(database, clock), Arrivals(database, clock)
    await others.decide(GUILD, LIN, channel_id=5, cat_channel_id=6)
    # It has not heard of the file yet.
    await arrivals.decide(GUILD, LIN, channel_id=7)
    assert (arrivals.welcome(GUILD).channel_id, arrivals.welcome(GUILD).cat_channel_id) == (7, 6)
    await others.load()
    assert others.welcome(GUILD) == arrivals.welcome(GUILD)


async def test_a_setup_is_kept_as_it_was_given_and_other_servers_keep_theirs(database: Database) -> None:
    setups = service(database)
    theirs = replace(FULL, welcome=replace(FULL.welcome, guild_id=OTHER))
    assert await setups.replace(Setup(Welcome(OTHER)), theirs, LIN, "theirs.json")
    assert await setups.present(GUILD) == EMPTY
    assert await setups.replace(EMPTY, FULL, LIN, "ours.json")
    assert await setups.present(GUILD) == FULL
    assert await setups.replace(FULL, EMPTY, LIN, "none.json")
    assert await setups.present(GUILD) == EMPTY
    assert await setups.present(OTHER) == theirs


async def test_it_is_one_entry_of_the_log_that_counts(database: Database) -> None:
    setups = service(database)
    await setups.replace(EMPTY, FULL, LIN, "x" * 300)
    changed = replace(FULL, texts={"welcome": WORDS | {"en": Wording("", "hello")}}, daily=None)
    await setups.replace(FULL, changed, LIN, "ours.json")
    latest, first = await database.read(audit.latest, GUILD, 10)
    assert (latest.action, latest.subject, latest.after, latest.member_id) == (
        "onboarding.import",
        "ours.json",
        "+0 ~1 -6",
        LIN,
    )
    assert len(first.subject) == 60


async def test_what_was_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    setups = service(database)
    other = replace(EMPTY, steps={("refugee", ""): Stand(1)})
    assert await setups.replace(EMPTY, other, LIN, "first.json")
    assert not await setups.replace(EMPTY, FULL, LIN, "second.json")
    assert await setups.present(GUILD) == other
    assert len(await database.read(audit.latest, GUILD, 10)) == 1


async def test_of_two_at_once_one_is_done(database: Database) -> None:
    files = [replace(EMPTY, daily=Daily(None, minute, "UTC")) for minute in range(4)]
    done = await asyncio.gather(*(service(database).replace(EMPTY, each, LIN, "a.json") for each in files))
    assert sorted(done) == [False, False, False, True]
    assert await service(database).present(GUILD) == files[done.index(True)]


async def test_it_is_done_whole_or_not_at_all(database: Database) -> None:
    """A language that there is not is refused by the database, when all else is written already."""
    setups = service(database)
    before = await database.read(rows)
    broken = replace(FULL, texts=FULL.texts | {"zzz": {"fr": Wording("", "bonjour")}})
    with pytest.raises(Exception, match=r"(?i)constraint"):
        await setups.replace(EMPTY, broken, LIN, "broken.json")
    assert await database.read(rows) == before
    assert await setups.present(GUILD) == EMPTY
    assert await database.read(audit.latest, GUILD, 10) == []


async def test_what_stays_keeps_its_date(database: Database) -> None:
    clock = ManualClock()
    setups = service(database, clock)
    await setups.replace(EMPTY, FULL, LIN, "a.json")
    clock.advance(1000)
    await setups.replace(FULL, replace(FULL, texts={"welcome": WORDS, "journey:x": WORDS}), LIN + 1, "b.json")
    chosen = select(ONBOARDING_TEXT.c.name, ONBOARDING_TEXT.c.updated_by).distinct().order_by(ONBOARDING_TEXT.c.name)
    found = await database.read(lambda connection: connection.execute(chosen).all())
    assert [tuple(each) for each in found] == [("journey:x", LIN + 1), ("welcome", LIN)]


async def test_the_door_knows_at_once(database: Database) -> None:
    clock = ManualClock()
    arrivals = Arrivals(database, clock)
    setups = setups_with(database, clock, arrivals)
    await setups.replace(EMPTY, FULL, LIN, "a.json")
    assert arrivals.welcome(GUILD) == FULL.welcome


async def test_the_next_question_is_due_by_the_file_and_as_it_was_where_the_file_changes_nothing(
    database: Database,
) -> None:
    clock = ManualClock()
    setups = service(database, clock)
    # It is eight in the evening there.
    tomorrow = int(datetime(2025, 1, 15, 19, 30, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)
    await setups.replace(EMPTY, FULL, LIN, "a.json")
    assert await next_questions(database) == {GUILD: tomorrow}
    clock.advance(2 * 24 * 60 * 60)
    other = replace(FULL, texts={})
    await setups.replace(FULL, other, LIN, "b.json")
    assert await next_questions(database) == {GUILD: tomorrow}
    await setups.replace(other, EMPTY, LIN, "c.json")
    assert await next_questions(database) == {}
