"""The question of the day: which one comes next, when, and whether anybody answered the last one."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda
from bot.i18n import LOCALES
from bot.onboarding.questions import Questions
from bot.onboarding.texts import Texts
from bot.store import audit, due, icebreakers
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.due import Due
from bot.store.icebreakers import Asked, Icebreaker

# As due items, and a server's own texts, are called.
KIND: Final = "icebreaker"
PREFIX: Final = "icebreaker:"
KEPT_DAYS: Final = 365
_DAY: Final = 24 * 60 * 60 * 1000
# What could not be asked for longer than that after its hour waits for the next day.
_LATE: Final = timedelta(hours=6)
# A question that nobody answered holds up the next one if it was asked so lately: yesterday, and not before.
_YESTERDAY: Final = timedelta(hours=36)
# For so long answers are listened for, and translated.
_OPEN: Final = timedelta(days=7)
_NOTED: Final = {"icebreaker-channel": "channel_id", "icebreaker-time": "minute", "icebreaker-zone": "zone"}


@dataclass(frozen=True, slots=True)
class Question:
    """name: a key of the pack, or `icebreaker:<n>` for a server's own. texts: by locale."""

    name: str
    texts: Mapping[str, str]


class Icebreakers:
    """Decides what is asked; others ask it. All raise StoreError.

    The threads whose first answer is waited for are in RAM, because every message is looked at. A server is served by
    one process, so no other changes them.
    """

    def __init__(self, database: Database, clock: Clock, questions: Questions, texts: Texts, agenda: Agenda) -> None:
        self._database = database
        self._clock = clock
        self._questions = questions
        self._texts = texts
        self._agenda = agenda
        self._waiting: dict[int, int] = {}

    async def load(self) -> Sequence[int]:
        """Read which threads wait for an answer; those of the last days, whose answers are to be translated."""
        self._waiting = {thread: guild for guild, thread in await self._database.read(icebreakers.unanswered)}
        return await self._database.read(
            icebreakers.threads_since, self._now() - int(_OPEN / timedelta(milliseconds=1))
        )

    def light(self, pick: Callable[[int], int]) -> Mapping[str, str]:
        """One of the questions of the pack, by locale: something lighter to talk about. pick: one of so many."""
        key = self._questions.keys[pick(len(self._questions.keys))]
        return {locale: self._questions.text(locale, key) or "" for locale in LOCALES}

    async def setting(self, guild_id: int) -> Icebreaker:
        """Where and when a server asks."""
        return await self._database.read(icebreakers.setting, guild_id)

    async def decide(self, guild_id: int, by: int, **changes: Any) -> Icebreaker:
        """Change where (channel_id) or when (minute, zone) a server asks. by: the moderator's id."""
        decided = await self._database.write(_decide, guild_id, by, self._clock.now(), changes)
        self._agenda.changed(KIND)
        return decided

    def next_time(self, setting: Icebreaker) -> datetime:
        """When a server asks next."""
        return _next_time(setting, self._clock.now())

    async def next_question(self, guild_id: int) -> Question | None:
        """What a server asks next: all are asked before one comes again, its own first; None if there is none."""
        own = await self._texts.own(guild_id, PREFIX)
        hidden, times = await self._database.read(_known, guild_id)
        names = [*own, *(key for key in self._questions.keys if key not in hidden)]
        if not names:
            return None
        least = min(times.get(name, 0) for name in names)
        open_ones = [name for name in names if times.get(name, 0) == least]
        mine = [name for name in open_ones if name in own]
        name = min(mine or open_ones, key=lambda each: _shuffled(guild_id, least, each))
        return self._question(name, {locale: entry.text for locale, entry in own[name].items()} if name in own else {})

    async def begin(self, item: Due, question: Question, channel_id: int) -> Asked:
        """Note what is about to be asked; what a process that died had noted for the same hour comes back."""
        asked = Asked(item.guild_id, item.due_at, question.name, channel_id)
        return await self._database.write(icebreakers.begin, asked)

    async def again(self, asked: Asked, question: Question) -> Question | None:
        """The question that was noted, which may be another than would come next; None if it is gone."""
        if asked.name == question.name:
            return question
        own = (await self._texts.own(asked.guild_id, asked.name)).get(asked.name, {})
        texts = {locale: entry.text for locale, entry in own.items()}
        found = self._question(asked.name, texts)
        return found if found.texts else None

    async def posted(self, asked: Asked, post_id: int, thread_id: int | None) -> None:
        """Note the post, and the thread in which answers gather."""
        await self._database.write(icebreakers.posted, asked, post_id, thread_id)
        if thread_id is not None:
            self._waiting[thread_id] = asked.guild_id

    async def heard(self, thread_id: int) -> None:
        """Note that a member wrote somewhere: maybe below a question."""
        guild_id = self._waiting.pop(thread_id, None)
        if guild_id is not None:
            await self._database.write(icebreakers.answered, guild_id, thread_id, self._now())

    async def unanswered(self, guild_id: int) -> Asked | None:
        """Yesterday's question, if it was asked and nobody is known to have answered."""
        last = await self._database.read(icebreakers.latest, guild_id)
        if last is None or last.answered_at is not None or last.thread_id is None:
            return None
        return last if self._now() - last.asked_at < _YESTERDAY / timedelta(milliseconds=1) else None

    async def latest(self, guild_id: int) -> Asked | None:
        """What a server asked last."""
        return await self._database.read(icebreakers.latest, guild_id)

    def is_late(self, item: Due) -> bool:
        """Whether the hour at which something should have been asked is long past."""
        return self._now() - item.due_at > _LATE / timedelta(milliseconds=1)

    async def hide(self, guild_id: int, name: str, by: int) -> bool:
        """Ask a question of the pack no more in a server; whether it was asked before."""
        return await self._database.write(_hide, Change(guild_id, self._now(), by, "icebreaker-hide", name))

    async def bring_back(self, guild_id: int, by: int) -> int:
        """Ask all questions of the pack again; how many were hidden."""
        return await self._database.write(_bring_back, Change(guild_id, self._now(), by, "icebreaker-all", ""))

    async def hidden(self, guild_id: int) -> int:
        """How many questions of the pack a server does not ask."""
        return len(await self._database.read(icebreakers.hidden, guild_id))

    async def prune(self) -> None:
        """Forget what was asked over a year ago, and listen no longer below what is a week old."""
        now = self._now()
        await self._database.write(icebreakers.prune, now - KEPT_DAYS * _DAY)
        recent = set(await self._database.read(icebreakers.threads_since, now - 7 * _DAY))
        self._waiting = {thread: guild for thread, guild in self._waiting.items() if thread in recent}

    def _question(self, name: str, own: Mapping[str, str]) -> Question:
        texts = own or {locale: self._questions.text(locale, name) or "" for locale in LOCALES}
        return Question(name, texts if all(texts.values()) else {})

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _known(connection: Connection, guild_id: int) -> tuple[frozenset[str], dict[str, int]]:
    return icebreakers.hidden(connection, guild_id), icebreakers.times(connection, guild_id)


def _shuffled(guild_id: int, round_number: int, name: str) -> bytes:
    """An order that looks like none, and is another in each server and each round."""
    return hashlib.blake2b(f"{guild_id} {round_number} {name}".encode(), digest_size=8).digest()


def _decide(connection: Connection, guild_id: int, by: int, now: datetime, changes: Mapping[str, Any]) -> Icebreaker:
    former = icebreakers.setting(connection, guild_id)
    at = int(now.timestamp() * 1000)
    decided = replace(former, **changes, updated_at=at, updated_by=by)
    icebreakers.decide(connection, decided)
    for action, name in _NOTED.items():
        before, after = getattr(former, name), getattr(decided, name)
        if before != after:
            audit.add(connection, Change(guild_id, at, by, action, "", _word(name, before), _word(name, after)))
    reschedule(connection, guild_id, now)
    return decided


def reschedule(connection: Connection, guild_id: int, now: datetime) -> None:
    """Let a server's next question be due when its setting says; the worker has to be told."""
    setting = icebreakers.setting(connection, guild_id)
    if setting.channel_id is None:
        due.cancel(connection, KIND, guild_id, 0)
    else:
        due.put(connection, Due(KIND, guild_id, 0, int(_next_time(setting, now).timestamp() * 1000)))


def _word(name: str, value: str | int | None) -> str | None:
    if name == "minute" and isinstance(value, int):
        return f"{value // 60:02}:{value % 60:02}"
    return None if value is None else str(value)


def _hide(connection: Connection, change: Change) -> bool:
    if not icebreakers.hide(connection, change.guild_id, change.subject):
        return False
    audit.add(connection, change)
    return True


def _bring_back(connection: Connection, change: Change) -> int:
    count = icebreakers.bring_back(connection, change.guild_id)
    if count:
        audit.add(connection, change)
    return count


def _next_time(setting: Icebreaker, now: datetime) -> datetime:
    """The next moment at which clocks there show that time; on a day that skips it, when they go on."""
    zone = ZoneInfo(setting.zone)
    clock = time(setting.minute // 60, setting.minute % 60)
    day = now.astimezone(zone).date()
    moments = (datetime.combine(day + timedelta(days=days), clock, zone).astimezone(UTC) for days in range(3))
    return next(moment for moment in moments if moment > now)
