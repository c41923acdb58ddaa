"""A row in every table, made from the tables themselves: a new table is filled like the others."""

import re
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    func,
    insert,
    select,
)

from bot.store.persons import ERASED, KEPT
from bot.store.schema import META, METADATA

TABLES = [table for table in METADATA.sorted_tables if table is not META]
PERSONS = {column for columns in (*ERASED.values(), *KEPT.values()) for column in columns}
_NOW = 1_736_856_000_000


def fill(connection: Connection, guild_id: int, member_id: int, number: int) -> None:
    """A row in every table of this server, about this member. number: for what must not be the same twice."""
    for table in TABLES:
        connection.execute(insert(table).values(**{c.name: value(c, guild_id, member_id, number) for c in table.c}))


def counts(connection: Connection) -> dict[str, int]:
    return {each.name: connection.execute(select(func.count()).select_from(each)).scalar_one() for each in TABLES}


def holding(connection: Connection, column_name: str, value: int) -> set[str]:
    """The tables in which a column of this name, or of persons, holds this."""
    found = set()
    for table in TABLES:
        columns = [c for c in table.c if c.name == column_name or (column_name == "member" and c in PERSONS)]
        if any(connection.execute(select(table).where(c == value)).first() for c in columns):
            found.add(table.name)
    return found


def value(column: Column[Any], guild_id: int, member_id: int, number: int) -> Any:
    """What would do in a column."""
    if column.name == "guild_id":
        return guild_id
    if column in PERSONS or column.name in {"member_id", "subject_id"}:
        return member_id
    if column.table.name == "spent" and column.name in {"scope", "name"}:
        return {"scope": "member", "name": str(member_id)}[column.name]
    allowed = _allowed(column.table, column.name)
    return allowed[0] if allowed else _plain(column, number)


def _plain(column: Column[Any], number: int) -> Any:
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, LargeBinary):
        return number.to_bytes(8, "big")
    if isinstance(column.type, String):
        return f"{number}x"[: column.type.length]
    return _NOW if isinstance(column.type, BigInteger) and column.name.endswith("_at") else number


def _allowed(table: Table, name: str) -> list[str]:
    for each in table.constraints:
        if isinstance(each, CheckConstraint) and (found := re.fullmatch(rf"{name} IN \((.*)\)", str(each.sqltext))):
            return re.findall(r"'([^']*)'", found[1])
    return []
