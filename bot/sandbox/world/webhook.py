"""Webhooks, incoming ones: an address that posts under any name."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.wire import Json
from bot.sandbox.world.attachment import Upload
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

    def say(
        self,
        text: str = "",
        username: str | None = None,
        *,
        embeds: Sequence[Json] = (),
        attachments: Sequence[tuple[str, bytes]] = (),
        thread: "Channel | None" = None,
    ) -> "Message":
        """Post, as whoever knows the webhook's address can."""
        uploads = [Upload(*each) for each in attachments]
        shown = [{"type": "rich", **embed} for embed in embeds]
        draft = Draft(text, shown, uploads=uploads, webhook_id=self.id, application=self.application_id is not None)
        return (thread or self.channel).post(self.author(username), draft)

    def delete(self) -> None:
        """Delete it, as a moderator does: its address is unknown from now on."""
        if self.channel.world.webhooks.pop(self.id, None) is not None:
            updated(self.channel)


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
