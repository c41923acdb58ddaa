"""How each channel is translated."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, select

from bot.store.schema import CHANNEL_MODE
from bot.store.statements import put


@dataclass(frozen=True, slots=True)
class ChannelMode:
    """mode: a word such as `off` or `reply`; the store does not judge it. updated_by: a member's id."""

    guild_id: int
    channel_id: int
    mode: str
    updated_at: int
    updated_by: int


def modes(connection: Connection, guild_id: int) -> list[ChannelMode]:
    """The modes that were set in one server."""
    chosen = select(CHANNEL_MODE).where(CHANNEL_MODE.c.guild_id == guild_id).order_by(CHANNEL_MODE.c.channel_id)
    return [ChannelMode(**row) for row in connection.execute(chosen).mappings()]


def all_modes(connection: Connection) -> list[ChannelMode]:
    """The modes that were set anywhere."""
    chosen = select(CHANNEL_MODE).order_by(CHANNEL_MODE.c.guild_id, CHANNEL_MODE.c.channel_id)
    return [ChannelMode(**row) for row in connection.execute(chosen).mappings()]


def set_mode(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, guild_id: int, channel_id: int, mode: str, at: int, by: int
) -> None:
    """Set a channel's mode. at: milliseconds UTC. by: the id of the member who decided."""
    row = {"guild_id": guild_id, "channel_id": channel_id, "mode": mode, "updated_at": at, "updated_by": by}
    put(connection, CHANNEL_MODE, row)


def mode_of(connection: Connection, guild_id: int, channel_id: int) -> str | None:
    """The mode that was set for a channel itself."""
    chosen = select(CHANNEL_MODE.c.mode).where(_is(guild_id, channel_id))
    return connection.execute(chosen).scalar_one_or_none()


def forget(connection: Connection, guild_id: int, channel_id: int) -> None:
    """Take a channel's mode away."""
    connection.execute(delete(CHANNEL_MODE).where(_is(guild_id, channel_id)))


def _is(guild_id: int, channel_id: int) -> ColumnElement[bool]:
    return (CHANNEL_MODE.c.guild_id == guild_id) & (CHANNEL_MODE.c.channel_id == channel_id)
