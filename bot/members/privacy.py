"""What is kept about a member: all of it for them to take home, and erased in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.members.keepers import Keeper
from bot.store import due, members, persons, suggestions
from bot.store.database import Database
from bot.store.members import MemberPreference
from bot.store.suggestions import Suggestion

FORM: Final = "redbridge-member"
VERSION: Final = 1
# Columns that hold a moment, in milliseconds UTC.
_MOMENTS: Final = frozenset({"at", "since"})
# Numbers of Discord's have more digits than JavaScript, and so many readers of JSON, can hold.
_MOST_EXACT: Final = 1 << 53


@dataclass(frozen=True, slots=True)
class Erased:
    """preference: what is left of it. suggestions: those that waited for moderators, as they were."""

    preference: MemberPreference
    suggestions: Sequence[Suggestion]


class Privacy:
    """All of it raises StoreError."""

    def __init__(self, database: Database, clock: Clock, keepers: Sequence[Keeper]) -> None:
        self._database = database
        self._clock = clock
        self._keepers = keepers

    async def holds(self, member_id: int) -> bool:
        """Whether there is anything to erase beside what a member chose for themselves."""
        return await self._database.read(persons.is_known, member_id)

    async def export(self, member_id: int) -> Mapping[str, Any]:
        """Every row that names a member, as JSON would have it: big numbers as texts, moments in ISO 8601.

        {"form", "version", "member_id", "at", "tables": {table: [{column: value}]}}
        """
        found = await self._database.read(persons.everything, member_id)
        return {
            "form": FORM,
            "version": VERSION,
            "member_id": str(member_id),
            "at": self._clock.now().astimezone(UTC).isoformat(timespec="seconds"),
            "tables": {table: [_plain(row) for row in rows] for table, rows in found.items()},
        }

    async def erase(self, member_id: int) -> Erased:
        """Forget a member everywhere, all at once or, if it fails, not at all.

        That they are left out stays, for else they would be let in unasked; so does what is a server's own.
        """
        erased = await self._database.write(self._erase, member_id, self._clock.now())
        for keeper in self._keepers:
            keeper.forgotten(member_id)
        return erased

    def _erase(self, connection: Connection, member_id: int, now: datetime) -> Erased:
        for keeper in self._keepers:
            keeper.forgetting(connection, member_id)
        waiting = suggestions.waiting_of(connection, member_id)
        persons.erase(connection, member_id)
        due.forget_subject(connection, member_id)
        # Else whoever has used up a day's characters would only have to be forgotten.
        persons.forget_spent(connection, member_id, now.astimezone(UTC).date().isoformat())
        return Erased(forget_choices(connection, member_id, int(now.timestamp() * 1000)), waiting)


def forget_choices(connection: Connection, member_id: int, at: int) -> MemberPreference:
    """Forget what a member prefers, but for being left out. at: milliseconds UTC."""
    if members.has_opted_out(connection, member_id):
        return members.change(connection, member_id, at, locale=None, confirmed=False, pinyin=False, zone=None)
    members.forget(connection, member_id)
    return MemberPreference(member_id)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    if name in _MOMENTS or name.endswith("_at"):
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds")
    return str(value) if value >= _MOST_EXACT or name.endswith("_id") else value
