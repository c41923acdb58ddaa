"""Reactions: adding and taking back, with their events."""

from typing import TYPE_CHECKING

from bot.sandbox.payloads import messages as payloads
from bot.sandbox.payloads.users import member_of
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User

MOST = 20  # different emojis on one message


def add(message: "Message", user: "User", emoji: str) -> bool:
    """Let a user react; False if they had."""
    users = message.reactions.setdefault(emoji, [])
    if user in users:
        return False
    users.append(user)
    data = _event(message, emoji, user)
    data["message_author_id"] = str(message.author.id)
    data["type"], data["burst"] = 0, False
    guild = message.channel.guild
    if guild and user.id in guild.members:
        data["member"] = member_of(guild.members[user.id])
    _publish(message, "MESSAGE_REACTION_ADD", data)
    message.channel.world.log_message("reaction_added", message, author=user, emoji=emoji)
    return True


def remove(message: "Message", user: "User", emoji: str) -> bool:
    """Take a user's reaction back; False if there was none."""
    users = message.reactions.get(emoji, [])
    if user not in users:
        return False
    users.remove(user)
    if not users:
        del message.reactions[emoji]
    _publish(message, "MESSAGE_REACTION_REMOVE", {**_event(message, emoji, user), "type": 0, "burst": False})
    message.channel.world.log_message("reaction_removed", message, author=user, emoji=emoji)
    return True


def clear(message: "Message", emoji: str | None = None) -> None:
    """Remove every reaction, or every one with this emoji."""
    gone = list(message.reactions) if emoji is None else [emoji]
    for each in gone:
        message.reactions.pop(each, None)
    data = _event(message, emoji, None)
    _publish(message, "MESSAGE_REACTION_REMOVE_EMOJI" if emoji else "MESSAGE_REACTION_REMOVE_ALL", data)
    for each in gone:
        message.channel.world.log_message("reaction_removed", message, author=None, emoji=each)


def _event(message: "Message", emoji: str | None, user: "User | None") -> Json:
    data: Json = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    if emoji is not None:
        data["emoji"] = payloads.emoji(emoji)
    if user is not None:
        data["user_id"] = str(user.id)
    if message.channel.guild:
        data["guild_id"] = str(message.channel.guild.id)
    return data


def _publish(message: "Message", name: str, data: Json) -> None:
    channel = message.channel
    channel.world.publish(name, data, guild=channel.guild, channel=channel)
