"""A conversation as one reads it: who says what, and below it what the bot answers."""

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.sandbox.events import SandboxEvent
from bot.sandbox.interactions.interaction import Interaction
from bot.sandbox.transcript import deeds
from bot.sandbox.transcript.body import Content, body, form
from bot.sandbox.transcript.columns import printable, quote
from bot.sandbox.transcript.enclosed import enclosed
from bot.sandbox.transcript.mentions import scene, to_names
from bot.sandbox.transcript.page import Page
from bot.sandbox.world.channel import Channel
from bot.sandbox.world.draft import JOINED, THREAD_CREATED
from bot.sandbox.world.message import Message

_SYSTEM = (JOINED, THREAD_CREATED)


class View(Protocol):
    """Where the events of a sandbox are shown."""

    def event(self, event: SandboxEvent) -> None:
        """Show something that happened."""
        ...

    def note(self, text: str) -> None:
        """Show something that no event tells of."""
        ...


class Conversation:
    """Prints events on a page. Nothing of it depends on ids or on the time, so equal events print equally."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._above: Message | Interaction | None = None
        self._answers: dict[int, Interaction] = {}
        self._handlers: dict[str, Callable[[SandboxEvent], None]] = {
            "message_created": self._message,
            "message_edited": self._edited,
            "message_deleted": self._deleted,
            "messages_bulk_deleted": self._bulk_deleted,
            "ephemeral": self._message,
            "ephemeral_edited": self._edited,
            "ephemeral_deleted": self._deleted,
            "reaction_added": self._reaction,
            "reaction_removed": self._reaction,
            "interaction_started": self._interaction,
            "interaction_failed": self._failed,
            "modal_opened": self._modal,
            "typing": self._typing,
            "member_left": self._left,
            "channel_created": self._channel,
            "channel_deleted": self._channel,
            "thread_created": self._channel,
        }

    def event(self, event: SandboxEvent) -> None:
        """Print what happened, if one would see it."""
        handler = self._handlers.get(event.kind)
        if handler:
            handler(event)

    def note(self, text: str) -> None:
        """Print a line of its own, after which it no longer goes without saying what an answer belongs to."""
        self._above = None
        self._page.note(text)

    def _message(self, event: SandboxEvent) -> None:
        if event.message and event.message.type not in _SYSTEM:
            if event.interaction:
                self._answers[event.message.id] = event.interaction
            self._print(event, event.message)

    def _edited(self, event: SandboxEvent) -> None:
        if event.message:
            self._print(event, event.message, "edited")

    def _deleted(self, event: SandboxEvent) -> None:
        message = event.message
        if message and message.type not in _SYSTEM and not message.loading:
            self._say(event, message, body(Content(quote(event.text)), scene(event.channel), ["deleted"]))

    def _print(self, event: SandboxEvent, message: Message, *marks: str) -> None:
        files = [attachment.filename for attachment in message.attachments]
        content = Content(event.text, event.components, message.embeds, files, enclosed(message))
        self._say(event, message, body(content, scene(event.channel), [*marks, *_seen_by(message)]))

    def _say(self, event: SandboxEvent, message: Message, lines: Sequence[str]) -> None:
        """Say it at the margin, or below what it answers if the bot answers something."""
        self._go(event.channel)
        target = self._answers.get(message.id) or (message.reference if message.author.bot else None)
        above = self._above
        is_known = target is not None and (target is above or _used(above, message))
        pointer = [] if is_known else self._pointer(target or message.reference)
        self._page.say(_name(message), [*pointer, *lines], below=target is not None)
        if target is None:
            self._above = message
        elif not is_known:
            self._above = target

    def _pointer(self, target: Message | Interaction | None) -> list[str]:
        """Which message or act is answered, where that is not the line above."""
        if target is None:
            return []
        who = target.user.name if isinstance(target, Interaction) else target.author.name
        what = deeds.short(target) if isinstance(target, Interaction) else _quoted(target)
        return [printable(f"↳ {who}: {what}")]

    def _interaction(self, event: SandboxEvent) -> None:
        interaction = event.interaction
        if interaction is None:
            return
        typed, done = deeds.spoken(interaction), deeds.told(interaction)
        self._go(event.channel)
        if typed:
            self._page.say(interaction.user.name, [printable(typed)])
        elif done:
            self._page.note(done)
            if fields := deeds.filled_in(interaction):
                self._page.say("", [printable(field) for field in fields])
        else:
            return
        self._above = interaction

    def _failed(self, event: SandboxEvent) -> None:
        self._below(event, "Discord", [f"{event.text} {_only(event)}"])

    def _modal(self, event: SandboxEvent) -> None:
        title, *fields = form(event.text, event.components)
        self._below(event, event.author.name if event.author else "", [f"{title} {_only(event)}", *fields])

    def _below(self, event: SandboxEvent, name: str, lines: Sequence[str]) -> None:
        self._go(event.channel)
        pointer = [] if event.interaction is self._above else self._pointer(event.interaction)
        self._above = event.interaction
        self._page.say(name, [*pointer, *lines], below=True)

    def _reaction(self, event: SandboxEvent) -> None:
        if event.message:
            self._go(event.channel)
            who = event.author.name if event.author else "Somebody"
            done = f"reacts {event.emoji} to" if event.kind == "reaction_added" else f"takes {event.emoji} from"
            self._page.note(f"{who} {done} “{_quoted(event.message)}”")

    def _typing(self, event: SandboxEvent) -> None:
        if event.author and not event.author.bot:
            self._go(event.channel)
            self._page.note(f"{event.author.name} is typing…")

    def _left(self, event: SandboxEvent) -> None:
        self._page.note(f"{event.author.name if event.author else 'Somebody'} leaves")

    def _bulk_deleted(self, event: SandboxEvent) -> None:
        self._go(event.channel)
        self._page.note(f"{len(event.messages)} messages are deleted")

    def _channel(self, event: SandboxEvent) -> None:
        if event.channel:
            done = {"channel_created": "opens", "channel_deleted": "is deleted", "thread_created": "opens"}[event.kind]
            self._page.note(f"{_place(event.channel)} {done}")

    def _go(self, channel: Channel | None) -> None:
        if channel and self._page.heading(_place(channel)):
            self._above = None


def _used(above: Message | Interaction | None, message: Message) -> bool:
    """Whether the line above is about something of this very message that was pressed or chosen."""
    return isinstance(above, Interaction) and above.source is message


def _place(channel: Channel) -> str:
    if channel.guild is None:
        return f"@{channel.name}, direct messages"
    within = f"#{channel.parent.name} › {channel.name}" if channel.is_thread and channel.parent else f"#{channel.name}"
    return f"{within} · {channel.guild.name}" if len(channel.world.guilds) > 1 else within


def _name(message: Message) -> str:
    return f"{message.author.name} (app)" if message.webhook_id and not message.application else message.author.name


def _quoted(message: Message) -> str:
    files = " ".join([*(f"📎 {attachment.filename}" for attachment in message.attachments), *enclosed(message)[:1]])
    return quote(to_names(message.content or files, scene(message.channel)))


def _seen_by(message: Message) -> list[str]:
    reader = deeds.only_reader(message)
    return [f"only {reader} sees this"] if reader else []


def _only(event: SandboxEvent) -> str:
    return f"(only {event.interaction.user.name} sees this)" if event.interaction else ""
