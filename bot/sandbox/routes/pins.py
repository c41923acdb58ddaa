"""Pinned messages."""

from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import messages as payloads
from bot.sandbox.permissions import BITS
from bot.sandbox.wire import stamp
from bot.sandbox.world import pins
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
    if len(pins.pinned(message.channel)) >= MOST:
        raise ApiError(400, 30003, f"Maximum number of pins reached for the channel ({MOST})")
    pins.pin(message, call.bot)
    return no_content()


async def unpin(call: Call) -> Reply:
    """Unpin a message."""
    pins.unpin(_allowed(call))
    return no_content()


async def page(call: Call) -> Reply:
    """Pinned messages with the moments of their pinning, newest first."""
    found = pins.pinned(call.channel("read_message_history"))
    limit = call.integer("limit", 50, 1, 50)
    items = [{"pinned_at": stamp(each.pinned), "message": payloads.message(each)} for each in found[:limit]]
    return Reply({"items": items, "has_more": len(found) > limit})


async def all_pins(call: Call) -> Reply:
    """Pinned messages, newest first."""
    return Reply([payloads.message(each) for each in pins.pinned(call.channel("read_message_history"))])


def _allowed(call: Call) -> Message:
    message = call.message()
    if not message.channel.permissions_of(call.bot) & (BITS["pin_messages"] | BITS["manage_messages"]):
        raise missing_permissions()
    return message
