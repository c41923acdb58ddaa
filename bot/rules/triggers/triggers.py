"""Triggers: topics that call for a rule. Decided by moderators, and looked for in each message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.rules.triggers.checking import checked
from bot.rules.triggers.everyday import lines, refuse_everyday
from bot.rules.triggers.folding import Folding
from bot.rules.triggers.matcher import Matcher, Topic
from bot.rules.triggers.thresholds import Thresholds
from bot.store import audit, triggers
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.triggers import Trigger

_MINUTE: Final = 60 * 1000
MOST_TRIGGERS: Final = 50
MOST_WORDS_OF_ALL: Final = 2000
_GONE: Final = N_("This trigger is gone. Nothing was changed: `/redbridge triggers list` shows those there are.")
_CHANGED: Final = N_(
    "Somebody else changed this trigger meanwhile, so yours was not kept: theirs stands. Look at it, and decide again."
)
_FULL: Final = N_("This server has {most} triggers, which is the most. Nothing was changed: remove one first.")
_ALL_WORDS: Final = N_(
    "All triggers of a server have {most} words and exceptions at most; these would be {count}. Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Called:
    """A trigger that a text would call, and the word or pattern by which it was found."""

    trigger: Trigger
    word: str


@dataclass(frozen=True, slots=True)
class _Watch:
    triggers: Mapping[int, Trigger]
    matcher: Matcher


class Triggers:
    """Keeps the triggers of all servers in RAM, for every message is looked at; a server is heard by one process.

    All that write raise UserError for what cannot be, else StoreError. by: the moderator's id.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._folding = Folding()
        self._everyday = lines()
        self._watches: dict[int, _Watch] = {}
        self.thresholds = Thresholds()

    async def load(self) -> None:
        """Read what servers decided."""
        found: dict[int, list[Trigger]] = {}
        for trigger in await self._database.read(triggers.everywhere):
            found.setdefault(trigger.guild_id, []).append(trigger)
        for guild_id, each in found.items():
            self._watch(guild_id, each)

    def now(self) -> int:
        """The present moment in milliseconds UTC."""
        return int(self._clock.now().timestamp() * 1000)

    def of(self, guild_id: int) -> Sequence[Trigger]:
        """The triggers of a server, from RAM."""
        watch = self._watches.get(guild_id)
        return list(watch.triggers.values()) if watch else []

    def get(self, guild_id: int, trigger_id: int) -> Trigger:
        """One of them; raises UserError if it is gone."""
        watch = self._watches.get(guild_id)
        if watch is None or trigger_id not in watch.triggers:
            raise UserError(_GONE)
        return watch.triggers[trigger_id]

    def called(self, guild_id: int, *texts: str) -> Sequence[Called]:
        """The triggers that a message, or its translation, calls; whether they may speak is another question."""
        watch = self._watches.get(guild_id)
        if watch is None:
            return ()
        return [Called(watch.triggers[hit.key], hit.word) for hit in watch.matcher.match(*texts)]

    def is_awake(self, trigger: Trigger) -> bool:
        """Whether a trigger is switched on, and not snoozed."""
        return trigger.is_on and (trigger.snoozed_until is None or trigger.snoozed_until <= self.now())

    async def is_due(self, trigger: Trigger, channel_id: int, member_id: int, message_id: int) -> bool:
        """Note a message that speaks of a topic; whether something is to be said now. Rests begin with True."""
        await self._remember(trigger, channel_id)
        at = self.now()
        if not self.thresholds.reached(trigger, channel_id, member_id, message_id, at):
            return False
        self.thresholds.said(trigger, channel_id, at)
        return True

    async def rests(self, trigger: Trigger, channel_id: int) -> bool:
        """Whether something was said so lately in a channel that nothing is now."""
        await self._remember(trigger, channel_id)
        return self.thresholds.rests_until(trigger, channel_id) > self.now()

    async def _remember(self, trigger: Trigger, channel_id: int) -> None:
        """The rest of a channel outlives the process that began it."""
        if not self.thresholds.knows(trigger, channel_id):
            of_channel = (trigger.guild_id, trigger.trigger_id, channel_id)
            self.thresholds.learn(trigger, channel_id, await self._database.read(triggers.last_spoken, *of_channel))

    async def add(self, guild_id: int, rule_id: int, by: int, **values: Any) -> Trigger:
        """Keep a new trigger, by the fields of Trigger."""
        trigger = self.tidied(Trigger(guild_id, 0, rule_id, **values))
        self.refuse_everyday(trigger)
        kept = await self._database.write(_add, replace(trigger, updated_at=self.now(), updated_by=by))
        await self._refresh(guild_id)
        return kept

    async def change(
        self, guild_id: int, trigger_id: int, by: int, seen: Trigger | None = None, **changes: Any
    ) -> Trigger:
        """Change a trigger, by its fields, and write it down. seen: as it was when somebody began to change it.

        Raises UserError where somebody else has changed the same meanwhile; then theirs stands.
        """
        trigger = self.tidied(replace(self.get(guild_id, trigger_id), **changes))
        self.refuse_everyday(trigger)
        fields = {name: getattr(trigger, name) for name in changes}
        kept = await self._database.write(_change, guild_id, trigger_id, by, self.now(), fields, seen)
        await self._refresh(guild_id)
        self.thresholds.forget(guild_id, trigger_id)
        return kept

    async def snooze(self, guild_id: int, trigger_id: int, by: int, minutes: int) -> Trigger:
        """Let a trigger be quiet for so long."""
        until = self.now() + minutes * _MINUTE
        kept = await self._database.write(_change, guild_id, trigger_id, by, self.now(), {"snoozed_until": until})
        await self._refresh(guild_id)
        return kept

    async def spare(self, guild_id: int, trigger_id: int, by: int, phrase: str) -> Trigger:
        """Add an exception."""
        phrase, former = " ".join(phrase.split()), self.get(guild_id, trigger_id)
        self.refuse_everyday(self.tidied(replace(former, exceptions=(*former.exceptions, phrase))))
        kept = await self._database.write(_spare, guild_id, trigger_id, by, self.now(), phrase)
        await self._refresh(guild_id)
        self.thresholds.forget(guild_id, trigger_id)
        return kept

    async def remove(self, guild_id: int, trigger_id: int, by: int) -> Trigger:
        """Forget a trigger; what it was."""
        gone = await self._database.write(_remove, guild_id, trigger_id, by, self.now())
        await self._refresh(guild_id)
        self.thresholds.forget(guild_id, trigger_id)
        return gone

    def tidied(self, trigger: Trigger) -> Trigger:
        """A trigger as it can be kept. Raises UserError for what cannot be."""
        return checked(trigger, self._folding)

    def refuse_everyday(self, trigger: Trigger) -> None:
        """Raise UserError for what would fire all day long."""
        refuse_everyday(Matcher([_topic(trigger)], self._folding), self._everyday)

    async def reload(self, guild_id: int, changed: Sequence[int]) -> None:
        """Read the triggers of a server anew, after somebody else's unit of work. changed: ids of those it touched."""
        await self._refresh(guild_id)
        for trigger_id in changed:
            self.thresholds.forget(guild_id, trigger_id)

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        self._watch(guild_id, ())

    async def _refresh(self, guild_id: int) -> None:
        self._watch(guild_id, await self._database.read(triggers.of_guild, guild_id))

    def _watch(self, guild_id: int, found: Sequence[Trigger]) -> None:
        self._watches.pop(guild_id, None)
        if found:
            matcher = Matcher(map(_topic, found), self._folding)
            self._watches[guild_id] = _Watch({each.trigger_id: each for each in found}, matcher)


def _topic(trigger: Trigger) -> Topic:
    return Topic(trigger.trigger_id, trigger.words, trigger.pattern, trigger.exceptions)


def _there(connection: Connection, guild_id: int, trigger_id: int) -> Trigger:
    found = triggers.get(connection, guild_id, trigger_id)
    if found is None:
        raise UserError(_GONE)
    return found


def _require_room(connection: Connection, trigger: Trigger) -> None:
    others = [each for each in triggers.of_guild(connection, trigger.guild_id) if each.trigger_id != trigger.trigger_id]
    if len(others) >= MOST_TRIGGERS:
        raise UserError(_FULL, most=MOST_TRIGGERS)
    count = sum(len(each.words) + len(each.exceptions) for each in (*others, trigger))
    if count > MOST_WORDS_OF_ALL:
        raise UserError(_ALL_WORDS, most=MOST_WORDS_OF_ALL, count=count)


def _add(connection: Connection, trigger: Trigger) -> Trigger:
    _require_room(connection, trigger)
    kept = replace(trigger, trigger_id=triggers.next_id(connection, trigger.guild_id))
    triggers.add(connection, kept)
    _note(connection, kept, "trigger.add", None, _shown(kept))
    return kept


def _change(  # noqa: PLR0913, PLR0917 - which one, who, when and what
    connection: Connection,
    guild_id: int,
    trigger_id: int,
    by: int,
    at: int,
    fields: Mapping[str, Any],
    seen: Trigger | None = None,
) -> Trigger:
    former = _there(connection, guild_id, trigger_id)
    if seen and any(getattr(former, name) != getattr(seen, name) for name in fields):
        raise UserError(_CHANGED)
    changed = replace(former, **fields, updated_at=at, updated_by=by)
    _require_room(connection, changed)
    triggers.replace(connection, changed)
    for name in fields:
        before, after = (_said(getattr(each, name)) for each in (former, changed))
        if before != after:
            _note(connection, changed, f"trigger.{name.replace('_', '-')}", before, after)
    return changed


def _spare(  # noqa: PLR0913, PLR0917 - which one, who, when and what
    connection: Connection, guild_id: int, trigger_id: int, by: int, at: int, phrase: str
) -> Trigger:
    """Add to what stands in the database: somebody else may have added an exception at the same moment."""
    former = _there(connection, guild_id, trigger_id).exceptions
    exceptions = tuple(dict.fromkeys((*former, phrase)))
    return _change(connection, guild_id, trigger_id, by, at, {"exceptions": exceptions})


def _remove(connection: Connection, guild_id: int, trigger_id: int, by: int, at: int) -> Trigger:
    gone = _there(connection, guild_id, trigger_id)
    triggers.remove(connection, guild_id, trigger_id)
    _note(connection, replace(gone, updated_at=at, updated_by=by), "trigger.remove", _shown(gone), None)
    return gone


def _note(connection: Connection, trigger: Trigger, action: str, before: str | None, after: str | None) -> None:
    change = Change(trigger.guild_id, trigger.updated_at, trigger.updated_by, action, str(trigger.trigger_id))
    audit.add(connection, replace(change, before=before, after=after))


def _shown(trigger: Trigger) -> str:
    return _said(trigger.words) or trigger.pattern


def _said(value: Any) -> str:
    return ", ".join(map(str, cast("tuple[Any, ...]", value))) if isinstance(value, tuple) else str(value)
