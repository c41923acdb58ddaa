"""The server that a file is written of, or into which it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.filing.parts import Place
from bot.rules.book import Book
from bot.store.reminders import Reminder
from bot.store.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Present:
    """What a server has, as far as moderators decide it: without what was said last, and until when it rests."""

    reminders: tuple[Reminder, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @classmethod
    def of(cls, reminders: Sequence[Reminder], triggers: Sequence[Trigger]) -> "Present":
        """What is stored, without what changes by itself."""
        return cls(tuple(map(_decided_reminder, reminders)), tuple(map(_decided_trigger, triggers)))


@dataclass(frozen=True, slots=True)
class Here:
    """A server. talk, channels, roles: names by ids.

    talk: where reminders can come; channels: all places that a trigger can spare.
    """

    guild_id: int
    book: Book
    present: Present
    talk: Mapping[int, str] = field(default_factory=dict[int, str])
    channels: Mapping[int, str] = field(default_factory=dict[int, str])
    roles: Mapping[int, str] = field(default_factory=dict[int, str])

    def reminder_channels(self, place: Place) -> Sequence[int]:
        """The channels that are meant, for a reminder: none, one, or several of the same name."""
        return _meant(place, self.talk, {each.channel_id for each in self.present.reminders})

    def spared_channels(self, place: Place) -> Sequence[int]:
        """The channels that are meant, for a trigger that does not apply there."""
        return _meant(place, self.channels, {each for trigger in self.present.triggers for each in trigger.channels})

    def spared_roles(self, place: Place) -> Sequence[int]:
        """The roles that are meant."""
        return _meant(place, self.roles, {each for trigger in self.present.triggers for each in trigger.roles})


def _meant(place: Place, known: Mapping[int, str], used: set[int]) -> Sequence[int]:
    """By the id, also of what is chosen here already and gone by now; else by the name."""
    if place.id and int(place.id) and int(place.id) in known.keys() | used:
        return [int(place.id)]
    wanted = place.name.strip().lstrip("#@").casefold()
    return [each for each, name in known.items() if name.lstrip("#@").casefold() == wanted] if wanted else []


def _decided_reminder(reminder: Reminder) -> Reminder:
    said = {"rule_id": None, "post_channel_id": None, "post_id": None, "shown_at": None}
    return replace(reminder, **said, updated_at=0, updated_by=0)


def _decided_trigger(trigger: Trigger) -> Trigger:
    return replace(trigger, snoozed_until=None, updated_at=0, updated_by=0)
