"""Webhooks, incoming ones: an address that posts under any name."""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.world.draft import Draft
from bot.sandbox.world.user import User

if TYPE_CHECKING:
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message


@dataclass(slots=True, eq=False)
class Webhook:
    """A webhook of a channel; `application_id` is set on those a bot made."""

    id: int
    channel: "Channel"
    name: str
    creator: User
    application_id: int | None = None
    avatar: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(51))

    def author(self, username: str | None) -> User:
        """The author shown above a message it posts."""
        name = username or self.name
        return User(self.id, name, name, bot=True, avatar=self.avatar)

    def say(self, text: str, username: str | None = None) -> "Message":
        """Post, as whoever knows the webhook's address can."""
        draft = Draft(text, webhook_id=self.id, application=self.application_id is not None)
        return self.channel.post(self.author(username), draft)


def add(channel: "Channel", name: str, creator: User, application_id: int | None = None) -> Webhook:
    """Make a webhook and tell everybody."""
    world = channel.world
    hook = Webhook(world.ids.next(), channel, name, creator, application_id)
    world.webhooks[hook.id] = hook
    updated(channel)
    return hook


def updated(channel: "Channel") -> None:
    """Tell everybody that the webhooks of a channel changed."""
    guild = channel.guild
    if guild is not None:
        data = {"guild_id": str(guild.id), "channel_id": str(channel.id)}
        channel.world.publish("WEBHOOKS_UPDATE", data, guild=guild)
        channel.world.log.add("webhooks_updated", channel=channel)
