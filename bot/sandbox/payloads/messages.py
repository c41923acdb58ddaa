"""Messages as JSON."""

from typing import TYPE_CHECKING

from bot.sandbox.payloads import channels, users
from bot.sandbox.wire import Json, stamp
from bot.sandbox.world.draft import THREAD_CREATED
from bot.sandbox.world.sticker import FORMATS

if TYPE_CHECKING:
    from bot.sandbox.world.attachment import Attachment
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User

FORWARD = 1


def message(message: "Message") -> Json:
    """A message as the REST API shows it to the bot, with the message it replies to."""
    data = _basic(message)
    if message.reference is not None:
        data["message_reference"] = _reference(message.reference)
        data["referenced_message"] = None if message.reference.deleted else _basic(message.reference)
    elif message.forwarded is not None:
        data["message_reference"] = {**_reference(message.forwarded), "type": FORWARD}
    elif message.type == THREAD_CREATED and message.channel.guild:
        data["message_reference"] = _announced_thread(message)
    if message.reactions:
        bot = message.channel.world.bot
        data["reactions"] = [_reaction(key, who, bot) for key, who in message.reactions.items()]
    if message.thread is not None:
        data["thread"] = channels.channel(message.thread)
    return data


def _basic(message: "Message") -> Json:
    data: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "author": users.user(message.author),
        "tts": message.tts,
        "pinned": message.pinned is not None,
        "mention_everyone": message.mentions.everyone,
    }
    return data | content_of(message) | _optional(message)


def content_of(message: "Message") -> Json:
    """What a message says, without who says it where: all that is passed on when it is forwarded."""
    data: Json = {
        "type": message.type,
        "content": message.content,
        "timestamp": stamp(message.created),
        "edited_timestamp": stamp(message.edited),
        "flags": message.flags,
        "mentions": [users.user(user) for user in message.mentions.users],
        "mention_roles": [str(role) for role in message.mentions.roles],
        "attachments": [attachment(each, message.channel.world.cdn_base) for each in message.attachments],
        "embeds": list(message.embeds),
        "components": list(message.components),
    }
    if message.stickers:
        data["sticker_items"] = [
            {"id": str(each.id), "name": each.name, "format_type": FORMATS[each.format]} for each in message.stickers
        ]
    return data


def _optional(message: "Message") -> Json:
    data: Json = {}
    if message.nonce is not None:
        data["nonce"] = message.nonce
    if message.webhook_id is not None:
        data["webhook_id"] = str(message.webhook_id)
    if message.application:
        data["application_id"] = str(message.channel.world.application.id)
    if message.interaction is not None:
        data["interaction"] = message.interaction
    if message.interaction_metadata is not None:
        data["interaction_metadata"] = message.interaction_metadata
    if message.poll is not None:
        data["poll"] = message.poll
    if message.snapshots:
        data["message_snapshots"] = [{"message": each} for each in message.snapshots]
    return data


def message_event(subject: "Message") -> Json:
    """A message as the gateway carries it: with its guild, its author's membership and those of whom it mentions."""
    data = message(subject)
    guild = subject.channel.guild
    data["channel_type"] = subject.channel.kind
    if guild is None:
        return data
    data["guild_id"] = str(guild.id)
    member = guild.members.get(subject.author.id)
    if member is not None:
        data["member"] = users.member_of(member, with_user=False)
    for mention in data["mentions"]:
        mentioned = guild.members.get(int(mention["id"]))
        if mentioned is not None:
            mention["member"] = users.member_of(mentioned, with_user=False)
    return data


def _reference(reference: "Message") -> Json:
    data: Json = {"type": 0, "channel_id": str(reference.channel.id), "message_id": str(reference.id)}
    if reference.channel.guild:
        data["guild_id"] = str(reference.channel.guild.id)
    return data


def _announced_thread(message: "Message") -> Json:
    """A thread's announcement refers to the thread of its name."""
    guild = message.channel.guild
    threads = [each for each in guild.threads if each.name == message.content] if guild else []
    thread = threads[-1] if threads else message.channel
    return {"type": 0, "channel_id": str(thread.id), "guild_id": str(guild.id) if guild else None}


def _reaction(key: str, who: "list[User]", bot: "User") -> Json:
    return {
        "emoji": emoji(key),
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me": bot in who,
        "me_burst": False,
        "burst_me": False,
        "burst_count": 0,
    }


def emoji(key: str) -> Json:
    """An emoji: one of Unicode, or `name:id` of a guild's own."""
    name, colon, emoji_id = key.partition(":")
    return {"id": emoji_id if colon else None, "name": name}


def attachment(attachment: "Attachment", cdn_base: str) -> Json:
    """A file of a message."""
    address = cdn_base + attachment.path
    data: Json = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.data),
        "url": address,
        "proxy_url": address,
    }
    if attachment.content_type:
        data["content_type"] = attachment.content_type
    if attachment.description:
        data["description"] = attachment.description
    if attachment.dimensions:
        data["width"], data["height"] = attachment.dimensions
    if attachment.ephemeral:
        data["ephemeral"] = True
    return data
