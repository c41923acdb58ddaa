"""Threads."""

from bot.sandbox.forms import message as message_forms
from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import channels as payloads
from bot.sandbox.payloads import messages as message_payloads
from bot.sandbox.permissions import BITS
from bot.sandbox.routes.messages import FLAGS, may_send
from bot.sandbox.wire import Json
from bot.sandbox.world import kinds, threading
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.user import User

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)


def register(table: Table) -> None:
    """Serve them."""
    table.add("POST", "/channels/{channel_id}/messages/{message_id}/threads", start_of_message)
    table.add("POST", "/channels/{channel_id}/threads", start)
    table.add("GET", "/channels/{channel_id}/thread-members", list_members)
    table.add("PUT", "/channels/{channel_id}/thread-members/@me", join)
    table.add("DELETE", "/channels/{channel_id}/thread-members/@me", leave)
    table.add("GET", "/channels/{channel_id}/thread-members/{user_id}", get_member)
    table.add("PUT", "/channels/{channel_id}/thread-members/{user_id}", add_member)
    table.add("DELETE", "/channels/{channel_id}/thread-members/{user_id}", remove_member)
    table.add("GET", "/channels/{channel_id}/threads/archived/public", archived)
    table.add("GET", "/channels/{channel_id}/threads/archived/private", archived_private)
    table.add("GET", "/guilds/{guild_id}/threads/active", active)


async def start_of_message(call: Call) -> Reply:
    """Start a thread of a message."""
    message = call.message("create_public_threads", "read_message_history")
    if message.thread is not None:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = message.channel.add_thread(_name(call.data), owner=call.bot, message=message)
    _settings(call, thread)
    return Reply(payloads.channel(thread), 201)


async def start(call: Call) -> Reply:
    """Start a thread of its own, or a post of a forum with its first message."""
    channel = call.channel()
    if channel.kind not in kinds.THREADED:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if channel.kind == kinds.FORUM:
        return await _post(call, channel)
    private = (call.data.get("type") or kinds.PRIVATE_THREAD) == kinds.PRIVATE_THREAD
    call.require(channel, "create_private_threads" if private else "create_public_threads")
    thread = channel.add_thread(_name(call.data), private=private, owner=call.bot)
    _settings(call, thread)
    return Reply(payloads.channel(thread), 201)


async def _post(call: Call, forum: Channel) -> Reply:
    call.require(forum, "send_messages")
    draft = message_forms.read_draft(call.data.get("message") or {}, call.files, flags=FLAGS)
    name = _name(call.data)
    may_send(call, forum, draft)
    thread = forum.add_thread(name, owner=call.bot)
    _settings(call, thread)
    draft.id = thread.id
    message = thread.post(call.bot, draft)
    return Reply({**payloads.channel(thread), "message": message_payloads.message(message)}, 201)


def _name(data: Json) -> str:
    form = Form()
    name = form.text(data, "name", (), low=1, high=100, required=True)
    form.choice(data, "auto_archive_duration", (), ARCHIVE_MINUTES)
    form.number(data, "rate_limit_per_user", (), low=0, high=21600)
    form.finish()
    return str(name)


def _settings(call: Call, channel: Channel) -> None:
    data = call.data
    channel.slowmode = data.get("rate_limit_per_user") or channel.slowmode
    if channel.thread is not None:
        minutes = data.get("auto_archive_duration")
        channel.thread.auto_archive_minutes = minutes or channel.thread.auto_archive_minutes
        channel.thread.invitable = bool(data.get("invitable", channel.thread.invitable))
        tags = data.get("applied_tags")
        if tags is not None:
            channel.thread.applied_tags = tuple(int(tag) for tag in tags)


def edit_thread(call: Call, channel: Channel) -> None:
    """Rename, archive, lock: one's own thread, or any with the permission for it."""
    thread, data = channel.thread, call.data
    if thread is None:
        return
    held = channel.permissions_of(call.bot)
    waking = set(data) == {"archived"} and data["archived"] is False and not thread.locked
    mine = thread.owner is call.bot and "locked" not in data
    if not (held & BITS["manage_threads"] or mine or (waking and held & BITS["send_messages"])):
        raise missing_permissions()
    if thread.archived and data.get("archived") is not False and set(data) - {"archived"}:
        raise ApiError(400, 50083, "Thread is archived")
    channel.name = _name({"name": channel.name, **data})
    _settings(call, channel)
    thread.locked = bool(data.get("locked", thread.locked))
    if "archived" in data and bool(data["archived"]) != thread.archived:
        threading.set_archived(channel, archived=bool(data["archived"]))
    else:
        channel.update()


def _thread(call: Call) -> Channel:
    channel = call.channel()
    if channel.thread is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel


def _user(call: Call) -> User:
    user = call.world.users.get(call.number("user_id"))
    if user is None:
        raise unknown("user")
    return user


async def join(call: Call) -> Reply:
    """Join."""
    threading.join(_thread(call), call.bot)
    return no_content()


async def leave(call: Call) -> Reply:
    """Leave."""
    threading.leave(_thread(call), call.bot)
    return no_content()


async def add_member(call: Call) -> Reply:
    """Bring somebody in."""
    thread = _thread(call)
    call.require(thread, "send_messages")
    threading.join(thread, _user(call))
    return no_content()


async def remove_member(call: Call) -> Reply:
    """Throw somebody out."""
    thread = _thread(call)
    call.require(thread, "manage_threads")
    threading.leave(thread, _user(call))
    return no_content()


async def list_members(call: Call) -> Reply:
    """Who is in a thread."""
    channel = _thread(call)
    joined = channel.thread.joined if channel.thread else {}
    users = [call.world.users[each] for each in joined]
    return Reply([payloads.thread_member(channel, user) for user in users])


async def get_member(call: Call) -> Reply:
    """One member of a thread."""
    channel, user = _thread(call), _user(call)
    if channel.thread is None or user.id not in channel.thread.joined:
        raise unknown("member")
    return Reply(payloads.thread_member(channel, user))


async def active(call: Call) -> Reply:
    """The threads of a guild that are not archived."""
    return _list(call, [each for each in call.guild().threads if each.thread and not each.thread.archived])


async def archived(call: Call) -> Reply:
    """The archived public threads of a channel."""
    return _archived(call, call.channel("read_message_history"), private=False)


async def archived_private(call: Call) -> Reply:
    """The archived private threads of a channel."""
    return _archived(call, call.channel("read_message_history", "manage_threads"), private=True)


def _archived(call: Call, channel: Channel, *, private: bool) -> Reply:
    threads = channel.guild.threads if channel.guild else []
    mine = [each for each in threads if each.parent is channel and (each.kind == kinds.PRIVATE_THREAD) == private]
    return _list(call, [each for each in mine if each.thread and each.thread.archived])


def _list(call: Call, threads: list[Channel]) -> Reply:
    seen = [each for each in threads if each.permissions_of(call.bot) & BITS["view_channel"]]
    joined = [each for each in seen if each.thread and call.bot.id in each.thread.joined]
    members = [payloads.thread_member(each, call.bot) for each in joined]
    return Reply({"threads": [payloads.channel(each) for each in seen], "members": members, "has_more": False})
