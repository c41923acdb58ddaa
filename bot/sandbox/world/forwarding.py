"""Forwarding messages: what is passed on is a copy of that moment."""

from typing import TYPE_CHECKING

from bot.sandbox.payloads import messages as payloads
from bot.sandbox.wire import Json
from bot.sandbox.world import posting
from bot.sandbox.world.attachment import Upload
from bot.sandbox.world.draft import DEFAULT, HAS_SNAPSHOT, MENU_ANSWER, REPLY, SLASH_ANSWER, Draft

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message

# Messages that somebody wrote; what Discord itself says cannot be passed on, and neither can polls.
_WRITTEN = (DEFAULT, REPLY, SLASH_ANSWER, MENU_ANSWER)


def possible(message: "Message") -> bool:
    """Whether Discord would forward it."""
    return message.type in _WRITTEN and message.poll is None and not message.ephemeral and not message.deleted


def forward(message: "Message", channel: "Channel", draft: Draft) -> None:
    """Make a draft, which is to be posted in `channel`, pass a message on."""
    draft.forwarded, draft.flags = message, draft.flags | HAS_SNAPSHOT
    draft.snapshots = message.snapshots or (_snapshot(message, channel),)


def _snapshot(message: "Message", channel: "Channel") -> Json:
    """The message without its author, and with copies of its files, which outlive it."""
    uploads = [Upload(each.filename, each.data, each.description) for each in message.attachments]
    copies = posting.attach(channel, uploads)
    shown = payloads.content_of(message)
    return {**shown, "attachments": [payloads.attachment(each, channel.world.cdn_base) for each in copies]}
