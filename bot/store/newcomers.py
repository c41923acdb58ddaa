"""How far newcomers have come in a server."""

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, select

from bot.store import onboarding_counts
from bot.store.onboarding_counts import What
from bot.store.schema import NEWCOMER
from bot.store.statements import put

_ROW: Final = NEWCOMER.c


@dataclass(frozen=True, slots=True)
class Newcomer:
    """journey: its key. step: where they stand, from 0. Times: milliseconds UTC; finished_at: None until they have."""

    guild_id: int
    member_id: int
    journey: str
    step: int
    began_at: int
    finished_at: int | None
    updated_at: int


def get(connection: Connection, guild_id: int, member_id: int) -> Newcomer | None:
    """How far a member has come; None if they never began."""
    chosen = select(NEWCOMER).where(_ROW.guild_id == guild_id, _ROW.member_id == member_id)
    found = connection.execute(chosen).mappings().one_or_none()
    return Newcomer(**found) if found else None


def save(connection: Connection, newcomer: Newcomer) -> None:
    """Remember how far a member has come."""
    put(connection, NEWCOMER, asdict(newcomer))
    guild_id, member_id = newcomer.guild_id, newcomer.member_id
    onboarding_counts.count(connection, guild_id, member_id, What.BEGAN, newcomer.began_at)
    if newcomer.finished_at is not None:
        onboarding_counts.count(connection, guild_id, member_id, What.FINISHED, newcomer.finished_at)


def count(connection: Connection, member_id: int) -> int:
    """In how many servers a member is known."""
    of_member = select(func.count()).select_from(NEWCOMER).where(_ROW.member_id == member_id)
    return connection.execute(of_member).scalar_one()


def prune(connection: Connection, before: int) -> int:
    """Forget who has not moved since `before` (milliseconds UTC); how many."""
    return connection.execute(delete(NEWCOMER).where(_ROW.updated_at < before)).rowcount
