"""The log of reminders: nothing twice, what was needed, and what is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.audit.trail import Trail
from bot.rules.log import FALSE, HAND, KEPT_DAYS, SCHEDULE, TRIGGER, Reminded, ReminderLog
from bot.store.database import Database
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio

CLUB, LIN = 1, 9


def reminded(log: ReminderLog, message_id: int, how: str, rule_id: int = 3, **more: int | str) -> Reminded:
    return replace(Reminded(CLUB, message_id, how, rule_id, 7, log.now()), **more)


async def test_a_message_is_reminded_of_once_in_each_way(database: Database) -> None:
    log = ReminderLog(database, ManualClock())
    first = reminded(log, 50, TRIGGER, source_id=4, word="election")
    assert await log.note(first)
    assert not await log.note(reminded(log, 50, TRIGGER, rule_id=8))
    assert await log.note(reminded(log, 50, HAND, by=LIN))
    assert await log.get(CLUB, 50, TRIGGER) == first
    assert await log.get(2, 50, TRIGGER) is None


async def test_what_could_not_be_given_can_be_given_yet(database: Database) -> None:
    log = ReminderLog(database, ManualClock())
    await log.note(reminded(log, 50, HAND))
    await log.withdraw(reminded(log, 50, HAND))
    assert await log.note(reminded(log, 50, HAND))


async def test_by_hand_only_the_first_moderator_reminds(database: Database) -> None:
    clock = ManualClock()
    log = ReminderLog(database, clock)
    hers = reminded(log, 50, HAND, by=LIN)
    assert await log.begin_by_hand(hers) is None
    assert await log.begin_by_hand(reminded(log, 50, HAND, by=8)) == hers
    await log.given_by_hand(hers, "3. No politics")
    clock.advance(3600)
    found = await log.begin_by_hand(reminded(log, 50, HAND, by=8))
    assert found is not None
    assert found.by == LIN


async def test_what_a_dead_process_began_by_hand_is_in_nobodys_way(database: Database) -> None:
    clock = ManualClock()
    log = ReminderLog(database, clock)
    await log.begin_by_hand(reminded(log, 50, HAND, by=LIN))
    clock.advance(121)
    assert await log.begin_by_hand(reminded(log, 50, HAND, by=8)) is None
    found = await log.get(CLUB, 50, HAND)
    assert found is not None
    assert found.by == 8


async def test_where_it_stands_is_noted_without_losing_what_was_noted_before(database: Database) -> None:
    log = ReminderLog(database, ManualClock())
    one = reminded(log, 50, TRIGGER)
    await log.note(one)
    await log.posted(one, post_id=60)
    await log.posted(one, note_id=70)
    assert await log.get(CLUB, 50, TRIGGER) == replace(one, post_id=60, note_id=70)


async def test_rules_are_needed_as_often_as_somebody_had_to_be_reminded(database: Database) -> None:
    clock = ManualClock()
    log = ReminderLog(database, clock)
    await log.note(reminded(log, 40, TRIGGER, rule_id=1))
    clock.advance(3600)
    since = clock.now()
    for message_id, how, rule_id in ((50, TRIGGER, 1), (51, HAND, 1), (52, TRIGGER, 2), (53, SCHEDULE, 2)):
        await log.note(reminded(log, message_id, how, rule_id))
    assert await log.needed(CLUB, since, clock.now() + timedelta(minutes=1)) == {1: 2, 2: 1}
    false = await log.mark_false(CLUB, 52, TRIGGER)
    assert false is not None
    assert false.state == FALSE
    assert await log.needed(CLUB, since, clock.now() + timedelta(minutes=1)) == {1: 2}
    assert await log.needed(CLUB, since - timedelta(hours=2), clock.now() + timedelta(minutes=1)) == {1: 3}
    assert await log.mark_false(CLUB, 99, TRIGGER) is None


async def test_reminders_are_forgotten_after_a_while(database: Database) -> None:
    clock = ManualClock()
    log = ReminderLog(database, clock)
    await log.note(reminded(log, 50, TRIGGER))
    clock.advance((KEPT_DAYS - 1) * 86400)
    await log.note(reminded(log, 51, TRIGGER))
    await log.prune()
    assert await log.get(CLUB, 50, TRIGGER) is not None
    clock.advance(2 * 86400)
    await log.prune()
    assert await log.get(CLUB, 50, TRIGGER) is None
    assert await log.get(CLUB, 51, TRIGGER) is not None


async def test_what_a_moderator_gave_stands_among_their_changes(database: Database) -> None:
    log = ReminderLog(database, ManualClock())
    for message_id, post_id in ((50, 60), (51, None)):
        one = reminded(log, message_id, HAND, by=LIN)
        await log.note(one)
        await log.given_by_hand(replace(one, post_id=post_id), "3. No politics")
    changes = (await Trail(database, ManualClock()).page(CLUB, 0)).changes
    assert [(change.action, change.member_id, change.subject) for change in changes] == [
        ("rule.remind-privately", LIN, "3. No politics"),
        ("rule.remind", LIN, "3. No politics"),
    ]
    found = await log.get(CLUB, 50, HAND)
    assert found is not None
    assert found.post_id == 60
