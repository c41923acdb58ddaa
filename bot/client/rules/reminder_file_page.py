"""What is said of a file of reminders and triggers: what it would change, line by line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from bot.client.files import file_of
from bot.client.page import Page, fitting
from bot.client.paging import excerpt
from bot.client.rules.timed_card import SHOWS, where
from bot.client.sentences import Sentence, Word
from bot.errors import N_
from bot.filing.problems import Problem
from bot.i18n import LOCALES, Catalogues
from bot.rules.reminder_files.here import Here
from bot.rules.reminder_files.plan import Plan
from bot.rules.reminder_files.writing import part, written_when
from bot.rules.reminders import TEXT, own_text
from bot.store.reminders import Reminder
from bot.store.triggers import Trigger

_NOTHING: Final = N_("**{file}** is read, and nothing in it changes anything.")
_COUNTS: Final = N_("New: {new} · changed: {changed} · taken away: {gone}")
_REMINDER: Final = N_("{mark} Reminder in {channel}: {when}, {shows}")
_TRIGGER: Final = N_("{mark} Trigger → rule {rule}, {name}: {words}")
_TRANSLATED: Final = N_(
    "🤖 Translated by machine where nobody has written it, and marked until a moderator approves it."
)
_NOTES: Final = N_("Not all of it fits here:")
_MORE: Final = N_("… ({n} more lines; the file below has all of it in full)")
_IN_FULL: Final = N_("The file below has all of it in full.")
# Of 2,000 characters; the rest is for what stands above and below.
_ROOM: Final = 1400
_NAME: Final = 60
_NEW, _CHANGED, _GONE = "🆕", "✏️", "🗑️"
_CHANGES: Final = "changes.txt"


@dataclass(frozen=True, slots=True)
class ReminderTeller:
    """Says what becomes of a server's reminders and triggers, in one language."""

    catalogues: Catalogues
    locale: str
    here: Here

    def page(self, plan: Plan, notes: Sequence[Problem], head: str, file: str) -> Page:
        """What a file changes. head: a msgid that stands above it. notes: what cannot be as it is there."""
        heads = [self._say(_NOTHING if plan.is_nothing else head, file=excerpt(file, _NAME))]
        if plan.is_nothing:
            return Page(heads[0])
        heads.append(self._say(_COUNTS, new=plan.new, changed=plan.changed, gone=plan.gone))
        told = list(self._notes(plan, notes))
        lines = [*self._lines(plan), *told]
        shown = fitting(lines, _ROOM)
        is_cut = len(shown) < len(lines)
        if not (is_cut or plan.changed or plan.gone):
            return Page("\n".join([*heads, *shown]))
        more = self._say(_MORE, n=len(lines) - len(shown)) if is_cut else self._say(_IN_FULL)
        in_full = "\n".join([*self._in_full(plan), *told])
        return Page("\n".join([*heads, *shown, more]), file_of(in_full.encode("utf-8", "replace"), _CHANGES))

    def _lines(self, plan: Plan) -> Iterator[str]:
        """A line for each that does not stay as it is."""
        for entry in (*plan.reminders, *plan.triggers):
            mark = f"{_CHANGED} **{number_of(entry.before)}**" if entry.before else _NEW
            yield self._line(mark, entry.after) + self._names(entry.before, entry.after)
        for gone in (*plan.gone_reminders, *plan.gone_triggers):
            yield self._line(f"{_GONE} **{number_of(gone)}**", gone)
        if any(each.texts for each in plan.reminders):
            yield self._say(_TRANSLATED)

    def _line(self, mark: str, thing: Reminder | Trigger) -> str:
        return self._reminder(mark, thing) if isinstance(thing, Reminder) else self._trigger(mark, thing)

    def _names(self, before: Reminder | Trigger | None, after: Reminder | Trigger) -> str:
        """What of it becomes different, as files call it."""
        if before is None:
            return ""
        former, latter = part(before, self.here), part(after, self.here)
        names = [f"`{name}`" for name in latter if latter[name] != former[name]]
        return f" ({', '.join(names)})" if names else ""

    def _reminder(self, mark: str, reminder: Reminder) -> str:
        texts = [own_text(reminder, locale) for locale in (self.locale, *LOCALES)]
        own = next(filter(None, texts), "") if reminder.choice == TEXT else ""
        # As it begins where it is posted.
        shows = f"📌 {excerpt(own, _NAME)}" if own else Word(SHOWS[reminder.choice])
        facts = {"mark": mark, "channel": where(reminder), "when": f"`{written_when(reminder)}`", "shows": shows}
        return Sentence(_REMINDER, facts).said(self.locale, self.catalogues)

    def _trigger(self, mark: str, trigger: Trigger) -> str:
        rule = self.here.book.rule(trigger.rule_id)
        facts: dict[str, Any] = {"mark": mark, "rule": "–", "name": "–"}
        if rule:
            facts |= {"rule": rule.number, "name": excerpt(rule.texts[self.locale].name, _NAME)}
        words = excerpt(" · ".join(trigger.words) or trigger.pattern, _NAME)
        return Sentence(_TRIGGER, facts | {"words": words}).said(self.locale, self.catalogues)

    def _notes(self, plan: Plan, notes: Sequence[Problem]) -> Iterator[str]:
        """What is said of the entries that change."""
        wheres = tuple(f"{each.where}." for each in (*plan.reminders, *plan.triggers))
        told = [each for each in notes if each.path.startswith(wheres)]
        if told:
            yield self._say(_NOTES)
        for each in told:
            params = {
                name: excerpt(value, _NAME) if isinstance(value, str) else value for name, value in each.params.items()
            }
            yield f"- `{each.path}`: {Sentence(each.message_id, params).said(self.locale, self.catalogues)}"

    def _in_full(self, plan: Plan) -> Iterator[str]:
        """All that becomes different, as files say it, for a file."""
        for entry in (*plan.reminders, *plan.triggers):
            yield from self._versions(entry.where, entry.before, entry.after)
        for reminder in plan.gone_reminders:
            yield from self._versions(f"⏰ {reminder.reminder_id}", reminder, None)
        for trigger in plan.gone_triggers:
            yield from self._versions(f"🔔 {trigger.trigger_id}", trigger, None)

    def _versions(
        self, head: str, before: Reminder | Trigger | None, after: Reminder | Trigger | None
    ) -> Iterator[str]:
        former, latter = (list(_flat(part(each, self.here))) if each else [] for each in (before, after))
        yield f"== {head}"
        yield from (f"- {line}" for line in former if line not in latter)
        yield from (f"+ {line}" for line in latter if line not in former)
        yield ""

    def _say(self, message_id: str, **params: str | int) -> str:
        return self.catalogues.text(self.locale, message_id, **params)


def number_of(thing: Reminder | Trigger) -> int:
    """As moderators know it."""
    return thing.reminder_id if isinstance(thing, Reminder) else thing.trigger_id


def _flat(value: Any, path: str = "") -> Iterator[str]:
    """What a part of a file says, a line for each value."""
    if isinstance(value, dict):
        for name, each in cast("dict[str, Any]", value).items():
            yield from _flat(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for each in cast("list[Any]", value):
            yield from _flat(each, path)
    else:
        yield f"{path}: {json.dumps(value, ensure_ascii=False)}"
