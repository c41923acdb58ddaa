"""Who agreed to which version of a server's rules."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, select

from bot.store.schema.rules import AGREEMENT
from bot.store.statements import put

_ROW = AGREEMENT.c


@dataclass(frozen=True, slots=True)
class Agreement:
    """agreed_at: milliseconds UTC."""

    guild_id: int
    member_id: int
    version: int
    agreed_at: int


def get(connection: Connection, guild_id: int, member_id: int) -> Agreement | None:
    """To what a member agreed last."""
    one = (_ROW.guild_id == guild_id, _ROW.member_id == member_id)
    found = connection.execute(select(AGREEMENT).where(*one)).mappings().first()
    return Agreement(**found) if found else None


def agree(connection: Connection, agreement: Agreement) -> None:
    """Note it, in the place of what they agreed to before."""
    put(connection, AGREEMENT, asdict(agreement))


def every(connection: Connection, guild_id: int) -> Sequence[Agreement]:
    """All agreements in a server, the latest first."""
    chosen = select(AGREEMENT).where(_ROW.guild_id == guild_id).order_by(_ROW.agreed_at.desc(), _ROW.member_id)
    return [Agreement(**row) for row in connection.execute(chosen).mappings()]


def count(connection: Connection, member_id: int) -> int:
    """In how many servers a member agreed."""
    return connection.execute(select(func.count()).where(_ROW.member_id == member_id)).scalar_one()


def of_member(connection: Connection, member_id: int) -> Sequence[Agreement]:
    """All that a member agreed to, server by server."""
    chosen = select(AGREEMENT).where(_ROW.member_id == member_id).order_by(_ROW.guild_id)
    return [Agreement(**row) for row in connection.execute(chosen).mappings()]


def forget_version(connection: Connection, guild_id: int, version: int) -> None:
    """Forget who agreed to a version of a server's rules."""
    connection.execute(delete(AGREEMENT).where(_ROW.guild_id == guild_id, _ROW.version == version))
