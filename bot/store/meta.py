"""Small facts about this installation, such as which commands Discord was last given."""

from sqlalchemy import Connection, select

from bot.store.schema import META
from bot.store.statements import add as add_row
from bot.store.statements import put as put_row


def get(connection: Connection, key: str) -> str | None:
    """The value of `key` (at most 64 characters), or None."""
    return connection.scalar(select(META.c.value).where(META.c.key == key))


def put(connection: Connection, key: str, value: str) -> None:
    """Set the value of `key`."""
    put_row(connection, META, {"key": key, "value": value})


def keep(connection: Connection, key: str, value: str) -> str:
    """Set the value of `key` unless it has one; the value it has now, the same for everybody who asks."""
    add_row(connection, META, {"key": key, "value": value})
    return get(connection, key) or value
