"""What people saw of the bot, in public and in private, and in which language it was."""

import re
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.client.readers import LANGUAGES
from bot.sandbox.events import SandboxEvent
from tests.e2e.town import Town

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
# What is the same in each language: mentions, links, code, and what the server is called.
_NEITHER = re.compile(r"<[@#:/t][^>]*>|https?://\S+|`[^`]*`|Hotpot Club|TikTok|RedNote|UTC|/[a-z]+")


@dataclass(frozen=True)
class Sight:
    """Something that the bot showed. lines: its text, line by line, and the labels of what stands below it."""

    channel: Any
    message: Any
    lines: tuple[str, ...]


class Witness:
    """Notes everything that the bot shows to anybody, as it was at that moment."""

    def __init__(self, place: Town) -> None:
        self._bot = place.sandbox.bot
        self._private: dict[int, list[Sight]] = {}
        self._public: list[Sight] = []
        self._owners: dict[int, int] = {}
        place.sandbox.subscribe(self._note)

    def private(self, who: Any) -> list[Sight]:
        """What the bot showed to one person alone: answers, forms and direct messages."""
        return self._private.get(who.id, [])

    def public(self) -> list[Sight]:
        """What it showed to everybody."""
        return self._public

    def _note(self, event: SandboxEvent) -> None:
        if event.kind == "modal_opened" and event.interaction:
            self._add(event.interaction.user.id, event, tuple(_words(event.interaction.modal)))
        elif event.kind in {"ephemeral", "ephemeral_edited"} and event.message:
            if event.interaction:
                self._owners[event.message.id] = event.interaction.user.id
            self._add(self._owners[event.message.id], event)
        elif event.kind in {"message_created", "message_edited"} and event.message and event.channel:
            if event.message.author is not self._bot:
                return
            if event.channel.recipient:
                self._add(event.channel.recipient.id, event)
            else:
                self._public.append(Sight(event.channel, event.message, _lines(event)))

    def _add(self, who: int, event: SandboxEvent, lines: tuple[str, ...] | None = None) -> None:
        sight = Sight(event.channel, event.message, _lines(event) if lines is None else lines)
        self._private.setdefault(who, []).append(sight)


def foreign(sights: list[Sight], locale: str) -> list[str]:
    """The lines that are not in the language of a reader. A foreign word may stand in a sentence of theirs."""
    return [line for sight in sights for line in sight.lines if not _reads(line, locale)]


def one_sided(sights: list[Sight]) -> list[str]:
    """The texts that lack one of both languages."""
    texts = ["\n".join(sight.lines) for sight in sights]
    return [text for text in texts if not (_HAN.search(_bare(text)) and _LATIN.search(_bare(text)))]


def _reads(line: str, locale: str) -> bool:
    # Languages are called by their own names everywhere.
    if line in LANGUAGES.values():
        return True
    chinese, english = len(_HAN.findall(_bare(line))), len(_LATIN.findall(_bare(line)))
    if locale == "en":
        return chinese == 0 or english > chinese
    return chinese > 0 or english == 0


def _bare(line: str) -> str:
    return _NEITHER.sub("", line)


def _lines(event: SandboxEvent) -> tuple[str, ...]:
    return tuple(chain(event.text.splitlines(), _words(list(event.components))))


def _words(shown: Any) -> list[str]:
    """Whatever is there to be read in components or in a form."""
    if isinstance(shown, list):
        return [word for each in shown for word in _words(each)]
    if not isinstance(shown, dict):
        return []
    mine = [shown[key] for key in ("title", "label", "placeholder", "description") if isinstance(shown.get(key), str)]
    return mine + [word for each in shown.values() if isinstance(each, (list, dict)) for word in _words(each)]
