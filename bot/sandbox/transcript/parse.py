"""From the text of a transcript to its steps."""

from bot.sandbox.transcript.acts import act, say
from bot.sandbox.transcript.directives import directive
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.lines import COLONS, Line, lines
from bot.sandbox.transcript.steps import LONGEST_NAME, Act, Go, Step, Visit
from bot.sandbox.transcript.words import QUOTES

ARROWS = ">＞"
_MARKS = COLONS + ARROWS


def parse(text: str) -> tuple[Step, ...]:
    """The steps of a transcript, in order; raises TranscriptError for a line that means nothing."""
    return tuple(step(line) for line in lines(text))


def step(line: Line) -> Step:
    """What one line means."""
    if line.text.startswith("*") and line.text[1:2] in ("", " ", "\t"):
        return directive(line)
    if line.text.startswith("#"):
        return Go(line.number, _place(line))
    if line.text.startswith("@") and not any(mark in line.text for mark in _MARKS):
        return Visit(line.number, _place(line))
    return _act(line)


def people(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Who acts, in order of appearance."""
    return tuple(dict.fromkeys(found.who for found in steps if isinstance(found, Act)))


def _place(line: Line) -> str:
    """The name behind the # of a channel, or the @ of somebody's direct messages."""
    if line.block:
        raise TranscriptError(
            line.number + 1, "A line with a channel has no text. Start the message with a name: Amy: hello"
        )
    name = line.text[1:].strip()
    return name[1:-1] if len(name) > 1 and QUOTES.get(name[0]) == name[-1] else name


def _act(line: Line) -> Act:
    name, label, mark, rest = _opening(line)
    if not 0 < len(name) <= LONGEST_NAME:
        raise TranscriptError(
            line.number, "A line starts with the name of who speaks, of 1 to 32 characters: Amy: hello"
        )
    maker = say if mark in COLONS else act
    return maker(line, name, label, rest)


def _opening(line: Line) -> tuple[str, str, str, str]:
    """Who acts, the label of what they do, the mark between both and the deed, and the deed."""
    text = line.text
    at = next((i for i, char in enumerate(text) if char in _MARKS + "["), -1)
    label = ""
    if at > 0 and text[at] == "[" and (end := text.find("]", at)) > 0 and _marks(text, end + 1):
        label = text[at + 1 : end].strip()
        name, at = text[:at], end + 1 + len(text[end + 1 :]) - len(text[end + 1 :].lstrip())
    else:
        at = next((i for i, char in enumerate(text) if char in _MARKS), -1)
        name = text[:at]
    if at < 0:
        raise TranscriptError(
            line.number,
            "This line says neither who speaks nor what to do. Write Name: text, Name> act, * directive or # comment.",
        )
    return name.strip(), label, text[at], text[at + 1 :].strip()


def _marks(text: str, at: int) -> bool:
    following = text[at:].lstrip()
    return bool(following) and following[0] in _MARKS
