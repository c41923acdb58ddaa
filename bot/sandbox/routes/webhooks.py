"""Webhooks themselves: making, listing, changing and deleting them."""

import hashlib

from bot.sandbox.forms.form import Form
from bot.sandbox.http.call import Call, Reply, no_content
from bot.sandbox.http.errors import ApiError, missing_permissions, unknown
from bot.sandbox.http.table import Table
from bot.sandbox.payloads import webhooks as payloads
from bot.sandbox.permissions import BITS
from bot.sandbox.wire import Json
from bot.sandbox.world import kinds
from bot.sandbox.world.webhook import Webhook, add, updated

MOST = 15
FORBIDDEN = ("clyde", "discord")
_HOSTS = frozenset({kinds.TEXT, kinds.VOICE, kinds.STAGE, kinds.ANNOUNCEMENT, kinds.FORUM})


def register(table: Table) -> None:
    """Serve them; with the webhook's own token nothing else is asked for."""
    table.add("POST", "/channels/{channel_id}/webhooks", create)
    table.add("GET", "/channels/{channel_id}/webhooks", of_channel)
    table.add("GET", "/guilds/{guild_id}/webhooks", of_guild)
    for path, public in (("/webhooks/{webhook_id}", False), ("/webhooks/{webhook_id}/{token:text}", True)):
        table.add("GET", path, get, public=public)
        table.add("PATCH", path, edit, public=public)
        table.add("DELETE", path, delete, public=public)


async def create(call: Call) -> Reply:
    """Make a webhook."""
    channel = call.channel("manage_webhooks")
    if channel.kind not in _HOSTS:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if sum(hook.channel is channel for hook in call.world.webhooks.values()) >= MOST:
        raise ApiError(400, 30007, f"Maximum number of webhooks reached ({MOST})")
    name = checked_name(call.data, "name", required=True)
    hook = add(channel, str(name), call.bot, call.world.application.id)
    hook.avatar = _avatar(call.data)
    return Reply(payloads.webhook(hook, with_token=True))


def checked_name(data: Json, key: str, *, required: bool = False) -> str | None:
    """A name that a webhook may have; ApiError 50035 if it is not one."""
    form = Form()
    name = form.text(data, key, (), low=1, high=80, required=required)
    if name is not None and not name.strip():
        form.error((key,), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.")
    for word in FORBIDDEN:
        if name and word in name.lower():
            form.error((key,), "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')
    form.finish()
    return name


def _avatar(data: Json) -> str | None:
    image = data.get("avatar")
    return hashlib.blake2b(str(image).encode(), digest_size=16).hexdigest() if image else None


async def of_channel(call: Call) -> Reply:
    """The webhooks of a channel."""
    channel = call.channel("manage_webhooks")
    return Reply([_shown(call, hook) for hook in call.world.webhooks.values() if hook.channel is channel])


async def of_guild(call: Call) -> Reply:
    """The webhooks of a guild."""
    guild = call.guild()
    if not guild.permissions_of(call.bot) & BITS["manage_webhooks"]:
        raise missing_permissions()
    return Reply([_shown(call, hook) for hook in call.world.webhooks.values() if hook.channel.guild is guild])


def _shown(call: Call, hook: Webhook) -> Json:
    """An application learns the tokens of its own webhooks only."""
    return payloads.webhook(hook, with_token=hook.application_id == call.world.application.id)


async def get(call: Call) -> Reply:
    """One webhook."""
    hook = _allowed(call)
    return Reply(payloads.webhook(hook, with_token=True, with_user="token" not in call.params))


async def edit(call: Call) -> Reply:
    """Rename a webhook, change its picture, or move it to another channel."""
    hook = _allowed(call)
    hook.name = checked_name(call.data, "name") or hook.name
    hook.avatar = _avatar(call.data) if "avatar" in call.data else hook.avatar
    target = call.world.channels.get(int(call.data.get("channel_id") or 0))
    if target is not None and target is not hook.channel and "token" not in call.params:
        call.require(target, "manage_webhooks")
        left, hook.channel = hook.channel, target
        updated(left)
    updated(hook.channel)
    return Reply(payloads.webhook(hook, with_token=True, with_user="token" not in call.params))


async def delete(call: Call) -> Reply:
    """Delete a webhook."""
    hook = _allowed(call)
    hook.delete()
    return no_content()


def _allowed(call: Call) -> Webhook:
    if "token" in call.params:
        return by_token(call)
    hook = call.world.webhooks.get(call.number("webhook_id"))
    if hook is None:
        raise unknown("webhook")
    call.require(hook.channel, "manage_webhooks")
    return hook


def by_token(call: Call) -> Webhook:
    """The webhook of the path, if the token is its own."""
    hook = call.world.webhooks.get(call.number("webhook_id"))
    if hook is None:
        raise unknown("webhook")
    if hook.token != call.params["token"]:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return hook
