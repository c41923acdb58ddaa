"""Reminders on a schedule: which there are, when each is due, and what it says next."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda
from bot.errors import N_, UserError
from bot.i18n import ENGLISH, LANGUAGES, LOCALES, SIMPLIFIED, TRADITIONAL
from bot.markup import units
from bot.onboarding.zones import zone
from bot.rules.book import Book, Rule
from bot.rules.schedule import Quiet, Schedule
from bot.store import audit, due, reminders
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.due import Due
from bot.store.reminders import Reminder
from bot.store.setups import Wording
from bot.texts.writing import Writer

# As due items are called.
KIND: Final = "reminder"
TURN, RANDOM, NEEDED, TEXT = "turn", "random", "needed", "text"
MOST: Final = 20
# Of what was needed so lately, `needed` shows more.
LATELY: Final = timedelta(days=30)
# In characters as Discord counts them, so that both languages fit into one post.
LONGEST: Final = 900
MOST_MESSAGES: Final = 100
# Where the own text of a reminder stands, by locale.
FIELDS: Final = {ENGLISH: "text_en", SIMPLIFIED: "text_cn", TRADITIONAL: "text_tw"}
_GONE: Final = N_("This reminder is gone. `/redbridge reminders list` shows those there are.")
_FULL: Final = N_("There are {most} reminders, which is the most. Remove one before you add another.")
_LONG: Final = N_(
    "The text in {language} has {count} characters; {most} are the most, so that both languages fit into one post. "
    "Nothing was changed."
)
_NO_TEXT: Final = N_("This reminder has no text of its own yet. Write one first; nothing was changed.")
_MESSAGES: Final = N_("Wait for {most} messages at most. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Saying:
    """What a reminder says: a rule, or (None) its own text. seed: the same for every attempt of the same one."""

    rule: Rule | None
    seed: str


class Reminders:
    """Reads and changes reminders, and decides what is said. All that write raise UserError, else StoreError."""

    def __init__(self, database: Database, clock: Clock, agenda: Agenda, writer: Writer) -> None:
        self._database = database
        self._clock = clock
        self._agenda = agenda
        self._writer = writer

    async def every(self, guild_id: int) -> list[Reminder]:
        """All of a server."""
        return list(await self._database.read(reminders.every, guild_id))

    async def get(self, guild_id: int, reminder_id: int) -> Reminder:
        """One of them; raises UserError if it is gone."""
        return _there(await self._database.read(reminders.get, guild_id, reminder_id))

    async def find(self, item: Due) -> Reminder | None:
        """That of a due item, if it is still there and on."""
        found = await self._database.read(reminders.get, item.guild_id, item.subject_id)
        return found if found and found.is_on else None

    async def add(self, reminder: Reminder, by: int) -> Reminder:
        """Add one; its number is chosen here."""
        made = await self._database.write(_add, replace(reminder, updated_by=by), self._clock.now())
        self._agenda.changed(KIND)
        return made

    async def edit(self, guild_id: int, reminder_id: int, by: int, changes: Mapping[str, Any]) -> Reminder:
        """Change some of its fields; where its schedule changes, when it is due next is reckoned from now."""
        edited = await self._database.write(_edit, guild_id, reminder_id, by, self._clock.now(), changes)
        self._agenda.changed(KIND)
        return edited

    async def write(self, guild_id: int, texts: Mapping[str, str], by: int) -> dict[str, str]:
        """The fields of a reminder that has a text of its own, by locale; those that are missing are translated."""
        done = await self.whole(guild_id, {locale: Wording("", text.strip()) for locale, text in texts.items()}, by)
        machine = " ".join(locale for locale in LOCALES if done[locale].is_machine)
        return {FIELDS[locale]: done[locale].text for locale in LOCALES} | {"choice": TEXT, "machine": machine}

    async def whole(self, guild_id: int, texts: Mapping[str, Wording], by: int) -> Mapping[str, Wording]:
        """A text in all languages, each short enough."""
        done = await self._writer.complete(texts, guild_id, by)
        for locale, wording in done.items():
            if (count := units(wording.text)) > LONGEST:
                raise UserError(_LONG, language=LANGUAGES[locale], count=count, most=LONGEST)
        return done

    async def remove(self, guild_id: int, reminder_id: int, by: int) -> Reminder:
        """Forget one; what it was. What it said last stays where it is."""
        return await self._database.write(_remove, guild_id, reminder_id, by, self._clock.now())

    async def shown(self, reminder: Reminder, rule_id: int | None, post_id: int) -> None:
        """Note what was said."""
        await self._database.write(reminders.shown, reminder, rule_id, post_id, _milliseconds(self._clock.now()))

    def reload(self) -> None:
        """Look anew at what is due when, after somebody else's unit of work."""
        self._agenda.changed(KIND)

    def next_time(self, reminder: Reminder, since: datetime | None = None) -> datetime | None:
        """When it is due next, after a moment if one is given, but never before now: what was missed is past."""
        now = self._clock.now()
        schedule = schedule_of(reminder)
        due_at = schedule.after(since or now)
        return due_at if due_at is None or due_at > now else schedule.after(now)

    def waits_until(self, reminder: Reminder) -> datetime | None:
        """The end of its quiet hours, if it is in them now; None if it may speak."""
        now = self._clock.now()
        schedule = schedule_of(reminder)
        if schedule.quiet is None or not schedule.quiet.holds(now.astimezone(schedule.zone)):
            return None
        return schedule.quiet_end(now)

    def choose(self, reminder: Reminder, item: Due, book: Book, needed: Mapping[int, int]) -> Saying | None:
        """What it says this time; None if there is nothing to say. needed: how often each rule was, lately."""
        seed = f"{item.guild_id} {item.subject_id} {item.due_at}"
        if reminder.choice == TEXT:
            return Saying(None, seed)
        if not book.rules:
            return None
        dice = random.Random(seed)  # noqa: S311 - nothing secret
        if reminder.choice == RANDOM:
            return Saying(dice.choice(book.rules), seed)
        if reminder.choice == NEEDED:
            weights = [1 + needed.get(rule.rule_id, 0) for rule in book.rules]
            return Saying(dice.choices(book.rules, weights)[0], seed)
        last = book.rule(reminder.rule_id) if reminder.rule_id is not None else None
        return Saying(book.rules[(last.position + 1) % len(book.rules) if last else 0], seed)


def own_text(reminder: Reminder, locale: str) -> str:
    """What a reminder of its own says in a language."""
    return getattr(reminder, FIELDS[locale]) or ""


def schedule_of(reminder: Reminder) -> Schedule:
    """When it is due."""
    every = None if reminder.every_minutes is None else timedelta(minutes=reminder.every_minutes)
    quiet = None
    if reminder.quiet_from is not None and reminder.quiet_until is not None:
        quiet = Quiet(_clock(reminder.quiet_from), _clock(reminder.quiet_until))
    return Schedule(zone(reminder.zone), every, reminder.cron, quiet)


def _check(reminder: Reminder) -> None:
    if not 0 <= reminder.least_messages <= MOST_MESSAGES:
        raise UserError(_MESSAGES, most=MOST_MESSAGES)
    if reminder.choice == TEXT and not reminder.text_en:
        raise UserError(_NO_TEXT)


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _there(reminder: Reminder | None) -> Reminder:
    if reminder is None:
        raise UserError(_GONE)
    return reminder


def _add(connection: Connection, reminder: Reminder, now: datetime) -> Reminder:
    _check(reminder)
    if len(reminders.every(connection, reminder.guild_id)) >= MOST:
        raise UserError(_FULL, most=MOST)
    at = _milliseconds(now)
    number = reminders.add(connection, replace(reminder, updated_at=at))
    made = replace(reminder, reminder_id=number, updated_at=at)
    audit.add(connection, Change(made.guild_id, at, made.updated_by, "rule.timed-add", str(number)))
    plan_next(connection, None, made, now)
    return made


def _edit(  # noqa: PLR0913, PLR0917 - which one, who, when and what
    connection: Connection, guild_id: int, reminder_id: int, by: int, now: datetime, changes: Mapping[str, Any]
) -> Reminder:
    former = _there(reminders.get(connection, guild_id, reminder_id))
    edited = replace(former, **changes, updated_at=_milliseconds(now), updated_by=by)
    _check(edited)
    reminders.replace(connection, edited)
    action = "rule.timed-edit" if edited.is_on == former.is_on else f"rule.timed-{'on' if edited.is_on else 'off'}"
    audit.add(connection, Change(guild_id, edited.updated_at, by, action, str(reminder_id)))
    plan_next(connection, former, edited, now)
    return edited


def _remove(connection: Connection, guild_id: int, reminder_id: int, by: int, now: datetime) -> Reminder:
    former = _there(reminders.get(connection, guild_id, reminder_id))
    reminders.remove(connection, guild_id, reminder_id)
    due.cancel(connection, KIND, guild_id, reminder_id)
    audit.add(connection, Change(guild_id, _milliseconds(now), by, "rule.timed-remove", str(reminder_id)))
    return former


def _rhythm(reminder: Reminder) -> tuple[object, ...]:
    """All that decides when it is due."""
    return reminder.is_on, schedule_of(reminder)


def plan_next(connection: Connection, former: Reminder | None, reminder: Reminder, now: datetime) -> None:
    """Let a reminder be due when its schedule says, or never; as ever if that is as before."""
    if former and _rhythm(reminder) == _rhythm(former):
        return
    due_at = schedule_of(reminder).after(now.astimezone(UTC)) if reminder.is_on else None
    if due_at is None:
        due.cancel(connection, KIND, reminder.guild_id, reminder.reminder_id)
    else:
        due.put(connection, Due(KIND, reminder.guild_id, reminder.reminder_id, _milliseconds(due_at)))
