"""How Discord misbehaves: the part of a line behind "* fault"."""

from collections.abc import Callable

from bot.sandbox.transcript import steps
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.steps import Step, Value
from bot.sandbox.transcript.words import Reader, named, yes

MOST = 1_000_000


def fault(line: int, rest: str) -> Step:
    """`* fault what …`; raises TranscriptError for a fault that is not known."""
    words = Reader(line, rest).words()
    what = words[0].value.text if words and words[0].key is None else ""
    if what not in _FAULTS:
        raise TranscriptError(line, '"{what}" is no fault. Known: {known}.', what=what, known=", ".join(_FAULTS))
    known, maker = _FAULTS[what]
    return maker(line, named(line, words[1:], known))


def _drop(line: int, given: dict[str, Value]) -> Step:
    return steps.DropGateway(line, yes(line, given, "resumable", default=True))


def _http(line: int, given: dict[str, Value]) -> Step:
    status = _count(line, given, "status", 500)
    if not 400 <= status <= 599:
        raise TranscriptError(line, "status: is a number from 400 to 599.")
    times, after = _count(line, given, "times", 1), _count(line, given, "retry_after", 1)
    return steps.FailHttp(line, status, _route(given), times, after)


def _slow(line: int, given: dict[str, Value]) -> Step:
    return steps.SlowHttp(line, _count(line, given, "seconds", 1), _route(given), _count(line, given, "times", 1))


def _deny(line: int, given: dict[str, Value]) -> Step:
    if "permission" not in given:
        raise TranscriptError(line, "Name the permission: * fault deny permission:send_messages channel:#general")
    return steps.Deny(line, given["permission"].text, given["channel"].text if "channel" in given else "")


def _route(given: dict[str, Value]) -> str:
    return given["route"].text if "route" in given else ""


def _count(line: int, given: dict[str, Value], key: str, default: int) -> int:
    if key not in given:
        return default
    text = given[key].text
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and 0 < int(text) <= MOST):
        raise TranscriptError(line, "{key}: is a whole number from 1 to {most}.", key=key, most=MOST)
    return int(text)


_FAULTS: dict[str, tuple[tuple[str, ...], Callable[[int, dict[str, Value]], Step]]] = {
    "drop": (("resumable",), _drop),
    "http": (("status", "route", "times", "retry_after"), _http),
    "slow": (("seconds", "route", "times"), _slow),
    "deny": (("permission", "channel"), _deny),
}
