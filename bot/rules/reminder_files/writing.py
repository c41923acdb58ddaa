"""What a server has, as a file: complete, in an order of its own, and readable."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.i18n import LOCALES
from bot.rules import timing
from bot.rules.book import Rule
from bot.rules.reminder_files.document import FORMAT, VERSION
from bot.rules.reminder_files.here import Here
from bot.rules.reminders import own_text
from bot.store.reminders import Reminder
from bot.store.triggers import Trigger

# What a channel or role is called that is gone by now: nothing here or elsewhere is.
_GONE: Final = ""


def write(here: Here) -> bytes:
    """The file of a server. A trigger whose rule is gone stays out: no file could say what it is for."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "reminders": [_reminder(each, here) for each in here.present.reminders],
        "triggers": [_trigger(each, here) for each in here.present.triggers if here.book.rule(each.rule_id)],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def lost(here: Here) -> Sequence[Trigger]:
    """The triggers whose rules are gone."""
    return [each for each in here.present.triggers if here.book.rule(each.rule_id) is None]


def part(thing: Reminder | Trigger, here: Here) -> dict[str, Any]:
    """A reminder or a trigger, as a file has it."""
    return _reminder(thing, here) if isinstance(thing, Reminder) else _trigger(thing, here)


def written_when(reminder: Reminder) -> str:
    """How often it comes, as people type it."""
    return timing.short(reminder.every_minutes) if reminder.every_minutes is not None else reminder.cron or ""


def _reminder(reminder: Reminder, here: Here) -> dict[str, Any]:
    machine = reminder.machine.split()
    said = {
        locale: {"text": own_text(reminder, locale), "machine": locale in machine}
        for locale in LOCALES
        if own_text(reminder, locale)
    }
    return {
        "channel": _place(reminder.channel_id, here.talk),
        "when": written_when(reminder),
        "zone": reminder.zone,
        "quiet": _quiet(reminder),
        "messages": reminder.least_messages,
        "shows": reminder.choice,
        "text": said or None,
        "on": reminder.is_on,
    }


def _trigger(trigger: Trigger, here: Here) -> dict[str, Any]:
    rule = here.book.rule(trigger.rule_id)
    return {
        "rule": _rule(rule) if rule else None,
        "words": list(trigger.words),
        "pattern": trigger.pattern,
        "exceptions": list(trigger.exceptions),
        "not_in": [_place(each, here.channels) for each in trigger.channels],
        "not_for": [_place(each, here.roles) for each in trigger.roles],
        "count": trigger.count,
        "minutes": trigger.minutes,
        "action": trigger.action,
        "channel_rest": trigger.channel_rest,
        "member_rest": trigger.member_rest,
        "on": trigger.is_on,
    }


def _quiet(reminder: Reminder) -> str:
    if reminder.quiet_from is None or reminder.quiet_until is None:
        return ""
    return f"{timing.clock(reminder.quiet_from)}-{timing.clock(reminder.quiet_until)}"


def _rule(rule: Rule) -> dict[str, Any]:
    return {"number": rule.number} | {locale: rule.texts[locale].name for locale in LOCALES}


def _place(place_id: int, names: Mapping[int, str]) -> dict[str, str]:
    return {"id": str(place_id), "name": names.get(place_id, _GONE)}
