"""Messages in channels."""

from bot.sandbox.dispatch import without_content
from bot.sandbox.forms import message as forms
from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import messages as payloads
from bot.sandbox.permissions import BITS
from bot.sandbox.routes.enclosures import enclose
from bot.sandbox.wire import Json
from bot.sandbox.world import draft as d
from bot.sandbox.world import editing, kinds, posting
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.draft import Draft
from bot.sandbox.world.message import Message

FLAGS = d.SUPPRESS_EMBEDS | d.SUPPRESS_NOTIFICATIONS | d.COMPONENTS_V2
TWO_WEEKS = 14 * 86_400
NONCE_REMEMBERED = 300.0


def register(table: Table) -> None:
    """Serve them."""
    table.add("POST", "/channels/{channel_id}/messages", create)
    table.add("GET", "/channels/{channel_id}/messages", list_messages)
    table.add("POST", "/channels/{channel_id}/messages/bulk-delete", bulk_delete)
    table.add("GET", "/channels/{channel_id}/messages/{message_id}", get)
    table.add("PATCH", "/channels/{channel_id}/messages/{message_id}", edit)
    table.add("DELETE", "/channels/{channel_id}/messages/{message_id}", delete)
    table.add("POST", "/channels/{channel_id}/typing", typing)


async def create(call: Call) -> Reply:
    """Post a message."""
    channel = call.channel()
    writable(call, channel)
    draft = forms.read_draft(call.data, call.files, flags=FLAGS)
    if call.data.get("enforce_nonce") and draft.nonce is not None:
        twin = _twin(channel, draft.nonce)
        if twin is not None:
            return Reply(payloads.message(twin))
    may_send(call, channel, draft)
    draft.reference = forms.read_reference(call.data, channel)
    if draft.reference is not None and not channel.permissions_of(call.bot) & BITS["read_message_history"]:
        raise ApiError(400, 160002, "Cannot reply without permission to read message history")
    enclose(call, channel, draft)
    return Reply(payloads.message(channel.post(call.bot, draft)))


def writable(call: Call, channel: Channel) -> None:
    """ApiError unless the bot may post in a channel."""
    if channel.kind not in kinds.WRITABLE:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    call.require(channel, "send_messages")
    if channel.recipient is not None and not call.world.reaches(channel.recipient):
        raise ApiError(403, 50007, "Cannot send messages to this user")
    if locked_for(channel, channel.permissions_of(call.bot)):
        raise ApiError(403, 50083, "Thread is archived")


def locked_for(channel: Channel, permissions: int) -> bool:
    """Whether this is a locked thread, into which only those post who manage threads."""
    return channel.thread is not None and channel.thread.locked and not permissions & BITS["manage_threads"]


def may_send(call: Call, channel: Channel, draft: Draft) -> None:
    """ApiError unless the bot may post what a draft holds."""
    if draft.uploads:
        call.require(channel, "attach_files")
    if draft.poll is not None:
        call.require(channel, "send_polls")
    if draft.embeds and not channel.permissions_of(call.bot) & BITS["embed_links"]:
        raise missing_permissions()


def _twin(channel: Channel, nonce: str | int) -> Message | None:
    """The message of the last minutes with the same nonce, which a repeated request gets as its answer."""
    world = channel.world
    for message in reversed(channel.by_id.values()):
        if (world.clock.now() - message.created).total_seconds() > NONCE_REMEMBERED:
            return None
        if message.author is world.bot and str(message.nonce) == str(nonce):
            return message
    return None


async def list_messages(call: Call) -> Reply:
    """Messages, newest first: before, after or around an id."""
    channel = call.channel()
    if not channel.permissions_of(call.bot) & BITS["read_message_history"]:
        return Reply([])
    limit = call.integer("limit", 50, 1, 100)
    return Reply([_shown(call, message) for message in _page(call, channel.messages, limit)])


def _page(call: Call, messages: list[Message], limit: int) -> list[Message]:
    if "around" in call.query:
        pivot = call.integer("around", 0)
        older = [message for message in messages if message.id <= pivot][-(limit // 2 + 1) :]
        newer = [message for message in messages if message.id > pivot][: limit // 2]
        return (older + newer)[::-1]
    if "after" in call.query:
        after = call.integer("after", 0)
        return [message for message in messages if message.id > after][:limit][::-1]
    before = call.integer("before", 1 << 63)
    return [message for message in messages if message.id < before][-limit:][::-1]


async def get(call: Call) -> Reply:
    """One message."""
    return Reply(_shown(call, call.message("read_message_history")))


def _shown(call: Call, message: Message) -> Json:
    """Without the privileged intent an application does not read what is not for it, here either."""
    data = payloads.message(message)
    readable = "message_content" in call.realm.hub.privileged or not call.world.is_private(message)
    return data if readable else without_content(data)


async def edit(call: Call) -> Reply:
    """Change a message: one's own, or the previews of anybody's with the permission for it."""
    message = call.message()
    change = forms.read_edit(call.data, call.files, message)
    if message.author is not call.bot or (message.webhook_id is not None and not message.application):
        if not editing.only_flags(change) or change.flags is None:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        call.require(message.channel, "manage_messages")
    not_archived(message.channel)
    editing.apply(message, change)
    return Reply(payloads.message(message))


def not_archived(channel: Channel) -> None:
    """ApiError in an archived thread, where nothing can be changed."""
    if channel.thread is not None and channel.thread.archived:
        raise ApiError(400, 50083, "Thread is archived")


async def delete(call: Call) -> Reply:
    """Delete a message."""
    message = call.message()
    if message.author is not call.bot:
        call.require(message.channel, "manage_messages")
    posting.delete(message)
    return no_content()


async def bulk_delete(call: Call) -> Reply:
    """Delete 2 to 100 messages that are not older than two weeks."""
    channel = call.channel("manage_messages")
    form = Form()
    ids = form.ids(call.data, "messages", ())
    form.finish()
    if not 2 <= len(ids) <= 100:
        raise ApiError(400, 50016, "Provided too few or too many messages to delete (2 to 100).")
    found = [channel.by_id[each] for each in ids if each in channel.by_id]
    if any((call.world.clock.now() - each.created).total_seconds() > TWO_WEEKS for each in found):
        raise ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    channel.bulk_delete(found)
    return no_content()


async def typing(call: Call) -> Reply:
    """Show that the bot is writing."""
    channel = call.channel()
    writable(call, channel)
    posting.typing(channel, call.bot)
    return no_content()
