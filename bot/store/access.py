"""Which roles may configure what in which server."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from bot.store.schema import ACCESS

_ROW: Final = ACCESS.c


def every(connection: Connection) -> Mapping[tuple[int, str], Sequence[int]]:
    """The ids of the roles of all servers, by server and area."""
    found: dict[tuple[int, str], list[int]] = {}
    for guild_id, area, role_id in connection.execute(select(_ROW.guild_id, _ROW.area, _ROW.role_id)):
        found.setdefault((guild_id, area), []).append(role_id)
    return found


def of(connection: Connection, guild_id: int, area: str) -> list[int]:
    """The ids of the roles for an area, from the oldest role to the newest."""
    chosen = select(_ROW.role_id).where(_ROW.guild_id == guild_id, _ROW.area == area)
    return list(connection.execute(chosen.order_by(_ROW.role_id)).scalars())


def replace(connection: Connection, guild_id: int, area: str, role_ids: Sequence[int]) -> None:
    """Let exactly these roles stand for an area."""
    connection.execute(delete(ACCESS).where(_ROW.guild_id == guild_id, _ROW.area == area))
    if role_ids:
        rows = [{"guild_id": guild_id, "area": area, "role_id": role_id} for role_id in role_ids]
        connection.execute(insert(ACCESS), rows)
