"""Roles that moderators named for a part of RedBridge: whoever has one may change that part."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.store import access as rows
from bot.store import audit
from bot.store.audit import Change
from bot.store.database import Database

# For each part. More would be another way to say: everybody.
MOST: Final = 5
_TOO_MANY: Final = N_("At most {most} roles are named for a part, so nothing was changed. Choose fewer.")


class Area(Enum):
    """A part of RedBridge that can be entrusted to roles. ALL: every other part, and what belongs to none."""

    ALL = "all"
    TRANSLATION = "translation"
    ONBOARDING = "onboarding"
    RULES = "rules"


class Access:
    """Knows which roles are named for what; in RAM, for it is asked at each press. One process serves a server."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._roles: dict[tuple[int, str], Sequence[int]] = {}

    async def load(self) -> None:
        """Read what is stored; once, before the first event. Raises StoreError."""
        self._roles = dict(await self._database.read(rows.every))

    def roles(self, guild_id: int, area: Area) -> Sequence[int]:
        """The ids of the roles that are named for a part itself, in no order that means anything."""
        return self._roles.get((guild_id, area.value), ())

    def opening(self, guild_id: int, area: Area) -> frozenset[int]:
        """The ids of all roles that open a part: its own, and those for everything."""
        return frozenset((*self.roles(guild_id, area), *self.roles(guild_id, Area.ALL)))

    def release(self, guild_id: int) -> None:
        """Hold nothing about a server any more: it is forgotten."""
        for place in [each for each in self._roles if each[0] == guild_id]:
            del self._roles[place]

    async def entrust(self, guild_id: int, area: Area, role_ids: Sequence[int], by: int) -> None:
        """Name exactly these roles for a part, and write down who did. Raises UserError for too many; StoreError."""
        wanted = sorted(set(role_ids))
        if len(wanted) > MOST:
            raise UserError(_TOO_MANY, most=MOST)
        change = Change(guild_id, int(self._clock.now().timestamp() * 1000), by, f"access-{area.value}", "")
        self._roles.update(await self._database.write(_entrust, change, area.value, wanted))


def _entrust(
    connection: Connection, change: Change, area: str, role_ids: Sequence[int]
) -> Mapping[tuple[int, str], Sequence[int]]:
    former = rows.of(connection, change.guild_id, area)
    if former != role_ids:
        rows.replace(connection, change.guild_id, area, role_ids)
        before, after = (" ".join(map(str, ids)) or None for ids in (former, role_ids))
        audit.add(connection, Change(change.guild_id, change.at, change.member_id, change.action, "", before, after))
    return {(change.guild_id, area): role_ids}
