"""What a unit of work has to tell once it is committed, and never if it is not."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection

# A name in what SQLAlchemy keeps beside a connection; it outlives the unit, so whoever runs one empties it.
_NOTES: Final = "redbridge: notes"


def note(connection: Connection, what: Any) -> None:
    """Tell this when the unit is committed."""
    connection.info.setdefault(_NOTES, []).append(what)


def taken(connection: Connection) -> Sequence[Any]:
    """All that was noted, which is forgotten with that."""
    return connection.info.pop(_NOTES, ())
