"""What may be changed about a bridge: units of work that check, change, and write down who did it."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from bot.bridges.names import visible
from bot.errors import N_, UserError
from bot.store import audit, bridges
from bot.store.audit import Change
from bot.store.bridges import Bridge

LONGEST_NAME: Final = 50
# Each message is translated and posted once for each further channel, and Discord counts both.
MOST_CHANNELS: Final = 10
MOST_BRIDGES: Final = 25
MOST_TRUSTED: Final = 25

Unit = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Act:
    """When something was changed, in milliseconds UTC, and by which member."""

    at: int
    by: int


def fitting(name: str) -> str:
    """A name without superfluous blanks and what nobody sees; raises UserError if it is empty or too long then."""
    chosen = visible(name)
    if not chosen:
        raise UserError(N_("A bridge needs a name. Give it one; nothing was changed."))
    if len(chosen) > LONGEST_NAME:
        raise UserError(
            N_("A bridge's name can have {most} characters at most. Choose a shorter one; nothing was changed."),
            most=LONGEST_NAME,
        )
    return chosen


def are_alike(name: str, other: str) -> bool:
    """Whether a moderator would take two names for the same: neither case nor the width of letters counts."""
    return _heard(name) == _heard(other)


def _heard(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible(name)).casefold())


def existing(connection: Connection, bridge_id: int) -> Bridge:
    """The bridge as it is stored now; raises UserError if somebody has removed it meanwhile."""
    if bridge := bridges.get(connection, bridge_id):
        return bridge
    raise UserError(N_("This bridge was removed meanwhile. `/redbridge bridge list` shows those that there are."))


def create(connection: Connection, guild_id: int, name: str, act: Act) -> Bridge:
    """Make a bridge. Raises UserError for a name that cannot be, and for one bridge too many."""
    if len(bridges.of_guild(connection, guild_id)) >= MOST_BRIDGES:
        raise UserError(
            N_("A server can have {most} bridges at most. Remove one with `/redbridge bridge remove`, then try again."),
            most=MOST_BRIDGES,
        )
    chosen = _free_name(connection, guild_id, name)
    bridge = existing(connection, bridges.create(connection, guild_id, chosen, act.at, act.by))
    _note(connection, bridge, act, "bridge.create", None, chosen)
    return bridge


def add_channel(connection: Connection, bridge: Bridge, channel_id: int, locale: str, act: Act) -> None:
    """Add a channel. Raises UserError if it belongs to a bridge already, and for one channel too many."""
    if other := bridges.of_channel(connection, channel_id):
        raise UserError(
            N_(
                "{channel} belongs to the bridge “{name}” already, and a channel can belong to one bridge only. "
                "Take it out there with `/redbridge bridge remove-channel`, then try again. Nothing was changed."
            ),
            channel=f"<#{channel_id}>",
            name=other.name,
        )
    if len(bridge.channels) >= MOST_CHANNELS:
        raise UserError(
            N_("A bridge can join {most} channels at most. Nothing was changed."),
            most=MOST_CHANNELS,
        )
    bridges.add_channel(connection, bridge.bridge_id, channel_id, locale, act.at)
    _note(connection, bridge, act, "bridge.add", None, f"{channel_id} {locale}")


def remove_channel(connection: Connection, bridge: Bridge, channel_id: int, act: Act) -> None:
    """Take a channel out."""
    if channel := bridge.channel(channel_id):
        bridges.remove_channel(connection, channel_id)
        _note(connection, bridge, act, "bridge.remove-channel", f"{channel_id} {channel.locale}", None)


def rename(connection: Connection, bridge: Bridge, name: str, act: Act) -> None:
    """Give it another name. Raises UserError for one that cannot be."""
    chosen = _free_name(connection, bridge.guild_id, name, but=bridge.bridge_id)
    bridges.change(connection, bridge.bridge_id, name=chosen)
    _note(connection, bridge, act, "bridge.rename", bridge.name, chosen)


def switch(connection: Connection, bridge: Bridge, column: str, on: bool, act: Act) -> None:  # noqa: FBT001 - a column's value
    """Turn `paused`, `pins` or `typing` on or off."""
    before = getattr(bridge, column)
    if before != on:
        bridges.change(connection, bridge.bridge_id, **{column: on})
        if column == "paused" and not on:
            bridges.change(connection, bridge.bridge_id, resumed_at=act.at)
        _note(connection, bridge, act, f"bridge.{column}", _word(before), _word(on))


def trust(connection: Connection, bridge: Bridge, bot_id: int, act: Act) -> None:
    """Let a bot's messages cross. Raises UserError for one too many."""
    if bot_id in bridge.trusted_bots:
        return
    if len(bridge.trusted_bots) >= MOST_TRUSTED:
        raise UserError(N_("A bridge can trust {most} bots at most. Nothing was changed."), most=MOST_TRUSTED)
    bridges.change(connection, bridge.bridge_id, trusted_bots=bridge.trusted_bots | {bot_id})
    _note(connection, bridge, act, "bridge.trust", None, str(bot_id))


def distrust(connection: Connection, bridge: Bridge, bot_id: int, act: Act) -> None:
    """Leave a bot's messages alone again."""
    if bot_id in bridge.trusted_bots:
        bridges.change(connection, bridge.bridge_id, trusted_bots=bridge.trusted_bots - {bot_id})
        _note(connection, bridge, act, "bridge.distrust", str(bot_id), None)


def delete(connection: Connection, bridge_id: int, act: Act) -> None:
    """Remove a bridge; nothing happens if it is gone already."""
    if bridge := bridges.get(connection, bridge_id):
        bridges.remove(connection, bridge_id)
        joined = " ".join(str(channel.channel_id) for channel in bridge.channels)
        _note(connection, bridge, act, "bridge.remove", joined, None)


def _free_name(connection: Connection, guild_id: int, name: str, but: int | None = None) -> str:
    """The name as it is stored; raises UserError if it is empty, too long, or another bridge's."""
    chosen = fitting(name)
    others = [each for each in bridges.of_guild(connection, guild_id) if each.bridge_id != but]
    if any(are_alike(each.name, chosen) for each in others):
        raise UserError(
            N_("There is a bridge “{name}” here already. Choose another name; nothing was changed."), name=chosen
        )
    return chosen


def _note(  # noqa: PLR0913, PLR0917 - a column each
    connection: Connection, bridge: Bridge, act: Act, action: str, before: str | None, after: str | None
) -> None:
    audit.add(connection, Change(bridge.guild_id, act.at, act.by, action, bridge.name, before, after))


def _word(value: Any) -> str:
    return "on" if value else "off"
