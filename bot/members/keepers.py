"""Who must do more than erase rows when a member is forgotten, or keeps something about them in memory."""

from typing import Protocol

from sqlalchemy import Connection


class Keeper(Protocol):
    """A service that remembers something about members."""

    def forgetting(self, connection: Connection, member_id: int) -> None:
        """A part of the unit of work in which a member is forgotten in all servers; their rows go after it."""
        ...

    def forgotten(self, member_id: int) -> None:
        """That unit is committed."""
        ...
