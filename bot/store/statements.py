"""What SQLite and PostgreSQL say in different words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def _insert(connection: Connection, table: Table, row: Mapping[str, Any]) -> "sqlite.Insert | postgresql.Insert":
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - only its users pay

        return postgresql.insert(table).values(**row)
    return sqlite.insert(table).values(**row)


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or overwrite the one with the same primary key."""
    keys = [column.name for column in table.primary_key]
    merge(connection, table, row, {name: value for name, value in row.items() if name not in keys})


def merge(connection: Connection, table: Table, row: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Insert a row, or make `changes` (values or SQL expressions by column) to the one with the same primary key."""
    keys = [column.name for column in table.primary_key]
    statement = _insert(connection, table, row)
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=dict(changes)))


def add(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same primary key is there; tell whether it was inserted."""
    return connection.execute(_insert(connection, table, row).on_conflict_do_nothing()).rowcount == 1
