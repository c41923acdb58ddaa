"""What happens around the members: the part of a line behind "* "."""

import re
from collections.abc import Callable
from typing import Literal, cast, get_args
from zoneinfo import available_timezones

from bot.sandbox.permissions import BITS
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.faults import fault
from bot.sandbox.transcript.lines import Line
from bot.sandbox.transcript.steps import ChannelKind, Step, Tolerable, Value
from bot.sandbox.transcript.words import Reader, named, names, yes

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# In place of permissions: the bot is not there yet.
_LATER = "later"
LONGEST = 366 * SECONDS["d"]


def directive(line: Line) -> Step:
    """`* word …`; raises TranscriptError for a word that is no directive."""
    if line.block:
        raise TranscriptError(line.number + 1, "The line above has no text that an indented line could continue.")
    word, _, rest = line.text[1:].strip().partition(" ")
    maker = DIRECTIVES.get(word)
    if maker is None:
        known = ", ".join(DIRECTIVES)
        raise TranscriptError(line.number, '"{word}" is no directive. Known: {known}.', word=word, known=known)
    return maker(line.number, rest.strip())


def _named_thing(line: int, rest: str, known: tuple[str, ...]) -> tuple[str, dict[str, Value]]:
    """A name, with or without quotes, and the named words behind it."""
    words = Reader(line, rest).words()
    cut = next((at for at, word in enumerate(words) if word.key is not None), len(words))
    name = " ".join(word.value.text for word in words[:cut]).strip()
    if not name:
        raise TranscriptError(line, "A name is missing. Write it first, in quotes if it holds a colon.")
    return name, named(line, words[cut:], known)


def _guild(line: int, rest: str) -> Step:
    name, given = _named_thing(line, rest, ("owner", "bot"))
    bot = _text(given, "bot")
    permissions = _permissions(line, bot) if bot and bot != _LATER else None
    return steps.OpenGuild(line, name, _text(given, "owner"), permissions, with_bot=bot != _LATER)


def _invite(line: int, rest: str) -> Step:
    return steps.Invite(_alone(line, rest))


def _channel(line: int, rest: str) -> Step:
    name, given = _named_thing(line, rest, ("kind", "topic", "parent"))
    kind = _text(given, "kind") or "text"
    if kind not in get_args(ChannelKind):
        raise TranscriptError(
            line, '"{kind}" is no kind of channel. Known: {known}.', kind=kind, known=", ".join(get_args(ChannelKind))
        )
    return steps.OpenChannel(line, name, cast("ChannelKind", kind), _text(given, "topic"), _text(given, "parent"))


def _thread(line: int, rest: str) -> Step:
    name, given = _named_thing(line, rest, ("in",))
    return steps.OpenThread(line, name, _text(given, "in"))


def _role(line: int, rest: str) -> Step:
    name, given = _named_thing(line, rest, ("permissions",))
    return steps.OpenRole(line, name, _permissions(line, _text(given, "permissions")))


def _member(line: int, rest: str) -> Step:
    name, given = _named_thing(line, rest, ("locale", "roles", "bot"))
    return steps.AddMember(
        line, name, _text(given, "locale"), names(_text(given, "roles")), yes(line, given, "bot", default=False)
    )


def _permissions(line: int, text: str) -> tuple[str, ...]:
    found = names(text)
    if unknown := [name for name in found if name not in BITS]:
        raise TranscriptError(
            line, "{name} is no permission. Write it as Discord's API does: manage_guild", name=unknown[0]
        )
    return found


def _text(given: dict[str, Value], key: str) -> str:
    return given[key].text if key in given else ""


def _set(line: int, rest: str) -> Step:
    name, equals, value = rest.partition("=")
    if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name.strip()):
        raise TranscriptError(line, "Write NAME=value, for example: * set TRANSLATION_ENGINES=gloss")
    return steps.SetVariable(line, name.strip(), value.strip())


def _tolerate(line: int, rest: str) -> Step:
    what, known = names(rest.replace(" ", ",")), get_args(Tolerable)
    if not what or not set(what) <= set(known):
        raise TranscriptError(line, "Say what may go wrong. Known: {known}.", known=", ".join(known))
    return steps.Tolerate(line, cast("tuple[Tolerable, ...]", what))


def _clock(line: int, rest: str) -> Step:
    if rest.startswith("until"):
        return _until(line, rest)
    parts = re.findall(r"([0-9]{1,6})([smhdw])", rest)
    if not parts or "".join(number + unit for number, unit in parts) != rest.replace(" ", ""):
        raise TranscriptError(line, "Say how much time passes in w, d, h, m and s, for example: * clock 1h30m")
    seconds = sum(int(number) * SECONDS[unit] for number, unit in parts)
    if seconds > LONGEST:
        raise TranscriptError(line, "A year at most can pass at once.")
    return steps.Advance(line, seconds)


def _until(line: int, rest: str) -> Step:
    given = named(line, Reader(line, rest).words(), ("until", "on", "zone"))
    hour = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", _text(given, "until"))
    day, zone = _text(given, "on"), _text(given, "zone") or "UTC"
    if hour is None or (day and day not in WEEKDAYS) or zone not in available_timezones():
        raise TranscriptError(
            line,
            "Say until when, for example: * clock until:19:00 on:Sunday zone:America/Chicago, or without on: and zone:",
        )
    return steps.Until(line, int(hour[1]), int(hour[2]), WEEKDAYS.index(day) if day else None, zone)


def _at(line: int, rest: str) -> Step:
    if rest != "once":
        raise TranscriptError(line, "Write * at once, and the lines below do not wait for the bot, until * wait.")
    return steps.Pace(line, waits=False)


def _wait(line: int, rest: str) -> Step:
    return steps.Pace(_alone(line, rest), waits=True)


def _control(what: Literal["start", "stop", "restart", "kill"]) -> Callable[[int, str], Step]:
    return lambda line, rest: steps.Control(_alone(line, rest), what)


def _alone(line: int, rest: str) -> int:
    if rest:
        raise TranscriptError(line, '"{rest}" has no place here. Leave it out.', rest=rest)
    return line


DIRECTIVES: dict[str, Callable[[int, str], Step]] = {
    "guild": _guild,
    "invite": _invite,
    "channel": _channel,
    "thread": _thread,
    "role": _role,
    "member": _member,
    "set": _set,
    "clock": _clock,
    "at": _at,
    "wait": _wait,
    "start": _control("start"),
    "stop": _control("stop"),
    "restart": _control("restart"),
    "kill": _control("kill"),
    "fault": fault,
    "tolerate": _tolerate,
}
