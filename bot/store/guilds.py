"""What a server has chosen for itself."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from bot.store.schema import GUILD_SETTING
from bot.store.statements import merge


@dataclass(frozen=True, slots=True)
class GuildSetting:
    """chinese_locale: in which locale, `zh-CN` or `zh-TW`, the server reads Chinese. updated_by: a member's id.

    engines: which engines the server wants asked, in order, as a comma list; None: as the operator says.
    context_lines: how many earlier lines of a conversation an engine may be shown. default_mode: the mode of channels
    that nobody chose one for. flag_reactions: whether flags under a message ask for a translation.
    review_channel_id: where moderators review what members suggest.
    """

    guild_id: int
    chinese_locale: str
    updated_at: int
    updated_by: int
    engines: str | None = None
    context_lines: int = 0
    default_mode: str | None = None
    flag_reactions: bool = True
    review_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided, and when. at: milliseconds UTC. by: a member's id. chinese: the locale until one is chosen."""

    guild_id: int
    at: int
    by: int
    chinese: str = "zh-CN"


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
    _decide(connection, Decision(guild_id, at, by, locale), {"chinese_locale": locale})


def set_engines(connection: Connection, decision: Decision, engines: str | None) -> None:
    """Choose the engines of a server: a comma list, or None for the operator's."""
    _decide(connection, decision, {"engines": engines})


def set_context_lines(connection: Connection, decision: Decision, lines: int) -> None:
    """Choose how many earlier lines an engine may be shown in a server."""
    _decide(connection, decision, {"context_lines": lines})


def set_default_mode(connection: Connection, decision: Decision, mode: str | None) -> None:
    """Choose the mode of channels that have none of their own."""
    _decide(connection, decision, {"default_mode": mode})


def set_flag_reactions(connection: Connection, decision: Decision, on: bool) -> None:  # noqa: FBT001 - a column's value
    """Choose whether flags under a message ask for a translation."""
    _decide(connection, decision, {"flag_reactions": on})


def set_review_channel(connection: Connection, decision: Decision, channel_id: int | None) -> None:
    """Choose where moderators review what members suggest."""
    _decide(connection, decision, {"review_channel_id": channel_id})


def _decide(connection: Connection, decision: Decision, change: dict[str, Any]) -> None:
    """Change one column and leave the others, in a row that comes into being if need be."""
    change |= {"updated_at": decision.at, "updated_by": decision.by}
    row = {"guild_id": decision.guild_id, "chinese_locale": decision.chinese} | change
    merge(connection, GUILD_SETTING, row, change)
