"""How Discord misbehaves: the part of a line behind "* fault"."""

from collections.abc import Callable
from typing import Literal

from bot.sandbox.permissions import BITS
from bot.sandbox.transcript import steps
from bot.sandbox.transcript.errors import TranscriptError
from bot.sandbox.transcript.steps import Step, Value
from bot.sandbox.transcript.words import Reader, named, yes

MOST = 1_000_000
Maker = Callable[[int, dict[str, Value]], Step]


def fault(line: int, rest: str) -> Step:
    """`* fault what …`; raises TranscriptError for a fault that is not known."""
    words = Reader(line, rest).words()
    what = words[0].value.text if words and words[0].key is None else ""
    if what not in FAULTS:
        raise TranscriptError(line, '"{what}" is no fault. Known: {known}.', what=what, known=", ".join(FAULTS))
    known, maker = FAULTS[what]
    return maker(line, named(line, words[1:], known))


def _gateway(what: Literal["drop", "reconnect", "invalidate"]) -> Maker:
    def make(line: int, given: dict[str, Value]) -> Step:
        return steps.GatewayFault(line, what, yes(line, given, "resumable", default=what != "invalidate"))

    return make


def _http(line: int, given: dict[str, Value]) -> Step:
    status = _count(line, given, "status", 500)
    if not 400 <= status <= 599:
        raise TranscriptError(line, "status: is a number from 400 to 599.")
    after = _count(line, given, "retry_after", 1)
    return steps.HttpFault(line, "http", _route(given), _count(line, given, "times", 1), status, after)


def _late(what: Literal["slow", "hang"]) -> Maker:
    def make(line: int, given: dict[str, Value]) -> Step:
        times, seconds = _count(line, given, "times", 1), _count(line, given, "seconds", 1)
        return steps.HttpFault(line, what, _route(given), times, seconds=seconds)

    return make


def _permit(*, allowed: bool) -> Maker:
    def make(line: int, given: dict[str, Value]) -> Step:
        permission = given["permission"].text if "permission" in given else ""
        if permission not in BITS:
            raise TranscriptError(
                line, "Name the permission as Discord's API does, for example: permission:send_messages channel:#cats"
            )
        return steps.Permit(line, permission, given["channel"].text if "channel" in given else "", allowed)

    return make


def _route(given: dict[str, Value]) -> str:
    return given["route"].text if "route" in given else ""


def _count(line: int, given: dict[str, Value], key: str, default: int) -> int:
    if key not in given:
        return default
    text = given[key].text
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and 0 < int(text) <= MOST):
        raise TranscriptError(line, "{key}: is a whole number from 1 to {most}.", key=key, most=MOST)
    return int(text)


FAULTS: dict[str, tuple[tuple[str, ...], Maker]] = {
    "drop": (("resumable",), _gateway("drop")),
    "reconnect": ((), _gateway("reconnect")),
    "invalidate": (("resumable",), _gateway("invalidate")),
    "http": (("status", "route", "times", "retry_after"), _http),
    "slow": (("seconds", "route", "times"), _late("slow")),
    "hang": (("route", "times"), _late("hang")),
    "deny": (("permission", "channel"), _permit(allowed=False)),
    "allow": (("permission", "channel"), _permit(allowed=True)),
}
