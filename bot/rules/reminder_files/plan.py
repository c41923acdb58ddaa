"""What a file would change: which of its reminders and triggers there are already, are others by now, or are new."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from bot.i18n import LOCALES
from bot.rules.reminder_files.here import Here, Present
from bot.rules.reminder_files.placing import ReminderDraft, TriggerDraft
from bot.rules.reminders import FIELDS, TEXT, own_text
from bot.store.reminders import Reminder
from bot.store.setups import Wording
from bot.store.triggers import Trigger

ThingT = TypeVar("ThingT", Reminder, Trigger)
DraftT = TypeVar("DraftT")


@dataclass(frozen=True, slots=True)
class Entry(Generic[ThingT]):
    """A reminder or trigger that a file changes. before: what it is now, None if it is new.

    where: its place in the file. texts: of a reminder that still has to be translated, what is known of it by locale.
    """

    where: str
    before: ThingT | None
    after: ThingT
    texts: Mapping[str, Wording] = field(default_factory=dict[str, Wording])


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done. present: what it was made for; what is named nowhere stays as it is."""

    present: Present
    reminders: Sequence[Entry[Reminder]] = ()
    triggers: Sequence[Entry[Trigger]] = ()
    gone_reminders: Sequence[Reminder] = ()
    gone_triggers: Sequence[Trigger] = ()

    @property
    def new(self) -> int:
        """How many there are not yet."""
        return sum(each.before is None for each in (*self.reminders, *self.triggers))

    @property
    def changed(self) -> int:
        """How many will be different."""
        return len(self.reminders) + len(self.triggers) - self.new

    @property
    def gone(self) -> int:
        """How many are taken away."""
        return len(self.gone_reminders) + len(self.gone_triggers)

    @property
    def is_nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.new or self.changed or self.gone)


def replacing(here: Here, reminders: Sequence[ReminderDraft] | None, triggers: Sequence[TriggerDraft] | None) -> Plan:
    """The file in the place of what there is; None: all these stay, as do triggers whose rules are gone."""
    present = here.present
    timed = [] if reminders is None else _paired(present.reminders, reminders, (_is_reminder, _is_about, _is_at))
    called = [] if triggers is None else _paired(present.triggers, triggers, (_is_trigger, _shares, _is_worded))
    kept = [each for _, each in (*timed, *called)]
    entries = [_reminder(draft, former) for draft, former in timed]
    others = [_trigger(draft, former) for draft, former in called]
    known = [each for each in present.triggers if here.book.rule(each.rule_id)]
    return Plan(
        present,
        [each for each in entries if each.texts or each.after != each.before],
        [each for each in others if each.after != each.before],
        [] if reminders is None else [each for each in present.reminders if each not in kept],
        [] if triggers is None else [each for each in known if each not in kept],
    )


def adding(plan: Plan) -> Plan:
    """Only what is new; all that there is stays as it is."""
    return Plan(
        plan.present,
        [each for each in plan.reminders if each.before is None],
        [each for each in plan.triggers if each.before is None],
    )


def _paired(
    present: Sequence[ThingT], drafts: Sequence[DraftT], likes: Sequence[Callable[[DraftT, ThingT], bool]]
) -> list[tuple[DraftT, ThingT | None]]:
    """Each draft with what it means of what there is, each of which is meant once; the surest likeness first."""
    left, found = list(present), dict[int, ThingT]()
    for is_alike in likes:
        for number, draft in enumerate(drafts):
            former = next((each for each in left if number not in found and is_alike(draft, each)), None)
            if former is not None:
                left.remove(former)
                found[number] = former
    return [(draft, found.get(number)) for number, draft in enumerate(drafts)]


def _is_reminder(draft: ReminderDraft, former: Reminder) -> bool:
    """Whether it says the very same."""
    entry = _reminder(draft, former)
    return not entry.texts and entry.after == former


def _is_about(draft: ReminderDraft, former: Reminder) -> bool:
    """Whether it shows the same in the same channel."""
    if (draft.reminder.channel_id, draft.reminder.choice) != (former.channel_id, former.choice):
        return False
    return former.choice != TEXT or any(own_text(former, each) == said.text for each, said in draft.texts.items())


def _is_at(draft: ReminderDraft, former: Reminder) -> bool:
    """Whether it comes at the same times in the same channel."""
    fields = ("channel_id", "every_minutes", "cron", "zone")
    return all(getattr(draft.reminder, each) == getattr(former, each) for each in fields)


def _reminder(draft: ReminderDraft, former: Reminder | None) -> Entry[Reminder]:
    """What a file says, and of the languages that it does not say all that need not be translated anew."""
    own = draft.reminder if former is None else replace(draft.reminder, reminder_id=former.reminder_id)
    if not draft.texts:
        # What it could say, if it ever is to say something of its own, is no business of a file that is silent on it.
        return Entry(draft.where, former, with_texts(own, _wordings(former)) if former else own)
    texts = _kept(draft.texts, _wordings(former)) if former else draft.texts
    missing = [locale for locale in LOCALES if locale not in texts]
    return Entry(draft.where, former, with_texts(own, texts), texts if missing else {})


def _kept(given: Mapping[str, Wording], former: Mapping[str, Wording]) -> Mapping[str, Wording]:
    is_same = all(former.get(locale) == wording for locale, wording in given.items())
    return {each: said for each, said in former.items() if is_same or not said.is_machine} | dict(given)


def with_texts(reminder: Reminder, texts: Mapping[str, Wording]) -> Reminder:
    """A reminder with a text of its own, by locale."""
    machine = " ".join(locale for locale in LOCALES if locale in texts and texts[locale].is_machine)
    return replace(reminder, machine=machine, **{FIELDS[locale]: said.text for locale, said in texts.items()})


def _wordings(reminder: Reminder) -> dict[str, Wording]:
    machine = reminder.machine.split()
    said = {locale: own_text(reminder, locale) for locale in LOCALES}
    return {locale: Wording("", text, locale in machine) for locale, text in said.items() if text}


def _is_trigger(draft: TriggerDraft, former: Trigger) -> bool:
    return replace(draft.trigger, trigger_id=former.trigger_id) == former


def _shares(draft: TriggerDraft, former: Trigger) -> bool:
    """Whether it calls for the same rule because of a word or pattern that is the same."""
    new = draft.trigger
    is_same = not set(new.words).isdisjoint(former.words) or (bool(new.pattern) and new.pattern == former.pattern)
    return new.rule_id == former.rule_id and is_same


def _is_worded(draft: TriggerDraft, former: Trigger) -> bool:
    """Whether it looks for the very same, be it for another rule."""
    return (draft.trigger.words, draft.trigger.pattern) == (former.words, former.pattern)


def _trigger(draft: TriggerDraft, former: Trigger | None) -> Entry[Trigger]:
    own = draft.trigger if former is None else replace(draft.trigger, trigger_id=former.trigger_id)
    return Entry(draft.where, former, own)
