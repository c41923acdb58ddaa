"""What can be typed next, for the interactive terminal."""

from collections.abc import Callable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.sandbox.interactions.commands import offered
from bot.sandbox.interactions.options import is_called
from bot.sandbox.transcript.acts import VERBS
from bot.sandbox.transcript.directives import DIRECTIVES
from bot.sandbox.transcript.stage import Stage
from bot.sandbox.wire import Json

_SUBCOMMANDS = (1, 2)
_SLASH = 1


class Completions(Completer):
    """Names at the start of a line, channels behind #, commands and their options behind /, verbs, directives."""

    def __init__(self, stage: Stage, speaker: Callable[[], str]) -> None:
        self._stage = stage
        self._speaker = speaker

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """The words that could stand where the cursor is."""
        text = document.text_before_cursor
        word = text.rsplit(" ", 1)[-1]
        for candidate in self._candidates(text, word):
            if candidate.lower().startswith(word.lower()) and candidate != word:
                yield Completion(candidate, start_position=-len(word))

    def _candidates(self, text: str, word: str) -> Iterator[str]:
        guild = self._stage.guild
        who, arrow, deed = text.partition(">")
        typed = deed.lstrip() if arrow else text
        if text.startswith("* "):
            yield from DIRECTIVES
        elif typed.startswith("/"):
            yield from self._commands(typed, who.strip() if arrow else self._speaker())
        elif arrow:
            yield from ("/", *VERBS)
        elif word == text:
            yield from (f"{member.name}: " for member in guild.members.values() if not member.user.bot)
        if "#" in word:
            before = word[: word.index("#")]
            yield from (f"{before}#{channel.name}" for channel in guild.channels.values())

    def _commands(self, typed: str, who: str) -> Iterator[str]:
        member = next((each for each in self._stage.guild.members.values() if each.name == who), None)
        if member is None:
            return
        level = [each for each in offered(member.user, self._stage.channel) if each["type"] == _SLASH]
        path = [word for word in typed[1:].split(" ")[:-1] if word and ":" not in word]
        for name in path:
            found = next((each for each in level if is_called(each, name, member.user.locale)), None)
            level = _children(found) if found else []
        for each in level:
            yield from _words(each, at_first=not path)


def _children(command: Json) -> list[Json]:
    return command.get("options") or []


def _words(found: Json, *, at_first: bool) -> Iterator[str]:
    if at_first:
        yield f"/{found['name']}"
    elif found["type"] in _SUBCOMMANDS:
        yield found["name"]
    else:
        yield f"{found['name']}:"
        yield from (f"{found['name']}:{choice['value']}" for choice in found.get("choices") or ())
