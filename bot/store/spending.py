"""How many characters were sent away, by day and by whom."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, TypeVar

from sqlalchemy import Connection, delete, select, tuple_

from bot.store.schema import SPENT
from bot.store.statements import merge

_SPENT: Final = SPENT.c
# Day (`2025-01-14`, UTC), scope (`engine`, `guild` or `member`) and name (an engine's, or an id).
Place: TypeAlias = tuple[str, str, str]
P = TypeVar("P", bound=Place)


def totals(connection: Connection, places: Sequence[Place]) -> dict[Place, int]:
    """What was spent in these places; those where nothing was are left out."""
    wanted = tuple_(_SPENT.day, _SPENT.scope, _SPENT.name).in_(places)
    rows = connection.execute(select(_SPENT.day, _SPENT.scope, _SPENT.name, _SPENT.characters).where(wanted))
    return {(day, scope, name): characters for day, scope, name, characters in rows}


def add(connection: Connection, amounts: Mapping[P, int]) -> None:
    """Add to what was spent, in the database itself; less than nothing gives back."""
    for (day, scope, name), amount in sorted(amounts.items()):
        row = {"day": day, "scope": scope, "name": name, "characters": amount}
        merge(connection, SPENT, row, {"characters": _SPENT.characters + amount})


def prune(connection: Connection, before: str) -> int:
    """Forget the days before `before`; the number of rows removed."""
    return connection.execute(delete(SPENT).where(_SPENT.day < before)).rowcount
