"""How often what happened in a server on a day: counts, and nobody's name."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, func, select

from bot.store.schema import AUDIT_ENTRY, REMINDED
from bot.store.schema.translation import TALLY
from bot.store.statements import merge

_TALLY: Final = TALLY.c


class Count(NamedTuple):
    """day: days since 1970, UTC. what: what is counted, such as `engine`. name: of which, such as `google`."""

    guild_id: int
    day: int
    what: str
    name: str


def add(connection: Connection, counts: Mapping[Count, int]) -> None:
    """Add to what was counted."""
    for key, number in sorted(counts.items()):
        merge(connection, TALLY, {**key._asdict(), "number": number}, {"number": _TALLY.number + number})


def since(connection: Connection, guild_id: int, day: int) -> Sequence[tuple[Count, int]]:
    """What was counted in a server from a day on."""
    rows = connection.execute(select(TALLY).where(_TALLY.guild_id == guild_id, _TALLY.day >= day)).mappings()
    return [(Count(row["guild_id"], row["day"], row["what"], row["name"]), row["number"]) for row in rows]


def accepted(connection: Connection, guild_id: int, begin: int, end: int) -> int:
    """How many translations moderators approved from one moment to another, in milliseconds UTC."""
    entry = AUDIT_ENTRY.c
    chosen = (entry.guild_id == guild_id, entry.at >= begin, entry.at < end, entry.action == "memory.approve")
    return connection.execute(select(func.count()).select_from(AUDIT_ENTRY).where(*chosen)).scalar_one()


def reminded(connection: Connection, guild_id: int, begin: int, end: int) -> int:
    """How often a rule was shown from one moment to another, in milliseconds UTC."""
    row = REMINDED.c
    chosen = (row.guild_id == guild_id, row.at >= begin, row.at < end)
    return connection.execute(select(func.count()).select_from(REMINDED).where(*chosen)).scalar_one()


def prune(connection: Connection, day: int) -> int:
    """Forget the days before."""
    return connection.execute(delete(TALLY).where(_TALLY.day < day)).rowcount
