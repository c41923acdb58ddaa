"""Who has left is forgotten after a while, and so is a server that RedBridge is not in any more."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol

from sqlalchemy import Connection

from bot.clock import Clock
from bot.due.agenda import Agenda
from bot.members.privacy import forget_choices
from bot.store import due, members, persons
from bot.store.database import Database
from bot.store.due import Due

# Kinds of due items: a member who left a server; a server that RedBridge was taken out of (subject 0).
LEAVER: Final = "leaver"
DEPARTED: Final = "departed"


@dataclass(frozen=True, slots=True)
class Periods:
    """After how many days members who left are forgotten, and servers; 0: at once."""

    members: int
    servers: int


class Holder(Protocol):
    """A service that holds something about servers in memory."""

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        ...


class Forgetting:
    """Notes who is gone, and forgets them when it is time. All of it raises StoreError."""

    def __init__(
        self, database: Database, clock: Clock, agenda: Agenda, periods: Periods, holders: Sequence[Holder]
    ) -> None:
        self._database = database
        self._clock = clock
        self._agenda = agenda
        self._periods = periods
        self._holders = holders

    async def left(self, guild_id: int, member_id: int) -> None:
        """A member has left a server; of most, nothing is known."""
        if await self._database.read(_is_known, member_id):
            await self._put(LEAVER, guild_id, member_id, self._periods.members)

    async def back(self, guild_id: int, member_id: int) -> None:
        """A member is in a server, again or for the first time."""
        if await self._agenda.when(LEAVER, guild_id, member_id):
            await self._agenda.cancel(LEAVER, guild_id, member_id)

    async def server_left(self, guild_id: int) -> None:
        """RedBridge is not in a server any more."""
        await self._put(DEPARTED, guild_id, 0, self._periods.servers)

    async def server_back(self, guild_id: int) -> None:
        """RedBridge is in a server."""
        await self._agenda.cancel(DEPARTED, guild_id, 0)

    async def compare(self, present: Collection[int], serves: Callable[[int], bool]) -> None:
        """Note which servers RedBridge was taken out of, or came back to, while it was away.

        present: those it is in now, as far as this process serves them.
        """
        gone = [each for each in await self._database.read(persons.guilds) if serves(each) and each not in present]
        for guild_id in gone:
            if await self._agenda.when(DEPARTED, guild_id, 0) is None:
                await self.server_left(guild_id)
        for guild_id in present:
            if await self._agenda.when(DEPARTED, guild_id, 0):
                await self.server_back(guild_id)

    async def forget_member(self, item: Due) -> None:
        """Forget what is a member's in the server that they left; where no other knows of them, also their choices."""
        await self._database.write(_forget_member, item.guild_id, item.subject_id, self._now())

    async def forget_server(self, guild_id: int) -> None:
        """Forget a server, and the choices of members of whom only it knew."""
        await self._database.write(_forget_server, guild_id, self._now())
        for holder in self._holders:
            holder.release(guild_id)

    async def _put(self, kind: str, guild_id: int, subject_id: int, days: int) -> None:
        await self._agenda.put(kind, guild_id, subject_id, self._clock.now() + timedelta(days=days))

    def _now(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _is_known(connection: Connection, member_id: int) -> bool:
    return persons.is_known(connection, member_id) or members.get(connection, member_id).locale is not None


def _forget_member(connection: Connection, guild_id: int, member_id: int, at: int) -> None:
    persons.erase(connection, member_id, guild_id)
    due.forget_in(connection, guild_id, member_id)
    _forget_choices(connection, member_id, at)


def _forget_server(connection: Connection, guild_id: int, at: int) -> None:
    known = persons.members_of(connection, guild_id)
    persons.forget_guild(connection, guild_id)
    for member_id in known:
        _forget_choices(connection, member_id, at)


def _forget_choices(connection: Connection, member_id: int, at: int) -> None:
    """Forget what somebody prefers of whom no server knows anything."""
    if not persons.is_known(connection, member_id):
        forget_choices(connection, member_id, at)
