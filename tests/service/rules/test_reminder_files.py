"""What reminds of rules is taken over from a file on a real database: once, in one go or not at all."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from bot.due.agenda import Agenda
from bot.errors import UserError
from bot.onboarding.zones import Zones
from bot.rules.reminder_files.document import FORMAT, Document
from bot.rules.reminder_files.here import Here, Present
from bot.rules.reminder_files.plan import Plan, adding
from bot.rules.reminder_files.taking import ReminderFiles
from bot.rules.reminders import KIND, MOST, Reminders
from bot.rules.triggers.triggers import Triggers
from bot.store import audit
from bot.store.database import Database
from bot.store.reminders import Reminder
from bot.texts.writing import Writer
from tests.fakes.clock import ManualClock
from tests.fakes.engine import ScriptedEngine
from tests.fakes.knowledge import pipeline_of
from tests.service.rules.test_rules import GUILD, LIN, MO, made, three

pytestmark = pytest.mark.asyncio
TEA = 7
DAILY = {"channel": {"name": "tea"}, "when": "1d", "shows": "needed"}


class Desk:
    """All that a file is about."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, ManualClock()
        self.due = Agenda(database, self.clock)
        self.rules = made(database, ScriptedEngine())
        writer = Writer(pipeline_of([ScriptedEngine()], self.clock), lambda _: None)
        self.reminders = Reminders(database, self.clock, self.due, writer)
        self.triggers = Triggers(database, self.clock)
        zones = Zones(lambda _: [])
        self.files = ReminderFiles(database, self.clock, self.rules, self.reminders, self.triggers, zones)

    async def planned(self, **lists: Any) -> Plan:
        here = Here(GUILD, await self.rules.book(GUILD), await self.files.present(GUILD), {TEA: "tea"})
        document = Document.model_validate({"format": FORMAT, "version": 1} | lists)
        return (await self.files.meant(document, here)).plan

    async def timed(self) -> Reminder:
        return await self.reminders.add(Reminder(GUILD, 0, TEA, every_minutes=60), LIN)


@pytest_asyncio.fixture
async def desk(database: Database) -> Desk:
    desk = Desk(database)
    await desk.rules.add(GUILD, three("A"), LIN)
    return desk


async def test_what_was_planned_is_done_and_written_down_once(desk: Desk) -> None:
    former = await desk.timed()
    trigger = await desk.triggers.add(GUILD, 1, LIN, words=("politics",))
    plan = await desk.planned(reminders=[DAILY], triggers=[{"rule": {"number": 1}, "words": ["lottery"]}])
    desk.due.call(KIND).clear()
    assert await desk.files.carry_out(GUILD, plan, "ours.json", MO)
    assert desk.due.call(KIND).is_set()
    (made,) = await desk.reminders.every(GUILD)
    assert (made.reminder_id, made.every_minutes, made.updated_by) == (former.reminder_id + 1, 24 * 60, MO)
    assert await desk.due.when(KIND, GUILD, made.reminder_id) == desk.reminders.next_time(made)
    assert await desk.due.when(KIND, GUILD, former.reminder_id) is None
    assert [called.word for called in desk.triggers.called(GUILD, "politics and lottery")] == ["lottery"]
    assert [each.trigger_id for each in desk.triggers.of(GUILD)] == [trigger.trigger_id + 1]
    latest = (await desk.database.read(audit.latest, GUILD, 1))[0]
    assert (latest.action, latest.subject, latest.member_id) == ("rule.timed-import", "ours.json", MO)
    assert latest.after == "⏰ +1 ~0 -1 🔔 +1 ~0 -1"


async def test_what_is_taken_away_is_not_due_any_more(desk: Desk) -> None:
    former = await desk.timed()
    assert await desk.files.carry_out(GUILD, await desk.planned(reminders=[]), "none.json", MO)
    assert await desk.reminders.every(GUILD) == []
    assert await desk.due.when(KIND, GUILD, former.reminder_id) is None


async def test_when_it_is_due_stays_where_the_schedule_does(desk: Desk) -> None:
    former = await desk.timed()
    due_at = await desk.due.when(KIND, GUILD, former.reminder_id)
    desk.clock.advance(60)
    for messages, when, is_kept in ((5, "1h", True), (5, "2h", False)):
        value = {"channel": {"name": "tea"}, "when": when, "messages": messages}
        assert await desk.files.carry_out(GUILD, await desk.planned(reminders=[value]), "ours.json", MO)
        assert (await desk.due.when(KIND, GUILD, former.reminder_id) == due_at) is is_kept


async def test_two_files_at_once_one_of_them_is_taken(desk: Desk) -> None:
    plans = [await desk.planned(reminders=[DAILY | {"when": when}]) for when in ("2d", "3d")]
    done = await asyncio.gather(*(desk.files.carry_out(GUILD, plan, "ours.json", MO) for plan in plans))
    assert sorted(done) == [False, True]
    assert len(await desk.reminders.every(GUILD)) == 1


async def test_what_does_not_fit_leaves_all_as_it_was(desk: Desk) -> None:
    for _ in range(MOST):
        await desk.timed()
    before = await desk.files.present(GUILD)
    one = {"rule": {"number": 1}, "words": ["lottery"]}
    plan = adding(await desk.planned(reminders=[DAILY], triggers=[one]))
    with pytest.raises(UserError, match="would be 21 reminders"):
        await desk.files.carry_out(GUILD, plan, "ours.json", MO)
    assert await desk.files.present(GUILD) == before
    changes = await desk.database.read(audit.latest, GUILD, 99)
    assert "rule.timed-import" not in {change.action for change in changes}


async def test_all_triggers_together_have_so_many_words_at_most(desk: Desk) -> None:
    many = [
        {"rule": {"number": 1}, "words": [f"w{n}x{number}" for number in range(200)], "exceptions": ["w1x1 y"]}
        for n in range(10)
    ]
    with pytest.raises(UserError, match="these would be 2010"):
        await desk.files.carry_out(GUILD, await desk.planned(triggers=many), "ours.json", MO)
    assert await desk.files.present(GUILD) == Present()


async def test_a_rule_that_goes_before_it_is_done_ends_it(desk: Desk) -> None:
    plan = await desk.planned(triggers=[{"rule": {"number": 1}, "words": ["lottery"]}])
    await desk.rules.remove(GUILD, 1, LIN)
    assert not await desk.files.carry_out(GUILD, plan, "ours.json", MO)
    assert await desk.files.present(GUILD) == Present()


async def test_a_trigger_that_is_quiet_for_a_while_stays_so(desk: Desk) -> None:
    trigger = await desk.triggers.add(GUILD, 1, LIN, words=("politics",))
    plan = await desk.planned(triggers=[{"rule": {"number": 1}, "words": ["politics", "vote"]}])
    await desk.triggers.snooze(GUILD, trigger.trigger_id, LIN, 60)
    assert await desk.files.carry_out(GUILD, plan, "ours.json", MO)
    (now,) = desk.triggers.of(GUILD)
    assert now.words == ("politics", "vote")
    assert not desk.triggers.is_awake(now)
