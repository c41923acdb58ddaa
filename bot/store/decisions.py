"""What moderators decide about translation, each written down in the unit of work that makes it so."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.store import audit, channels, guilds
from bot.store.audit import Change
from bot.store.guilds import Decision


@dataclass(frozen=True, slots=True)
class ModeDecision:
    """mode: a word such as `reply`, or None: no mode of its own any more. at: milliseconds UTC. by: a member's id."""

    guild_id: int
    channel_id: int
    mode: str | None
    at: int
    by: int


def decide_mode(connection: Connection, decision: ModeDecision) -> None:
    """Set the mode of a channel, thread or category, or take it away."""
    place = (decision.guild_id, decision.channel_id)
    before = channels.mode_of(connection, *place)
    if decision.mode is None:
        channels.forget(connection, *place)
    else:
        channels.set_mode(connection, *place, decision.mode, decision.at, decision.by)
    change = Change(decision.guild_id, decision.at, decision.by, "mode", str(decision.channel_id))
    _note(connection, change, before, decision.mode)


def decide_default_mode(connection: Connection, decision: Decision, mode: str | None) -> None:
    """Set the mode of a server's channels that have none of their own."""
    settings = guilds.get(connection, decision.guild_id)
    guilds.set_default_mode(connection, decision, mode)
    _note(connection, _of(decision, "default-mode"), settings.default_mode if settings else None, mode)


def decide_chinese(connection: Connection, decision: Decision, locale: str) -> None:
    """Set in which locale, `zh-CN` or `zh-TW`, a server reads Chinese."""
    settings = guilds.get(connection, decision.guild_id)
    guilds.set_chinese_locale(connection, decision.guild_id, locale, decision.at, decision.by)
    _note(connection, _of(decision, "chinese"), settings.chinese_locale if settings else None, locale)


def _of(decision: Decision, action: str) -> Change:
    """A change of the whole server: it has no subject."""
    return Change(decision.guild_id, decision.at, decision.by, action, "")


def _note(connection: Connection, change: Change, before: str | None, after: str | None) -> None:
    if before != after:
        audit.add(connection, replace(change, before=before, after=after))
