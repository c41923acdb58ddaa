"""A document, as it would be in this server: rules, channels and roles are those of the same id or name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.errors import N_, UserError
from bot.filing.parts import Place
from bot.filing.problems import Problem
from bot.i18n import LOCALES
from bot.markup import units
from bot.rules import timing
from bot.rules.book import Rule
from bot.rules.reminder_files.document import Document, ReminderPart, RuleName, TextPart, TriggerPart
from bot.rules.reminder_files.here import Here
from bot.rules.reminders import LONGEST, TEXT
from bot.store.reminders import Reminder
from bot.store.setups import Wording
from bot.store.triggers import Trigger

_NO_RULE: Final = N_(
    "No rule here is called “{name}”. Write the name or the number of one that there is, "
    "or bring the rules along first: `/redbridge rules import`."
)
_BY_NUMBER: Final = N_("No rule here is called “{name}”, so by its number it is rule {number}, “{there}”.")
_NO_CHANNEL: Final = N_("No channel here is called “{name}”, so the reminder is paused until you choose one for it.")
_MANY_CHANNELS: Final = N_(
    "{n} channels here are called “{name}”, so the reminder is paused until you choose one for it."
)
_NOT_SPARED: Final = N_("No channel here is called “{name}”, so that one is left out.")
_NO_ROLE: Final = N_("No role here is called “{name}”, so that one is left out.")
_MANY: Final = N_("{n} here are called “{name}”, so that one is left out. Choose the right one on the trigger's card.")
_NO_ZONE: Final = N_("There is no time zone “{name}”. It must be one such as Asia/Shanghai or America/New_York.")
_NO_TEXT: Final = N_("This reminder shows a text of its own, and there is none in any language.")
_LONG: Final = N_("This is too long: {most} characters is the most.")
# Of a channel that nobody has chosen yet: no channel has it.
NOWHERE: Final = 0


@dataclass(frozen=True, slots=True)
class ReminderDraft:
    """A reminder as a file has it; texts: its own, by locale, those that the file has. where: `reminders.3`."""

    where: str
    reminder: Reminder
    texts: Mapping[str, Wording]


@dataclass(frozen=True, slots=True)
class TriggerDraft:
    """A trigger as a file has it."""

    where: str
    trigger: Trigger


@dataclass(slots=True)
class Placing:
    """Reads documents for a server. problems: what keeps one from being used; notes: what becomes of it otherwise.

    find_zone: what somebody means by a time zone. tidied: a trigger as it can be kept, raises UserError. fold: what
    makes two spellings of a name the same.
    """

    here: Here
    now: datetime
    find_zone: Callable[[str], str | None]
    tidied: Callable[[Trigger], Trigger]
    fold: Callable[[str], str]
    problems: list[Problem] = field(default_factory=list[Problem])
    notes: list[Problem] = field(default_factory=list[Problem])

    def reminders(self, document: Document) -> Sequence[ReminderDraft] | None:
        """Those of a file; None if it says nothing of reminders."""
        if document.reminders is None:
            return None
        return [self._reminder(f"reminders.{number}", part) for number, part in enumerate(document.reminders)]

    def triggers(self, document: Document) -> Sequence[TriggerDraft] | None:
        """Those of a file that can be; None if it says nothing of triggers."""
        if document.triggers is None:
            return None
        found = [self._trigger(f"triggers.{number}", part) for number, part in enumerate(document.triggers)]
        return [each for each in found if each]

    def _reminder(self, where: str, part: ReminderPart) -> ReminderDraft:
        zone = self.find_zone(part.zone)
        if zone is None:
            self.problems.append(Problem(f"{where}.zone", _NO_ZONE, {"name": part.zone}))
        there = ZoneInfo(zone or "UTC")
        every, cron = self._tried(f"{where}.when", lambda: timing.when(part.when, there, self.now)) or (None, None)
        begin, end = self._tried(f"{where}.quiet", lambda: timing.quiet(part.quiet)) or (None, None)
        texts = self._texts(f"{where}.text", part.text)
        if part.shows == TEXT and not texts:
            self.problems.append(Problem(f"{where}.text", _NO_TEXT))
        channel = self._channel(f"{where}.channel", part.channel)
        reminder = Reminder(
            self.here.guild_id,
            0,
            channel,
            every_minutes=every,
            cron=cron,
            zone=there.key,
            quiet_from=begin,
            quiet_until=end,
            least_messages=part.messages,
            choice=part.shows,
            is_on=part.on and channel != NOWHERE,
        )
        return ReminderDraft(where, reminder, texts)

    def _trigger(self, where: str, part: TriggerPart) -> TriggerDraft | None:
        rule = self._rule(f"{where}.rule", part.rule)
        if rule is None:
            return None
        trigger = Trigger(
            self.here.guild_id,
            0,
            rule.rule_id,
            words=tuple(part.words),
            pattern=part.pattern,
            exceptions=tuple(part.exceptions),
            channels=self._spared(f"{where}.not_in", part.not_in, self.here.spared_channels, _NOT_SPARED),
            roles=self._spared(f"{where}.not_for", part.not_for, self.here.spared_roles, _NO_ROLE),
            count=part.count,
            minutes=part.minutes,
            action=part.action,
            channel_rest=part.channel_rest,
            member_rest=part.member_rest,
            is_on=part.on,
        )
        tidied = self._tried(where, lambda: self.tidied(trigger))
        return TriggerDraft(where, tidied) if tidied else None

    def _rule(self, where: str, part: RuleName) -> Rule | None:
        said = [name for name in (part.en, part.zh_cn, part.zh_tw) if name and name.strip()]
        wanted = set(map(self.fold, said))
        numbered = self.here.book.numbered(part.number) if part.number else None
        shared = {
            rule.rule_id: len(wanted & {self.fold(text.name) for text in rule.texts.values()})
            for rule in self.here.book.rules
        }
        if most := max(shared.values(), default=0):
            called = [rule for rule in self.here.book.rules if shared[rule.rule_id] == most]
            return numbered if numbered in called else called[0]
        name = said[0] if said else str(part.number or "")
        if numbered is None:
            self.problems.append(Problem(where, _NO_RULE, {"name": name}))
        elif said:
            there = numbered.texts[LOCALES[0]].name
            self.notes.append(Problem(where, _BY_NUMBER, {"name": name, "number": numbered.number, "there": there}))
        return numbered

    def _channel(self, where: str, place: Place) -> int:
        found = self.here.reminder_channels(place)
        if len(found) == 1:
            return found[0]
        self.notes.append(Problem(where, _MANY_CHANNELS if found else _NO_CHANNEL, _called(place, len(found))))
        return NOWHERE

    def _spared(
        self, where: str, places: Sequence[Place], find: Callable[[Place], Sequence[int]], missing: str
    ) -> tuple[int, ...]:
        chosen: list[int] = []
        for number, place in enumerate(places):
            found = find(place)
            if len(found) == 1:
                chosen += found
            else:
                said = _called(place, len(found))
                self.notes.append(Problem(f"{where}.{number}", _MANY if found else missing, said))
        return tuple(dict.fromkeys(chosen))

    def _texts(self, where: str, part: TextPart | None) -> dict[str, Wording]:
        if part is None:
            return {}
        given = zip(LOCALES, (part.en, part.zh_cn, part.zh_tw), strict=True)
        said = {locale: Wording("", each.text.strip(), each.machine) for locale, each in given if each}
        for locale, wording in said.items():
            if units(wording.text) > LONGEST:
                self.problems.append(Problem(f"{where}.{locale}", _LONG, {"most": LONGEST}))
        return {locale: wording for locale, wording in said.items() if wording.text}

    def _tried(self, where: str, read: Callable[[], Any]) -> Any:
        """What is read, or None where that cannot be, which is noted."""
        try:
            return read()
        except UserError as error:
            self.problems.append(Problem(where, error.message_id, error.params))
            return None


def _called(place: Place, count: int) -> dict[str, Any]:
    return {"name": place.name or place.id or "", "n": count}
