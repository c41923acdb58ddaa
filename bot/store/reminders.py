"""Reminders of rules that come on a schedule."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store.schema.rules import REMINDER

_ROW = REMINDER.c


@dataclass(frozen=True, slots=True)
class Reminder:
    """Either every_minutes or cron, in an IANA zone. quiet_from, quiet_until: minutes after midnight; None: none.

    least_messages: as many must have been written since the last one. choice: `turn`, `random`, `needed`, or `text`,
    its own, of which the locales in `machine` are machine-made. rule_id, post_channel_id, post_id, shown_at
    (milliseconds UTC): of the last one.
    """

    guild_id: int
    reminder_id: int
    channel_id: int
    every_minutes: int | None = None
    cron: str | None = None
    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None
    least_messages: int = 0
    choice: str = "turn"
    text_en: str | None = None
    text_cn: str | None = None
    text_tw: str | None = None
    machine: str = ""
    is_on: bool = True
    rule_id: int | None = None
    post_channel_id: int | None = None
    post_id: int | None = None
    shown_at: int | None = None
    updated_at: int = 0
    updated_by: int = 0


def every(connection: Connection, guild_id: int) -> Sequence[Reminder]:
    """All of a server, in the order in which they were made."""
    chosen = select(REMINDER).where(_ROW.guild_id == guild_id).order_by(_ROW.reminder_id)
    return [Reminder(**row) for row in connection.execute(chosen).mappings()]


def get(connection: Connection, guild_id: int, reminder_id: int) -> Reminder | None:
    """One of them."""
    one = (_ROW.guild_id == guild_id, _ROW.reminder_id == reminder_id)
    row = connection.execute(select(REMINDER).where(*one)).mappings().first()
    return Reminder(**row) if row else None


def add(connection: Connection, reminder: Reminder) -> int:
    """A new one; its number, which is one more than the largest."""
    of_guild = select(func.max(_ROW.reminder_id)).where(_ROW.guild_id == reminder.guild_id)
    number = (connection.execute(of_guild).scalar_one() or 0) + 1
    connection.execute(insert(REMINDER).values(**asdict(reminder) | {"reminder_id": number}))
    return number


def replace(connection: Connection, reminder: Reminder) -> None:
    """Let it be so."""
    one = (_ROW.guild_id == reminder.guild_id, _ROW.reminder_id == reminder.reminder_id)
    connection.execute(update(REMINDER).where(*one).values(**asdict(reminder)))


def shown(connection: Connection, reminder: Reminder, rule_id: int | None, post_id: int, at: int) -> None:
    """Note what it said last, where, and when. A text of its own leaves the turn of the rules as it was."""
    one = (_ROW.guild_id == reminder.guild_id, _ROW.reminder_id == reminder.reminder_id)
    values = {"post_channel_id": reminder.channel_id, "post_id": post_id, "shown_at": at}
    turn = {"rule_id": rule_id} if rule_id is not None else {}
    connection.execute(update(REMINDER).where(*one).values(**values, **turn))


def remove(connection: Connection, guild_id: int, reminder_id: int) -> None:
    """Forget it."""
    one = (_ROW.guild_id == guild_id, _ROW.reminder_id == reminder_id)
    connection.execute(delete(REMINDER).where(*one))
