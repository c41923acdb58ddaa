"""Newcomers' weeks of tips."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, or_, select, update

from bot.store.schema import TIP_WEEK
from bot.store.statements import put

_ROW: Final = TIP_WEEK.c


@dataclass(frozen=True, slots=True)
class TipWeek:
    """journey: whose tips they are. zone: an IANA time zone, guessed. sent: how many tips of it are behind them.

    Times are milliseconds UTC. heard_at: midnight of the day on which they last did anything. stopped_at: None while
    the week goes on.
    """

    guild_id: int
    member_id: int
    journey: str
    began_at: int
    zone: str
    sent: int = 0
    sent_at: int | None = None
    heard_at: int | None = None
    stopped_at: int | None = None


def get(connection: Connection, guild_id: int, member_id: int) -> TipWeek | None:
    """A member's week in a server; None if it never began."""
    chosen = select(TIP_WEEK).where(_ROW.guild_id == guild_id, _ROW.member_id == member_id)
    found = connection.execute(chosen).mappings().one_or_none()
    return TipWeek(**found) if found else None


def running(connection: Connection) -> Sequence[TipWeek]:
    """All weeks that go on."""
    return [TipWeek(**row) for row in connection.execute(select(TIP_WEEK).where(_ROW.stopped_at.is_(None))).mappings()]


def save(connection: Connection, week: TipWeek) -> None:
    """Remember a week as it is."""
    put(connection, TIP_WEEK, asdict(week))


def change(connection: Connection, guild_id: int, member_id: int, **changes: Any) -> bool:
    """Change columns of a week that goes on; whether it does."""
    going_on = (_ROW.guild_id == guild_id) & (_ROW.member_id == member_id) & _ROW.stopped_at.is_(None)
    return connection.execute(update(TIP_WEEK).where(going_on).values(**changes)).rowcount == 1


def heard(connection: Connection, member_id: int, day_at: int, guild_id: int | None = None) -> None:
    """Note that a member did something that day: in a server, or (None) where it counts for all of theirs."""
    news = or_(_ROW.heard_at.is_(None), _ROW.heard_at < day_at)
    changed = update(TIP_WEEK).where(_ROW.member_id == member_id, _ROW.stopped_at.is_(None), news)
    if guild_id is not None:
        changed = changed.where(_ROW.guild_id == guild_id)
    connection.execute(changed.values(heard_at=day_at))


def count(connection: Connection, member_id: int) -> int:
    """In how many servers a member had a week of tips."""
    of_member = select(func.count()).select_from(TIP_WEEK).where(_ROW.member_id == member_id)
    return connection.execute(of_member).scalar_one()


def prune(connection: Connection, before: int) -> int:
    """Forget weeks that began before `before` (milliseconds UTC); how many."""
    return connection.execute(delete(TIP_WEEK).where(_ROW.began_at < before)).rowcount
