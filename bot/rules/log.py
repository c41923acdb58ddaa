"""The log of reminders: what was said when, so that nothing is said twice, and what moderators thought of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.store import audit
from bot.store import reminded as rows
from bot.store.audit import Change
from bot.store.database import Database
from bot.store.reminded import FALSE, HAND, SCHEDULE, SHOWN, TRIGGER, Reminded

__all__ = ["FALSE", "HAND", "SCHEDULE", "SHOWN", "TRIGGER", "Reminded", "ReminderLog"]

KEPT_DAYS: Final = 90
_DAY: Final = 24 * 60 * 60 * 1000
# Milliseconds for which a reminder by hand may be under way: as long as Discord may take.
_UNDER_WAY: Final = 2 * 60 * 1000
# What stands in place of a word once it is given.
_IN_CHANNEL: Final = "channel"
_PRIVATELY: Final = "privately"


class ReminderLog:
    """Remembers reminders for 90 days. All raise StoreError. how: SCHEDULE, TRIGGER or HAND."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def now(self) -> int:
        """The present moment as it is written down, in milliseconds UTC."""
        return int(self._clock.now().timestamp() * 1000)

    async def note(self, reminded: Reminded) -> bool:
        """Write a reminder down, before it is given; False if there was one of its kind about its message already."""
        return await self._database.write(rows.note, reminded)

    async def get(self, guild_id: int, message_id: int, how: str) -> Reminded | None:
        """A reminder, if it was given."""
        return await self._database.read(rows.get, guild_id, message_id, how)

    async def posted(self, reminded: Reminded, *, post_id: int | None = None, note_id: int | None = None) -> None:
        """Note where the reminder itself stands, or what moderators were shown of it."""
        values = {name: value for name, value in (("post_id", post_id), ("note_id", note_id)) if value is not None}
        if values:
            await self._database.write(_change, reminded, values)

    async def begin_by_hand(self, reminded: Reminded) -> Reminded | None:
        """Write down that a moderator gives a reminder; None if they may, else the one that there was already.

        One that was begun and never given, for its process died, is in nobody's way after two minutes.
        """
        return await self._database.write(_begin_by_hand, reminded)

    async def given_by_hand(self, reminded: Reminded, subject: str) -> None:
        """Note that a moderator's reminder was given, also among their changes; without a post it was private.

        subject: the rule's name.
        """
        await self._database.write(_given_by_hand, reminded, subject)

    async def withdraw(self, reminded: Reminded) -> None:
        """Forget a reminder that could not be given, so that it can be given yet."""
        await self._database.write(rows.remove, reminded.guild_id, reminded.message_id, reminded.how)

    async def mark_false(self, guild_id: int, message_id: int, how: str) -> Reminded | None:
        """Note that a reminder was not called for; what it was, or None if it is forgotten already."""
        return await self._database.write(_mark_false, guild_id, message_id, how)

    async def needed(self, guild_id: int, since: datetime, until: datetime) -> Mapping[int, int]:
        """How often each rule was needed between two moments, by its id; a rule that was not is not in it."""
        moments = (int(each.timestamp() * 1000) for each in (since, until))
        return await self._database.read(rows.needed, guild_id, *moments)

    async def prune(self) -> None:
        """Forget what is older than 90 days."""
        await self._database.write(rows.prune, self.now() - KEPT_DAYS * _DAY)


def _begin_by_hand(connection: Connection, reminded: Reminded) -> Reminded | None:
    former = rows.get(connection, reminded.guild_id, reminded.message_id, reminded.how)
    if former and (former.word or former.at > reminded.at - _UNDER_WAY):
        return former
    rows.remove(connection, reminded.guild_id, reminded.message_id, reminded.how)
    rows.note(connection, reminded)
    return None


def _given_by_hand(connection: Connection, reminded: Reminded, subject: str) -> None:
    word = _IN_CHANNEL if reminded.post_id else _PRIVATELY
    values = {"post_id": reminded.post_id, "word": word}
    rows.change(connection, reminded.guild_id, reminded.message_id, reminded.how, **values)
    action = "rule.remind" if reminded.post_id else "rule.remind-privately"
    audit.add(connection, Change(reminded.guild_id, reminded.at, reminded.by or 0, action, subject))


def _change(connection: Connection, reminded: Reminded, values: Mapping[str, int]) -> None:
    rows.change(connection, reminded.guild_id, reminded.message_id, reminded.how, **values)


def _mark_false(connection: Connection, guild_id: int, message_id: int, how: str) -> Reminded | None:
    rows.change(connection, guild_id, message_id, how, state=FALSE)
    return rows.get(connection, guild_id, message_id, how)
