"""What calls for which rule, as moderators decided it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from bot.store.reminded import FALSE, TRIGGER
from bot.store.schema.rules import REMINDED, RULE_TRIGGER

CHANNEL: Final = "channel"
NOTE: Final = "note"
BOTH: Final = "both"
_ROW: Final = RULE_TRIGGER.c
_LINES: Final = ("words", "exceptions")
_IDS: Final = ("channels", "roles")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A topic that calls for a rule. trigger_id counts within its server.

    words, exceptions: phrases in any language. pattern: RE2, "" for none. channels, roles: ids to which it does not
    apply. count, minutes: so many messages of several people within so long; one is enough if count is 1. action:
    CHANNEL, NOTE or BOTH. channel_rest, member_rest: minutes of quiet afterwards. snoozed_until: milliseconds UTC.
    """

    guild_id: int
    trigger_id: int
    rule_id: int
    words: tuple[str, ...] = ()
    pattern: str = ""
    exceptions: tuple[str, ...] = ()
    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    count: int = 1
    minutes: int = 10
    action: str = BOTH
    channel_rest: int = 30
    member_rest: int = 60
    snoozed_until: int | None = None
    is_on: bool = True
    updated_at: int = 0
    updated_by: int = 0


def everywhere(connection: Connection) -> Sequence[Trigger]:
    """The triggers of all servers."""
    chosen = select(RULE_TRIGGER).order_by(_ROW.guild_id, _ROW.trigger_id)
    return [_trigger(row) for row in connection.execute(chosen).mappings()]


def of_guild(connection: Connection, guild_id: int) -> Sequence[Trigger]:
    """The triggers of a server, in the order in which they were made."""
    chosen = select(RULE_TRIGGER).where(_ROW.guild_id == guild_id).order_by(_ROW.trigger_id)
    return [_trigger(row) for row in connection.execute(chosen).mappings()]


def get(connection: Connection, guild_id: int, trigger_id: int) -> Trigger | None:
    """One of them, if it is there."""
    chosen = select(RULE_TRIGGER).where(_ROW.guild_id == guild_id, _ROW.trigger_id == trigger_id)
    row = connection.execute(chosen).mappings().first()
    return _trigger(row) if row else None


def next_id(connection: Connection, guild_id: int) -> int:
    """What a new trigger of a server is called: as no other, and as none of which moderators still see a note."""
    row = REMINDED.c
    of_guild = select(func.max(_ROW.trigger_id)).where(_ROW.guild_id == guild_id)
    noted = select(func.max(row.source_id)).where(row.guild_id == guild_id, row.how == TRIGGER)
    return max(connection.execute(each).scalar_one() or 0 for each in (of_guild, noted)) + 1


def add(connection: Connection, trigger: Trigger) -> None:
    """Keep a new one."""
    connection.execute(insert(RULE_TRIGGER).values(**_values(trigger)))


def replace(connection: Connection, trigger: Trigger) -> None:
    """Let the one of this id be like this."""
    chosen = update(RULE_TRIGGER).where(_ROW.guild_id == trigger.guild_id, _ROW.trigger_id == trigger.trigger_id)
    connection.execute(chosen.values(**_values(trigger)))


def remove(connection: Connection, guild_id: int, trigger_id: int) -> None:
    """Forget one."""
    connection.execute(delete(RULE_TRIGGER).where(_ROW.guild_id == guild_id, _ROW.trigger_id == trigger_id))


def last_spoken(connection: Connection, guild_id: int, trigger_id: int, channel_id: int) -> int:
    """When a trigger last had something said in a channel, in milliseconds UTC; 0 if it never had."""
    row = REMINDED.c
    chosen = select(func.max(row.at)).where(
        row.guild_id == guild_id,
        row.how == TRIGGER,
        row.source_id == trigger_id,
        row.channel_id == channel_id,
        row.state != FALSE,
    )
    return connection.execute(chosen).scalar_one() or 0


def _values(trigger: Trigger) -> dict[str, Any]:
    lines = {name: "\n".join(getattr(trigger, name)) for name in _LINES}
    return asdict(trigger) | lines | {name: " ".join(map(str, getattr(trigger, name))) for name in _IDS}


def _trigger(row: RowMapping) -> Trigger:
    values: dict[str, Any] = dict(row)
    values |= {name: tuple(str(row[name]).split("\n")) if row[name] else () for name in _LINES}
    values |= {name: tuple(map(int, row[name].split())) for name in _IDS}
    return Trigger(**values)
