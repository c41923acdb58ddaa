"""Posting, editing and deleting messages: the change, the gateway event and the log entry."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox.permissions import BITS
from bot.sandbox.world import draft as d
from bot.sandbox.world import mentions, threading
from bot.sandbox.world.attachment import Attachment, Upload
from bot.sandbox.world.message import Message

if TYPE_CHECKING:
    from bot.sandbox.interactions.interaction import Interaction
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.draft import Draft
    from bot.sandbox.world.user import User


def compose(channel: "Channel", author: "User", draft: "Draft") -> Message:
    """Make a message that nobody has seen yet."""
    world = channel.world
    message = Message(draft.id or world.ids.next(), channel, author, world.clock.now())
    message.fill(draft)
    message.type = draft.type if draft.type is not None else d.REPLY if draft.reference else d.DEFAULT
    message.attachments = attach(channel, draft.uploads, ephemeral=message.ephemeral)
    message.mentions = mentions.read(draft.content, channel, author, draft.allowed, draft.reference)
    return message


def post(channel: "Channel", author: "User", draft: "Draft") -> Message:
    """Add a message to a channel and tell everybody."""
    message = compose(channel, author, draft)
    show(message)
    return message


def show(message: Message, interaction: "Interaction | None" = None) -> None:
    """Put a message into its channel and tell everybody."""
    channel, world = message.channel, message.channel.world
    threading.wake(channel, message.author)
    channel.by_id[message.id] = message
    if len(channel.by_id) > world.keep:
        del channel.by_id[next(iter(channel.by_id))]
    channel.last_message_id = message.id
    world.publish_message("MESSAGE_CREATE", message)
    if not message.loading:
        world.log_message("message_created", message, interaction=interaction)


def attach(channel: "Channel", uploads: Sequence[Upload], *, ephemeral: bool = False) -> tuple[Attachment, ...]:
    """Put files under the CDN's address."""
    world = channel.world
    made = tuple(
        Attachment(world.ids.next(), channel.id, each.filename, each.data, each.description, ephemeral)
        for each in uploads
    )
    world.attachments.update((each.id, each) for each in made)
    return made


def edited(message: Message, *, mark: bool = True) -> None:
    """Tell everybody that a message changed. `mark` shows it as edited, which changes of content do."""
    world = message.channel.world
    if mark:
        message.edited = world.clock.now()
    if message.ephemeral:
        world.log_message("ephemeral_edited", message)
        return
    world.publish_message("MESSAGE_UPDATE", message)
    world.log_message("message_edited", message)


def delete(message: Message) -> None:
    """Remove a message."""
    channel, world = message.channel, message.channel.world
    if message.deleted:
        return
    forget(message)
    if message.ephemeral:
        world.log_message("ephemeral_deleted", message)
        return
    data = {"id": str(message.id), "channel_id": str(channel.id)}
    if channel.guild:
        data["guild_id"] = str(channel.guild.id)
    world.publish("MESSAGE_DELETE", data, guild=channel.guild, channel=channel)
    world.log_message("message_deleted", message)


def bulk_delete(channel: "Channel", messages: Sequence[Message]) -> None:
    """Remove several messages of one channel with a single event."""
    world = channel.world
    for message in messages:
        forget(message)
    data = {"ids": [str(message.id) for message in messages], "channel_id": str(channel.id)}
    if channel.guild:
        data["guild_id"] = str(channel.guild.id)
    world.publish("MESSAGE_DELETE_BULK", data, guild=channel.guild, channel=channel)
    world.log.add("messages_bulk_deleted", channel=channel, messages=tuple(messages))


def forget(message: Message) -> None:
    """Take a message and its files out of the world."""
    message.deleted = True
    message.channel.by_id.pop(message.id, None)
    for attachment in message.attachments:
        message.channel.world.attachments.pop(attachment.id, None)


def typing(channel: "Channel", user: "User") -> None:
    """Show that a user is writing."""
    channel.world.publish_typing(channel, user)
    channel.world.log.add("typing", channel=channel, author=user)


def may_read(channel: "Channel", user: "User") -> bool:
    """Whether a user sees a channel."""
    return bool(channel.permissions_of(user) & BITS["view_channel"])
