"""Who agreed to a server's rules, to which version, and whether they are to be asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import N_, UserError
from bot.store import agreements, rule_settings, rule_versions
from bot.store.agreements import Agreement
from bot.store.database import Database

_NOTHING: Final = N_("This server has not published any rules with RedBridge yet, so there is nothing to agree to.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands. version: the one that is published; 0 if none is. needed: they are asked for this one.

    A version that moderators called important asks all who agreed to an earlier one; others only inform them.
    """

    version: int
    needed: int
    agreement: Agreement | None

    @property
    def is_asked(self) -> bool:
        """Whether their agreement is missing."""
        return self.version > 0 and (self.agreement is None or self.agreement.version < self.needed)

    @property
    def is_behind(self) -> bool:
        """Whether the rules were changed since they agreed, without their being asked again."""
        return not self.is_asked and self.agreement is not None and self.agreement.version < self.version


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a press came to. former: to what they had agreed before. role_id: what whoever agrees is given."""

    agreement: Agreement
    former: Agreement | None
    role_id: int | None


@dataclass(frozen=True, slots=True)
class Roll:
    """All who agreed in a server, the latest first. published_at: of each version, milliseconds UTC."""

    version: int
    needed: int
    agreements: Sequence[Agreement]
    published_at: Mapping[int, int]


class Agreements:
    """Remembers agreements; a press counts once for a version. All raise StoreError."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def agree(self, guild_id: int, member_id: int) -> Agreed:
        """Note that a member agrees to what is published. Raises UserError where nothing is."""
        at = int(self._clock.now().timestamp() * 1000)
        return await self._database.write(_agree, guild_id, member_id, at)

    async def standing(self, guild_id: int, member_id: int) -> Standing:
        """Where a member stands."""
        return await self._database.read(_standing, guild_id, member_id)

    async def roll(self, guild_id: int) -> Roll:
        """Who agreed to what in a server."""
        return await self._database.read(_roll, guild_id)

    async def of_member(self, member_id: int) -> Sequence[Agreement]:
        """All that a member agreed to, server by server."""
        return await self._database.read(agreements.of_member, member_id)

    async def count(self, member_id: int) -> int:
        """In how many servers a member agreed."""
        return await self._database.read(agreements.count, member_id)


def _agree(connection: Connection, guild_id: int, member_id: int, at: int) -> Agreed:
    standing = _standing(connection, guild_id, member_id)
    if not standing.version:
        raise UserError(_NOTHING)
    role_id = rule_settings.get(connection, guild_id).role_id
    former = standing.agreement
    if former and former.version == standing.version:
        return Agreed(former, former, role_id)
    agreement = Agreement(guild_id, member_id, standing.version, at)
    agreements.agree(connection, agreement)
    return Agreed(agreement, former, role_id)


def _standing(connection: Connection, guild_id: int, member_id: int) -> Standing:
    version, needed, _ = _versions(connection, guild_id)
    return Standing(version, needed, agreements.get(connection, guild_id, member_id))


def _roll(connection: Connection, guild_id: int) -> Roll:
    version, needed, published_at = _versions(connection, guild_id)
    return Roll(version, needed, agreements.every(connection, guild_id), published_at)


def _versions(connection: Connection, guild_id: int) -> tuple[int, int, Mapping[int, int]]:
    """The version that is published, the last one that everybody was asked for, and when each was published."""
    headings = rule_versions.headings(connection, guild_id)
    latest = headings[0].version if headings else 0
    needed = next((each.version for each in headings if each.is_important), min(latest, 1))
    return latest, needed, {each.version: each.published_at for each in headings}
