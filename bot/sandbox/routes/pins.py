"""Pinned messages."""

from datetime import datetime

from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import messages as payloads
from bot.sandbox.permissions import BITS
from bot.sandbox.wire import stamp
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.message import Message

MOST = 250


def register(table: Table) -> None:
    """Serve them at the present address and at the one before."""
    for base in ("/channels/{channel_id}/messages/pins", "/channels/{channel_id}/pins"):
        table.add("PUT", base + "/{message_id}", pin)
        table.add("DELETE", base + "/{message_id}", unpin)
    table.add("GET", "/channels/{channel_id}/messages/pins", page)
    table.add("GET", "/channels/{channel_id}/pins", all_pins)


async def pin(call: Call) -> Reply:
    """Pin a message."""
    message = _allowed(call)
    if len(_pinned(message.channel)) >= MOST:
        raise ApiError(400, 30003, f"Maximum number of pins reached for the channel ({MOST})")
    if message.pinned is None:
        _change(message, call.world.clock.now())
    return no_content()


async def unpin(call: Call) -> Reply:
    """Unpin a message."""
    message = _allowed(call)
    if message.pinned is not None:
        _change(message, None)
    return no_content()


async def page(call: Call) -> Reply:
    """Pinned messages with the moments of their pinning, newest first."""
    found = _pinned(call.channel("read_message_history"))
    limit = call.integer("limit", 50, 1, 50)
    items = [{"pinned_at": stamp(each.pinned), "message": payloads.message(each)} for each in found[:limit]]
    return Reply({"items": items, "has_more": len(found) > limit})


async def all_pins(call: Call) -> Reply:
    """Pinned messages, newest first."""
    return Reply([payloads.message(each) for each in _pinned(call.channel("read_message_history"))])


def _allowed(call: Call) -> Message:
    message = call.message()
    if not message.channel.permissions_of(call.bot) & (BITS["pin_messages"] | BITS["manage_messages"]):
        raise missing_permissions()
    return message


def _pinned(channel: Channel) -> list[Message]:
    found = [message for message in channel.messages if message.pinned is not None]
    return sorted(found, key=lambda message: message.pinned or message.created, reverse=True)


def _change(message: Message, pinned: datetime | None) -> None:
    channel = message.channel
    message.pinned = pinned
    newest = next(iter(_pinned(channel)), None)
    data = {"channel_id": str(channel.id), "last_pin_timestamp": stamp(newest.pinned) if newest else None}
    if channel.guild:
        data["guild_id"] = str(channel.guild.id)
    channel.world.publish_message("MESSAGE_UPDATE", message)
    channel.world.publish("CHANNEL_PINS_UPDATE", data, guild=channel.guild, channel=channel)
    channel.world.log_message("pinned" if pinned else "unpinned", message)
