"""Pinning messages."""

from typing import TYPE_CHECKING

from bot.sandbox.wire import stamp
from bot.sandbox.world.draft import PINNED, Draft

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User


def pinned(channel: "Channel") -> "list[Message]":
    """The pinned messages of a channel, newest pin first."""
    found = [message for message in channel.messages if message.pinned is not None]
    return sorted(found, key=lambda message: message.pinned or message.created, reverse=True)


def pin(message: "Message", user: "User") -> None:
    """Pin a message, which Discord announces in the channel."""
    if message.pinned is None:
        message.pinned = message.channel.world.clock.now()
        _changed(message, "pinned")
        message.channel.post(user, Draft(type=PINNED, reference=message))


def unpin(message: "Message") -> None:
    """Unpin a message."""
    if message.pinned is not None:
        message.pinned = None
        _changed(message, "unpinned")


def _changed(message: "Message", kind: str) -> None:
    channel = message.channel
    newest = next(iter(pinned(channel)), None)
    data = {"channel_id": str(channel.id), "last_pin_timestamp": stamp(newest.pinned) if newest else None}
    if channel.guild:
        data["guild_id"] = str(channel.guild.id)
    channel.world.publish_message("MESSAGE_UPDATE", message)
    channel.world.publish("CHANNEL_PINS_UPDATE", data, guild=channel.guild, channel=channel)
    channel.world.log_message(kind, message)
