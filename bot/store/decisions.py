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


def decide_flags(connection: Connection, decision: Decision, *, on: bool) -> None:
    """Set whether flags under a message ask for a translation; they do where nothing was decided."""
    settings = guilds.get(connection, decision.guild_id)
    guilds.set_flag_reactions(connection, decision, on)
    before = settings.flag_reactions if settings else True
    _note(connection, _of(decision, "flags"), _switch(on=before), _switch(on=on))


def decide_engines(connection: Connection, decision: Decision, engines: str | None) -> None:
    """Set which engines a server asks: a comma list, or None for the operator's."""
    settings = guilds.get(connection, decision.guild_id)
    guilds.set_engines(connection, decision, engines)
    _note(connection, _of(decision, "engines"), settings.engines if settings else None, engines)


def decide_context_lines(connection: Connection, decision: Decision, lines: int) -> None:
    """Set how many earlier lines an engine may be shown; none where nothing was decided."""
    settings = guilds.get(connection, decision.guild_id)
    guilds.set_context_lines(connection, decision, lines)
    _note(connection, _of(decision, "context"), str(settings.context_lines if settings else 0), str(lines))


def decide_review_channel(connection: Connection, decision: Decision, channel_id: int | None) -> None:
    """Set where moderators review what members suggest; None: nowhere."""
    settings = guilds.get(connection, decision.guild_id)
    guilds.set_review_channel(connection, decision, channel_id)
    before, after = (str(each) if each else None for each in (settings and settings.review_channel_id, channel_id))
    _note(connection, _of(decision, "review-channel"), before, after)


def _switch(*, on: bool) -> str:
    return "on" if on else "off"


def _of(decision: Decision, action: str) -> Change:
    """A change of the whole server: it has no subject."""
    return Change(decision.guild_id, decision.at, decision.by, action, "")


def _note(connection: Connection, change: Change, before: str | None, after: str | None) -> None:
    if before != after:
        audit.add(connection, replace(change, before=before, after=after))
