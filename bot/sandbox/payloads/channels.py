"""Channels and threads as JSON."""

from typing import TYPE_CHECKING

from bot.sandbox.payloads import users
from bot.sandbox.wire import Json, stamp
from bot.sandbox.world import kinds

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.overwrite import Overwrite
    from bot.sandbox.world.thread import Thread
    from bot.sandbox.world.user import User

MEMBERS_SHOWN = 50


def channel(channel: "Channel") -> Json:
    """A channel, thread or direct message in the shape of its type."""
    if channel.guild is None:
        return _direct(channel)
    if channel.thread is not None:
        return _thread(channel, channel.thread)
    data = {
        **_common(channel),
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "position": channel.position,
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "permission_overwrites": [overwrite(each) for each in channel.overwrites.values()],
        "nsfw": channel.nsfw,
    }
    if channel.kind == kinds.CATEGORY:
        return data
    return {**data, **_talk(channel), **_OWN.get(channel.kind, {})}


_THREADS: Json = {"default_auto_archive_duration": 1440, "default_thread_rate_limit_per_user": 0}
# What only some types have.
_OWN: dict[int, Json] = {
    kinds.TEXT: _THREADS,
    kinds.ANNOUNCEMENT: _THREADS,
    kinds.VOICE: {"bitrate": 64000, "user_limit": 0, "rtc_region": None},
    kinds.STAGE: {"bitrate": 64000, "user_limit": 0, "rtc_region": None},
    kinds.FORUM: {
        **_THREADS,
        "available_tags": [],
        "default_reaction_emoji": None,
        "default_sort_order": None,
        "default_forum_layout": 0,
    },
}


def _talk(channel: "Channel") -> Json:
    return {
        "topic": channel.topic,
        "rate_limit_per_user": channel.slowmode,
        "last_message_id": _last(channel),
        "last_pin_timestamp": None,
    }


def _common(channel: "Channel") -> Json:
    return {"id": str(channel.id), "type": channel.kind, "flags": 0}


def _last(channel: "Channel") -> str | None:
    return str(channel.last_message_id) if channel.last_message_id else None


def overwrite(overwrite: "Overwrite") -> Json:
    """A channel's exception for a role or a member."""
    return {
        "id": str(overwrite.id),
        "type": overwrite.type,
        "allow": str(overwrite.allow),
        "deny": str(overwrite.deny),
    }


def _direct(channel: "Channel") -> Json:
    data = {**_common(channel), "last_message_id": _last(channel)}
    if channel.kind == kinds.GROUP:
        recipients = [users.user(each) for each in channel.people]
        return {**data, "recipients": recipients, "name": None, "icon": None, "owner_id": recipients[0]["id"]}
    if channel.people:
        return data  # Discord does not tell an application who else is there
    return {**data, "recipients": [users.user(channel.recipient)] if channel.recipient else []}


def _thread(channel: "Channel", thread: "Thread") -> Json:
    data = {
        **_common(channel),
        "guild_id": str(channel.guild.id) if channel.guild else None,
        "name": channel.name,
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "owner_id": str(thread.owner.id),
        "last_message_id": _last(channel),
        "rate_limit_per_user": channel.slowmode,
        "message_count": len(channel.by_id),
        "total_message_sent": thread.total_sent,
        "member_count": min(MEMBERS_SHOWN, len(thread.joined)),
        "thread_metadata": _metadata(channel, thread),
        "applied_tags": [str(tag) for tag in thread.applied_tags],
    }
    if channel.world.bot.id in thread.joined:
        data["member"] = thread_member(channel, channel.world.bot)
    return data


def _metadata(channel: "Channel", thread: "Thread") -> Json:
    data: Json = {
        "archived": thread.archived,
        "archive_timestamp": stamp(thread.archive_changed),
        "auto_archive_duration": thread.auto_archive_minutes,
        "locked": thread.locked,
        "create_timestamp": stamp(thread.created),
    }
    if channel.kind == kinds.PRIVATE_THREAD:
        data["invitable"] = thread.invitable
    return data


def thread_member(channel: "Channel", user: "User", *, with_member: bool = False) -> Json:
    """A member of a thread."""
    joined = channel.thread.joined[user.id] if channel.thread else None
    data: Json = {"id": str(channel.id), "user_id": str(user.id), "join_timestamp": stamp(joined), "flags": 0}
    if with_member and channel.guild and user.id in channel.guild.members:
        data["member"] = users.member_of(channel.guild.members[user.id])
        data["presence"] = None
    return data


def deleted(gone: "Channel") -> Json:
    """What is said of a channel that is gone: all of it, or of a thread only where it was."""
    data = channel(gone)
    return {key: data[key] for key in ("id", "guild_id", "parent_id", "type")} if gone.is_thread else data


def partial(place: "Channel", permissions: int) -> Json:
    """A channel as interactions carry it, with what the invoking member may do there."""
    return {**channel(place), "permissions": str(permissions)}
