"""Who keeps something about members, so that each of them can be asked, and told to forget."""

from typing import Protocol


class Keeper(Protocol):
    """A service that remembers something about members. Both raise StoreError."""

    async def count(self, member_id: int) -> int:
        """How much is remembered about a member; 0 if nothing."""
        ...

    async def forget(self, member_id: int) -> None:
        """Forget it, in all servers."""
        ...
