"""A conversation for programs: every event as one JSON object a line."""

import json
import re
from collections.abc import Callable

from bot.sandbox.events import SandboxEvent
from bot.sandbox.transcript.deeds import only_reader
from bot.sandbox.transcript.enclosed import enclosed
from bot.sandbox.wire import Json

NAMES = {"ephemeral": "ephemeral_answer", "ephemeral_edited": "ephemeral_answer_edited"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonLines:
    """Writes events as objects; see docs/transcripts.md for their fields."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def event(self, event: SandboxEvent) -> None:
        """Write what happened."""
        self._line(as_object(event))

    def note(self, text: str) -> None:
        """Write what the transcript did to the bot, to Discord or to the time."""
        self._line({"event": "note", "text": text})

    def listening(self, addresses: dict[str, str]) -> None:
        """Write what a bot has to be told, by the names of the settings."""
        self._line({"event": "listening", **addresses})

    def _line(self, plain: Json) -> None:
        text = json.dumps(plain, ensure_ascii=False)
        # A lone surrogate cannot be written in UTF-8, but JSON has another way to say it.
        self._write(_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def as_object(event: SandboxEvent) -> Json:
    """The event's fields; all of them always, null where there is nothing to say."""
    message, interaction = event.message, event.interaction
    channel = event.channel
    only = only_reader(message) if message else interaction.user.name if interaction else None
    return {
        "event": NAMES.get(event.kind, event.kind),
        "id": str(message.id) if message else None,
        "author": event.author.name if event.author else None,
        "bot": event.author.bot if event.author else None,
        "guild": channel.guild.name if channel and channel.guild else event.details.get("guild"),
        "channel": channel.name if channel else None,
        "reference": str(event.reference.id) if event.reference else None,
        "text": event.text,
        "components": list(event.components),
        "embeds": list(message.embeds) if message else [],
        "attachments": [attachment.filename for attachment in message.attachments] if message else [],
        "enclosed": enclosed(message) if message else [],
        "emoji": event.emoji or None,
        "interaction": interaction.title if interaction else None,
        "ephemeral": bool(message and message.ephemeral),
        "to": only,
        "messages": [str(each.id) for each in event.messages],
    }
