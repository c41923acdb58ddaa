"""Bridges and the channels that each of them joins."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.store.schema import BRIDGE, BRIDGE_CHANNEL

_BRIDGE: Final = BRIDGE.c
_CHANNEL: Final = BRIDGE_CHANNEL.c
_FIELDS: Final = ("bridge_id", "guild_id", "name", "paused", "pins", "typing", "resumed_at")


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a bridge, and the locale that is read there.

    webhook_id: of the bot's own webhook in it. added_at: milliseconds UTC; what was written before is not mirrored.
    """

    channel_id: int
    locale: str
    webhook_id: int | None = None
    added_at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Bridge:
    """Channels, in the order in which they were added, that mirror one conversation.

    paused: nothing is mirrored now. pins, typing: whether these are shown in the other channels, too.
    trusted_bots: ids of bots and webhooks whose messages are mirrored like a member's. resumed_at: when the last pause
    ended, milliseconds UTC, 0 if there was none; what was written during a pause is not mirrored.
    """

    bridge_id: int
    guild_id: int
    name: str
    paused: bool = False
    pins: bool = False
    typing: bool = True
    trusted_bots: frozenset[int] = frozenset()
    channels: tuple[Channel, ...] = ()
    resumed_at: int = field(default=0, compare=False)

    def others(self, channel_id: int) -> tuple[Channel, ...]:
        """The channels in which a message of one of them appears."""
        return tuple(channel for channel in self.channels if channel.channel_id != channel_id)

    def channel(self, channel_id: int) -> Channel | None:
        """The channel of this id, if it belongs to the bridge."""
        return next((channel for channel in self.channels if channel.channel_id == channel_id), None)


def get(connection: Connection, bridge_id: int) -> Bridge | None:
    """One bridge with its channels."""
    return next(iter(_select(connection, _BRIDGE.bridge_id == bridge_id)), None)


def of_guild(connection: Connection, guild_id: int) -> list[Bridge]:
    """The bridges of one server, the oldest first."""
    return _select(connection, _BRIDGE.guild_id == guild_id)


def all_bridges(connection: Connection) -> list[Bridge]:
    """The bridges of every server."""
    return _select(connection)


def of_channel(connection: Connection, channel_id: int) -> Bridge | None:
    """The bridge to which a channel belongs."""
    found = connection.execute(select(_CHANNEL.bridge_id).where(_CHANNEL.channel_id == channel_id)).scalar_one_or_none()
    return get(connection, found) if found is not None else None


def create(connection: Connection, guild_id: int, name: str, at: int, by: int) -> int:
    """Make a bridge without channels; its id. at: milliseconds UTC. by: a member's id."""
    row = {"guild_id": guild_id, "name": name, "created_at": at, "created_by": by}
    return connection.execute(insert(BRIDGE).values(**row).returning(_BRIDGE.bridge_id)).scalar_one()


def change(connection: Connection, bridge_id: int, **changes: Any) -> None:
    """Change columns of a bridge. trusted_bots: the ids, in any order."""
    if (trusted := changes.get("trusted_bots")) is not None:
        changes["trusted_bots"] = _joined(trusted)
    connection.execute(update(BRIDGE).where(_BRIDGE.bridge_id == bridge_id).values(**changes))


def remove(connection: Connection, bridge_id: int) -> None:
    """Remove a bridge and its channels from it."""
    connection.execute(delete(BRIDGE_CHANNEL).where(_CHANNEL.bridge_id == bridge_id))
    connection.execute(delete(BRIDGE).where(_BRIDGE.bridge_id == bridge_id))


def add_channel(connection: Connection, bridge_id: int, channel_id: int, locale: str, at: int) -> None:
    """Add a channel that belongs to no bridge yet. at: milliseconds UTC."""
    row = {"channel_id": channel_id, "bridge_id": bridge_id, "locale": locale, "added_at": at}
    connection.execute(insert(BRIDGE_CHANNEL).values(**row))


def remove_channel(connection: Connection, channel_id: int) -> None:
    """Take a channel out of its bridge."""
    connection.execute(delete(BRIDGE_CHANNEL).where(_CHANNEL.channel_id == channel_id))


def set_webhook(connection: Connection, channel_id: int, webhook_id: int | None) -> None:
    """Remember the bot's own webhook of a channel."""
    chosen = update(BRIDGE_CHANNEL).where(_CHANNEL.channel_id == channel_id)
    connection.execute(chosen.values(webhook_id=webhook_id))


def _select(connection: Connection, condition: ColumnElement[bool] | None = None) -> list[Bridge]:
    chosen = select(BRIDGE).order_by(_BRIDGE.bridge_id)
    rows = connection.execute(chosen if condition is None else chosen.where(condition)).mappings().all()
    channels = _channels(connection, [row["bridge_id"] for row in rows])
    return [
        Bridge(
            **{name: row[name] for name in _FIELDS},
            trusted_bots=_parted(row["trusted_bots"]),
            channels=tuple(channels.get(row["bridge_id"], ())),
        )
        for row in rows
    ]


def _channels(connection: Connection, bridge_ids: list[int]) -> dict[int, list[Channel]]:
    chosen = select(BRIDGE_CHANNEL).where(_CHANNEL.bridge_id.in_(bridge_ids))
    found: dict[int, list[Channel]] = {}
    for row in connection.execute(chosen.order_by(_CHANNEL.added_at, _CHANNEL.channel_id)).mappings():
        channel = Channel(row["channel_id"], row["locale"], row["webhook_id"], row["added_at"])
        found.setdefault(row["bridge_id"], []).append(channel)
    return found


def _joined(ids: Iterable[int]) -> str | None:
    return ",".join(map(str, sorted(ids))) or None


def _parted(ids: str | None) -> frozenset[int]:
    return frozenset(int(each) for each in (ids or "").split(",") if each)
