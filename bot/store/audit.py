"""Who changed what in a server."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from bot.store.notes import note
from bot.store.schema import AUDIT_ENTRY

_ENTRY: Final = AUDIT_ENTRY.c


@dataclass(frozen=True, slots=True)
class Change:
    """One change. at: milliseconds UTC. member_id: who made it. action: a word such as `mode` or `glossary.add`.

    subject: what was changed, such as a channel's id or a word. before, after: as it was written; None: nothing.
    """

    guild_id: int
    at: int
    member_id: int
    action: str
    subject: str
    before: str | None = None
    after: str | None = None


def add(connection: Connection, change: Change) -> None:
    """Write a change down, in the unit of work that makes it."""
    connection.execute(insert(AUDIT_ENTRY).values(**asdict(change)))
    note(connection, change)


def latest(connection: Connection, guild_id: int, most: int, action: str | None = None, skip: int = 0) -> list[Change]:
    """The last changes of a server, the newest first. action: only those whose action begins with it.

    skip: so many of the newest are left out.
    """
    chosen = select(*(column for column in _ENTRY if column.name != "entry_id")).where(_ENTRY.guild_id == guild_id)
    if action:
        chosen = chosen.where(_ENTRY.action.startswith(action, autoescape=True))
    rows = connection.execute(chosen.order_by(_ENTRY.at.desc(), _ENTRY.entry_id.desc()).limit(most).offset(skip))
    return [Change(**row) for row in rows.mappings()]


def count(connection: Connection, guild_id: int) -> int:
    """How many changes of a server are written down."""
    of_guild = select(func.count()).select_from(AUDIT_ENTRY).where(_ENTRY.guild_id == guild_id)
    return connection.execute(of_guild).scalar_one()


def prune(connection: Connection, before: int) -> int:
    """Forget the changes made before `before` (milliseconds UTC); the number forgotten."""
    return connection.execute(delete(AUDIT_ENTRY).where(_ENTRY.at < before)).rowcount
