"""Which reminders of rules were given, and what each was about."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from bot.store.schema import REMINDED
from bot.store.statements import add

SCHEDULE: Final = "schedule"
TRIGGER: Final = "trigger"
HAND: Final = "hand"
SHOWN: Final = "shown"
FALSE: Final = "false"
_ROW: Final = REMINDED.c


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder. how: SCHEDULE, TRIGGER or HAND. message_id: what it was about; each message once in each way.

    channel_id: of that message. at: milliseconds UTC. source_id: of the trigger or schedule. word: what it was found
    by; by hand: where it was said, "" as long as it is under way. post_id: the reminder itself, note_id: what
    moderators were shown of it; None: not posted. by: the moderator who gave it by hand; nobody else is ever named.
    state: SHOWN, or FALSE once it was called a false alarm.
    """

    guild_id: int
    message_id: int
    how: str
    rule_id: int
    channel_id: int
    at: int
    source_id: int | None = None
    word: str = ""
    post_id: int | None = None
    note_id: int | None = None
    by: int | None = None
    state: str = SHOWN


def note(connection: Connection, reminded: Reminded) -> bool:
    """Write a reminder down; False if there was one of the same kind about the same message already."""
    return add(connection, REMINDED, asdict(reminded))


def get(connection: Connection, guild_id: int, message_id: int, how: str) -> Reminded | None:
    """A reminder, if it was given."""
    chosen = select(REMINDED).where(_same(guild_id, message_id, how))
    found = connection.execute(chosen).mappings().one_or_none()
    return Reminded(**found) if found else None


def change(connection: Connection, guild_id: int, message_id: int, how: str, **values: Any) -> bool:
    """Change what is known of a reminder, by the fields above; False if there is none."""
    return connection.execute(update(REMINDED).where(_same(guild_id, message_id, how)).values(**values)).rowcount == 1


def remove(connection: Connection, guild_id: int, message_id: int, how: str) -> None:
    """Forget a reminder that could not be given."""
    connection.execute(delete(REMINDED).where(_same(guild_id, message_id, how)))


def needed(connection: Connection, guild_id: int, since: int, until: int) -> Mapping[int, int]:
    """How often each rule was needed, by its id: not those shown by a schedule. Both moments in milliseconds UTC."""
    counted = select(_ROW.rule_id, func.count()).where(
        _ROW.guild_id == guild_id, _ROW.at >= since, _ROW.at < until, _ROW.how != SCHEDULE, _ROW.state != FALSE
    )
    counts = connection.execute(counted.group_by(_ROW.rule_id))
    return {row[0]: row[1] for row in counts}


def prune(connection: Connection, before: int) -> int:
    """Forget what was given before a moment (milliseconds UTC); the number forgotten."""
    return connection.execute(delete(REMINDED).where(_ROW.at < before)).rowcount


def _same(guild_id: int, message_id: int, how: str) -> ColumnElement[bool]:
    return and_(_ROW.guild_id == guild_id, _ROW.message_id == message_id, _ROW.how == how)
