"""Starting, changing and leaving threads."""

from typing import TYPE_CHECKING

from bot.sandbox.payloads import channels as payloads
from bot.sandbox.world import kinds
from bot.sandbox.world.draft import HAS_THREAD, THREAD_CREATED, Draft
from bot.sandbox.world.thread import Thread

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.guild import Guild
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User

MEMBERS_SHOWN = 50


def start(parent: "Channel", name: str, *, private: bool, owner: "User | None", message: "Message | None") -> "Channel":
    """Start a thread in a channel, of a message if one is given."""
    guild = parent.guild
    if guild is None or parent.kind not in kinds.THREADED:
        raise ValueError(f"{parent!r} cannot hold threads")
    user = owner or guild.owner
    channel = guild.new_channel(name, _kind(parent, private=private), channel_id=message.id if message else None)
    now = guild.world.clock.now()
    channel.parent = parent
    channel.thread = Thread(user, now, now, joined={user.id: now} if user.id in guild.members else {})
    data = {**payloads.channel(channel), "newly_created": True}
    guild.world.publish("THREAD_CREATE", data, guild=guild, channel=channel)
    guild.world.log.add("thread_created", channel=channel, author=user, message=message)
    _announce(parent, channel, user, message)
    return channel


def _kind(parent: "Channel", *, private: bool) -> int:
    if parent.kind == kinds.ANNOUNCEMENT:
        return kinds.ANNOUNCEMENT_THREAD
    return kinds.PRIVATE_THREAD if private else kinds.PUBLIC_THREAD


def _announce(parent: "Channel", thread: "Channel", user: "User", message: "Message | None") -> None:
    """The message of origin shows its thread; a public thread without one is announced by a system message."""
    if message is not None:
        message.thread = thread
        message.flags |= HAS_THREAD
        message.channel.world.publish_message("MESSAGE_UPDATE", message)
    elif thread.kind == kinds.PUBLIC_THREAD and parent.kind != kinds.FORUM:
        parent.post(user, Draft(content=thread.name, type=THREAD_CREATED))


def updated(channel: "Channel", thread: Thread) -> None:
    """Tell everybody that a thread changed."""
    if channel.guild is not None:
        channel.world.publish("THREAD_UPDATE", payloads.channel(channel), guild=channel.guild, channel=channel)
        channel.world.log.add("thread_updated", channel=channel, details={"archived": thread.archived})


def wake(channel: "Channel", author: "User") -> None:
    """A message brings a thread back from the archive, counts, and makes its author join."""
    thread = channel.thread
    if thread is None or channel.guild is None:
        return
    thread.total_sent += 1
    if thread.archived:
        set_archived(channel, archived=False)
    if author.id in channel.guild.members:
        join(channel, author)


def set_archived(channel: "Channel", *, archived: bool) -> None:
    """Put a thread into the archive or take it out."""
    thread = channel.thread
    if thread is None or thread.archived == archived:
        return
    thread.archived = archived
    thread.archive_changed = channel.world.clock.now()
    channel.update()


def join(channel: "Channel", user: "User") -> None:
    """Make a user a member of a thread, if they are not."""
    thread, guild = channel.thread, channel.guild
    if thread is None or guild is None or user.id in thread.joined:
        return
    thread.joined[user.id] = channel.world.clock.now()
    guild.forget_permissions()
    _members_changed(channel, guild, added=user, removed=None)


def leave(channel: "Channel", user: "User") -> None:
    """Take a user out of a thread."""
    thread, guild = channel.thread, channel.guild
    if thread is None or guild is None or thread.joined.pop(user.id, None) is None:
        return
    guild.forget_permissions()
    _members_changed(channel, guild, added=None, removed=user)


def _members_changed(channel: "Channel", guild: "Guild", added: "User | None", removed: "User | None") -> None:
    data = {
        "id": str(channel.id),
        "guild_id": str(guild.id),
        "member_count": min(MEMBERS_SHOWN, len(channel.thread.joined) if channel.thread else 0),
        "added_members": [payloads.thread_member(channel, added, with_member=True)] if added else [],
        "removed_member_ids": [str(removed.id)] if removed else [],
    }
    # Without the members intent a bot hears only of its own joining and leaving.
    own = channel.world.bot in (added, removed)
    channel.world.publish("THREAD_MEMBERS_UPDATE", data, guild=guild, channel=channel, about_bot=own)
