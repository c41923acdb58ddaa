"""What reminds of rules, taken over from a file: in one go or not at all."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.filing.problems import BadFileError, Problem
from bot.onboarding.zones import Zones
from bot.rules.reminder_files.document import Document
from bot.rules.reminder_files.here import Here, Present
from bot.rules.reminder_files.placing import Placing
from bot.rules.reminder_files.plan import Entry, Plan, replacing, with_texts
from bot.rules.reminders import KIND, MOST, Reminders, plan_next
from bot.rules.rules import Rules
from bot.rules.triggers.triggers import MOST_TRIGGERS, MOST_WORDS_OF_ALL, Triggers
from bot.store import audit, due, reminders, rules, triggers
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.reminders import Reminder
from bot.store.triggers import Trigger

_FULL: Final = N_("With this file there would be {n} reminders, and {most} is the most. Nothing was changed.")
_FULL_OF_TRIGGERS: Final = N_(
    "With this file there would be {n} triggers, and {most} is the most. Nothing was changed."
)
_ALL_WORDS: Final = N_(
    "All triggers of a server have {most} words and exceptions at most; these would be {count}. Nothing was changed."
)
# What a file leaves alone, for it changes by itself.
_OF_REMINDERS: Final = ("rule_id", "post_channel_id", "post_id", "shown_at")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a file means in a server. notes: what becomes of its parts that cannot be as they were."""

    plan: Plan
    notes: Sequence[Problem] = ()


class ReminderFiles:
    """Reads what a server has, and lets it be as a file says. All that write raise UserError, else StoreError."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a file is about
        self,
        database: Database,
        clock: Clock,
        book: Rules,
        timed: Reminders,
        called: Triggers,
        zones: Zones,
    ) -> None:
        self._database = database
        self._clock = clock
        self._rules = book
        self._reminders = timed
        self._triggers = called
        self._zones = zones

    async def present(self, guild_id: int) -> Present:
        """What a server has."""
        return await self._database.read(_present, guild_id)

    async def meant(self, document: Document, here: Here) -> Meant:
        """What a document means in a server. Raises BadFileError for what cannot be there."""
        return await asyncio.to_thread(self._meant, document, here)

    async def carry_out(self, guild_id: int, plan: Plan, file: str, by: int) -> bool:
        """Do what was planned. False, and nothing is done, if it was planned for something else than there is now.

        file: its name. by: the moderator's id.
        """
        written = [await self._whole(each, guild_id, by) if each.texts else each for each in plan.reminders]
        now = self._clock.now()
        change = Change(
            guild_id, int(now.timestamp() * 1000), by, "rule.timed-import", file[:100], None, _numbers(plan)
        )
        done = await self._database.write(_carry_out, change, replace(plan, reminders=written), now)
        if done:
            self._reminders.reload()
            touched = [each.before for each in plan.triggers if each.before] + list(plan.gone_triggers)
            await self._triggers.reload(guild_id, [each.trigger_id for each in touched])
        return done

    def _meant(self, document: Document, here: Here) -> Meant:
        triggers, zones = self._triggers, self._zones
        placing = Placing(here, self._clock.now(), zones.find, triggers.tidied, self._rules.fold)
        plan = replacing(here, placing.reminders(document), placing.triggers(document))
        for entry in plan.triggers:
            # What stands already may stay.
            try:
                triggers.refuse_everyday(entry.after)
            except UserError as error:
                placing.problems.append(Problem(entry.where, error.message_id, error.params))
        if placing.problems:
            raise BadFileError(placing.problems)
        return Meant(plan, tuple(placing.notes))

    async def _whole(self, entry: Entry[Reminder], guild_id: int, by: int) -> Entry[Reminder]:
        """An entry with its text in all languages."""
        texts = await self._reminders.whole(guild_id, entry.texts, by)
        return replace(entry, after=with_texts(entry.after, texts), texts={})


def _numbers(plan: Plan) -> str:
    """Both kinds, with what is new, changed and gone."""

    def counted(entries: Sequence[Entry[Reminder]] | Sequence[Entry[Trigger]], gone: int) -> str:
        new = sum(each.before is None for each in entries)
        return f"+{new} ~{len(entries) - new} -{gone}"

    timed = counted(plan.reminders, len(plan.gone_reminders))
    return f"⏰ {timed} 🔔 {counted(plan.triggers, len(plan.gone_triggers))}"


def _present(connection: Connection, guild_id: int) -> Present:
    return Present.of(reminders.every(connection, guild_id), triggers.of_guild(connection, guild_id))


def _carry_out(connection: Connection, change: Change, plan: Plan, now: datetime) -> bool:
    guild_id = change.guild_id
    book = rules.book(connection, guild_id)
    is_known = all(book.rule(each.after.rule_id) for each in plan.triggers)
    if not is_known or _present(connection, guild_id) != plan.present:
        return False
    # What is new comes first: it is not to have the number, and with it the buttons, of something else that goes.
    for timed in plan.reminders:
        _keep_reminder(connection, change, timed.after, now)
    for called in plan.triggers:
        _keep_trigger(connection, change, called.after)
    for reminder in plan.gone_reminders:
        reminders.remove(connection, guild_id, reminder.reminder_id)
        due.cancel(connection, KIND, guild_id, reminder.reminder_id)
    for trigger in plan.gone_triggers:
        triggers.remove(connection, guild_id, trigger.trigger_id)
    _require_room(_present(connection, guild_id))
    audit.add(connection, change)
    return True


def _keep_reminder(connection: Connection, change: Change, reminder: Reminder, now: datetime) -> None:
    """Keep one; a number that it has already is that of one that is there."""
    own = replace(reminder, updated_at=change.at, updated_by=change.member_id)
    former = reminders.get(connection, own.guild_id, own.reminder_id)
    if former is None:
        own = replace(own, reminder_id=reminders.add(connection, own))
    else:
        own = replace(own, **{name: getattr(former, name) for name in _OF_REMINDERS})
        reminders.replace(connection, own)
    plan_next(connection, former, own, now)


def _keep_trigger(connection: Connection, change: Change, trigger: Trigger) -> None:
    own = replace(trigger, updated_at=change.at, updated_by=change.member_id)
    former = triggers.get(connection, own.guild_id, own.trigger_id)
    if former is None:
        triggers.add(connection, replace(own, trigger_id=triggers.next_id(connection, own.guild_id)))
    else:
        triggers.replace(connection, replace(own, snoozed_until=former.snoozed_until))


def _require_room(present: Present) -> None:
    if (n := len(present.reminders)) > MOST:
        raise UserError(_FULL, n=n, most=MOST)
    if (n := len(present.triggers)) > MOST_TRIGGERS:
        raise UserError(_FULL_OF_TRIGGERS, n=n, most=MOST_TRIGGERS)
    count = sum(len(each.words) + len(each.exceptions) for each in present.triggers)
    if count > MOST_WORDS_OF_ALL:
        raise UserError(_ALL_WORDS, most=MOST_WORDS_OF_ALL, count=count)
