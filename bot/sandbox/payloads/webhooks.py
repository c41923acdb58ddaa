"""Webhooks as JSON."""

from typing import TYPE_CHECKING

from bot.sandbox.payloads import users
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.world.webhook import Webhook

INCOMING = 1


def webhook(hook: "Webhook", *, with_token: bool, with_user: bool = True) -> Json:
    """A webhook."""
    channel = hook.channel
    data: Json = {
        "id": str(hook.id),
        "type": INCOMING,
        "name": hook.name,
        "avatar": hook.avatar,
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild.id) if channel.guild else None,
        "application_id": str(hook.application_id) if hook.application_id else None,
    }
    if with_user:
        data["user"] = users.user(hook.creator)
    if with_token:
        data["token"] = hook.token
        data["url"] = f"{channel.world.api_base}/webhooks/{hook.id}/{hook.token}"
    return data
