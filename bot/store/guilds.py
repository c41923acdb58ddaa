"""What a server has chosen for itself."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.store.schema import GUILD_SETTING
from bot.store.statements import put


@dataclass(frozen=True, slots=True)
class GuildSetting:
    """chinese_locale: in which locale, `zh-CN` or `zh-TW`, the server reads Chinese. updated_by: a member's id."""

    guild_id: int
    chinese_locale: str
    updated_at: int
    updated_by: int


def get(connection: Connection, guild_id: int) -> GuildSetting | None:
    """The settings of a server, or None if nobody has chosen anything yet."""
    found = connection.execute(select(GUILD_SETTING).where(GUILD_SETTING.c.guild_id == guild_id))
    row = found.mappings().one_or_none()
    return GuildSetting(**row) if row else None


def all_settings(connection: Connection) -> list[GuildSetting]:
    """The settings of every server that has some."""
    rows = connection.execute(select(GUILD_SETTING).order_by(GUILD_SETTING.c.guild_id))
    return [GuildSetting(**row) for row in rows.mappings()]


def set_chinese_locale(connection: Connection, guild_id: int, locale: str, at: int, by: int) -> None:
    """Choose `zh-CN` or `zh-TW` for a server. at: milliseconds UTC. by: the id of the member who chose."""
    row = {"guild_id": guild_id, "chinese_locale": locale, "updated_at": at, "updated_by": by}
    put(connection, GUILD_SETTING, row)
