"""What webhooks post; and, behind addresses of the same form, what an application says after an interaction."""

import hashlib

from bot.sandbox.forms import message as forms
from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, too_many, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.interactions import installs, respond
from bot.sandbox.interactions.interaction import Interaction
from bot.sandbox.payloads import messages as payloads
from bot.sandbox.routes.messages import FLAGS, locked_for, not_archived
from bot.sandbox.routes.webhooks import by_token, checked_name
from bot.sandbox.wire import Json
from bot.sandbox.world import editing, kinds, posting
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.draft import EPHEMERAL
from bot.sandbox.world.message import Message
from bot.sandbox.world.webhook import Webhook

FOLLOW_UPS = 5  # where the application is not installed but for its user
BASE = "/webhooks/{webhook_id}/{token:text}"


def register(table: Table) -> None:
    """Serve them. The token of the path is all the authorization they need."""
    table.add("POST", BASE, post, public=True)
    for path in (BASE + "/messages/@original", BASE + "/messages/{message_id}"):
        table.add("GET", path, get, public=True)
        table.add("PATCH", path, edit, public=True)
        table.add("DELETE", path, delete, public=True)


async def post(call: Call) -> Reply:
    """Post through a webhook, or a follow-up."""
    interaction = _interaction(call)
    if interaction is not None:
        draft = forms.read_draft(call.data, call.files, flags=FLAGS | EPHEMERAL)
        if installs.brought_along(interaction.owners) and len(interaction.followups) >= FOLLOW_UPS:
            raise ApiError(400, 40094, "This interaction has hit the maximum number of follow up messages")
        return Reply(payloads.message(respond.follow_up(interaction, draft)))
    hook = by_token(call)
    early = call.realm.limits.webhook_posts(hook.channel.id)
    if early is not None:
        raise too_many(early)
    message = _execute(call, hook)
    return Reply(payloads.message(message)) if call.flag("wait") else no_content()


def _execute(call: Call, hook: Webhook) -> Message:
    username = checked_name(call.data, "username")
    body = call.data
    if hook.application_id is None and not call.flag("with_components"):
        body = {**body, "components": None}  # only an application's own webhooks may have them
    draft = forms.read_draft(body, call.files, flags=FLAGS)
    draft.webhook_id, draft.application, draft.nonce = hook.id, hook.application_id is not None, None
    author = hook.author(username)
    author.avatar_url = _checked_avatar(call.data)
    if author.avatar_url is not None:
        author.avatar = hashlib.blake2b(author.avatar_url.encode(), digest_size=16).hexdigest()
    title = _title(call, hook)
    if title is None:
        return _place(call, hook).post(author, draft)
    thread = hook.channel.add_thread(title, owner=author)
    draft.id = thread.id
    return thread.post(author, draft)


def _checked_avatar(data: Json) -> str | None:
    form = Form()
    address = form.text(data, "avatar_url", (), high=2048)
    if address and not address.startswith(("http://", "https://")):
        form.error(("avatar_url",), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
    form.finish()
    return address or None


def _title(call: Call, hook: Webhook) -> str | None:
    """The name of the forum post that this begins, if it does; ApiError if it has to, or cannot."""
    form = Form()
    name = form.text(call.data, "thread_name", (), high=100)
    form.finish()
    forum, thread_id = hook.channel.kind == kinds.FORUM, call.integer("thread_id", 0)
    if name and not forum:
        raise ApiError(400, 220003, "Webhooks can only create threads in forum channels")
    if name and thread_id:
        raise ApiError(400, 220002, "Webhooks posted to forum channels cannot have both a thread_name and thread_id")
    if forum and not name and not thread_id:
        raise ApiError(400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id")
    return name or None


def _place(call: Call, hook: Webhook) -> Channel:
    """The webhook's channel, or the thread of it that the query names."""
    thread_id = call.integer("thread_id", 0)
    if not thread_id:
        return hook.channel
    thread = call.world.channels.get(thread_id)
    if thread is None or thread.parent is not hook.channel:
        raise unknown("channel")
    if locked_for(thread, 0):
        raise ApiError(403, 50083, "Thread is archived")
    return thread


async def get(call: Call) -> Reply:
    """A message of the webhook or interaction."""
    return Reply(payloads.message(_message(call)))


async def edit(call: Call) -> Reply:
    """Change it."""
    interaction, message = _interaction(call), _message(call)
    change = forms.read_edit(call.data, call.files, message)
    if interaction is not None:
        respond.edit(interaction, message, change)
    else:
        not_archived(message.channel)
        editing.apply(message, change)
    return Reply(payloads.message(message))


async def delete(call: Call) -> Reply:
    """Delete it."""
    posting.delete(_message(call))
    return no_content()


def _interaction(call: Call) -> Interaction | None:
    """The interaction whose token this is; ApiError if it expired or was never acknowledged."""
    if call.number("webhook_id") != call.world.application.id:
        return None
    interaction = call.world.interactions.get(call.params["token"])
    if interaction is None or interaction.expired:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    if not interaction.acknowledged:
        raise unknown("webhook")
    return interaction


def _message(call: Call) -> Message:
    interaction = _interaction(call)
    if interaction is None:
        message = _posted(call, by_token(call))
    elif "message_id" in call.params:
        message = interaction.message_by_id(call.number("message_id"))
    else:
        message = interaction.message
    if message is None or message.deleted:
        raise unknown("message")
    return message


def _posted(call: Call, hook: Webhook) -> Message | None:
    """A message that the webhook posted, in its channel or in the thread that the query names."""
    place = call.world.channels.get(call.integer("thread_id", hook.channel.id))
    message = place.by_id.get(int(call.params.get("message_id", 0))) if place else None
    return message if message is not None and message.webhook_id == hook.id else None
