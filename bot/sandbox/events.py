"""What happens in the sandbox, in order: what a person at the screen would see, and a little more."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.wire import Json, stamp

if TYPE_CHECKING:
    from bot.sandbox.interactions.interaction import Interaction
    from bot.sandbox.world.channel import Channel
    from bot.sandbox.world.message import Message
    from bot.sandbox.world.user import User

Callback = Callable[["SandboxEvent"], None]


@dataclass(frozen=True, slots=True)
class SandboxEvent:
    """One thing that happened.

    kind        message_created, message_edited, message_deleted, messages_bulk_deleted, reaction_added,
                reaction_removed, ephemeral, ephemeral_edited, ephemeral_deleted, deferred, modal_opened,
                autocompleted, interaction_started, interaction_failed, typing, member_joined, member_updated,
                member_left, channel_created, channel_updated, channel_deleted, thread_created, thread_updated,
                webhooks_updated, guild_joined, guild_left, pinned, unpinned, preview_shown, fault
    number      position in the log, from 1
    author      who did it, where somebody did; for messages the one whose name stands above it
    text        the text as it was at this moment (a Message changes when it is edited, this does not)
    components  the components as they were at this moment
    reference   the message that was replied to
    """

    kind: str
    number: int
    at: datetime
    author: "User | None" = None
    channel: "Channel | None" = None
    message: "Message | None" = None
    reference: "Message | None" = None
    interaction: "Interaction | None" = None
    text: str = ""
    emoji: str = ""
    components: tuple[Json, ...] = ()
    messages: "tuple[Message, ...]" = ()
    details: Json = field(default_factory=dict[str, Any])

    def as_dict(self) -> Json:
        """The event as plain values, without what is empty. Ids are strings."""
        message = self.message
        plain: Json = {
            "number": self.number,
            "kind": self.kind,
            "at": stamp(self.at),
            "author": self.author.name if self.author else None,
            "guild": self.channel.guild.name if self.channel and self.channel.guild else None,
            "channel": self.channel.name if self.channel else None,
            "message": str(message.id) if message else None,
            "ephemeral": message.ephemeral if message else False,
            "reference": str(self.reference.id) if self.reference else None,
            "interaction": self.interaction.title if self.interaction else None,
            "text": self.text,
            "emoji": self.emoji,
            "embeds": list(message.embeds) if message else [],
            "attachments": [attachment.filename for attachment in message.attachments] if message else [],
            "components": list(self.components),
            "messages": [str(each.id) for each in self.messages],
            **self.details,
        }
        return {key: value for key, value in plain.items() if value not in (None, "", [], False)}


class EventLog:
    """Keeps the last events and tells subscribers of each."""

    def __init__(self, now: Callable[[], datetime], keep: int) -> None:
        self.events: deque[SandboxEvent] = deque(maxlen=keep)
        self.total = 0
        self._now = now
        self._subscribers: list[Callback] = []

    def add(self, kind: str, **what: Any) -> None:
        """Append an event; `what` are fields of SandboxEvent."""
        self.total += 1
        event = SandboxEvent(kind, self.total, self._now(), **what)
        self.events.append(event)
        for callback in tuple(self._subscribers):
            callback(event)

    def subscribe(self, callback: Callback) -> Callable[[], None]:
        """Call `callback` with every event from now on; the answer ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)
