"""Which of our errors a service's error is. Its words are looked at, and go no further: they may quote the text."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from bot.engines.retry import DEFAULT_REST, retry_after
from bot.errors import EngineBackOff, EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable

# Nobody tops up an account within a minute, and nobody should have to restart the bot after it.
UNPAID_REST: Final = 3_600.0
_LONGEST_REST: Final = 86_400.0
_LONGEST_MESSAGE: Final = 500

_UNPAID: Final = re.compile(
    r"insufficient[_ ](?:quota|balance|credit)|arrearage|billing|overdue|quota exceeded", re.IGNORECASE
)
_FILTERED: Final = re.compile(
    r"content[_ ]?(?:filter|policy|moderation)|data_?inspection|moderation|flagged|inappropriate|safety|sensitive",
    re.IGNORECASE,
)
_TOO_LONG: Final = re.compile(
    r"context[_ ]?(?:length|size|window)|maximum context|too (?:long|many tokens)|exceed_context|input length"
    r"|string_above_max",
    re.IGNORECASE,
)
_NO_MODEL: Final = re.compile(
    r"model[_ ]?not[_ ]?(?:found|exist|supported)|model.{0,120}(?:not exist|not found|not supported)"
    r"|(?:unknown|invalid|no such) model",
    re.IGNORECASE | re.DOTALL,
)
_NO_KEY: Final = re.compile(
    r"(?:invalid|incorrect|wrong|missing|expired|revoked|no)[\w \-]{0,24}(?:key|token|credential)"
    r"|(?:key|token|credential)s?\b.{0,60}(?:invalid|incorrect|wrong|missing|expired|revoked|required|not valid)"
    r"|authenti|unauthori[sz]ed|permission|access[_ ]?denied",
    re.IGNORECASE,
)
# 500ms, 1s, 6m0s, 1h2m3.5s
_SPAN: Final = re.compile(r"(?:([0-9.]+)h)?(?:([0-9.]+)m(?!s))?(?:([0-9.]+)s)?(?:([0-9.]+)ms)?")
_KEY_SAYS: Final = {401: "LLM_API_KEY refused", 403: "LLM_API_KEY not allowed to use this"}
_RESETS: Final = ("requests", "tokens")


def error_of(body: object) -> Mapping[str, Any]:
    """The error in a JSON body: an object under `error`, a text there, or the body itself; {} if there is none."""
    if isinstance(body, list) and body:
        return error_of(cast("list[object]", body)[0])  # Google wraps its errors
    if not isinstance(body, dict):
        return {}
    fields = cast("dict[str, Any]", body)
    inner = fields.get("error")
    if isinstance(inner, dict):
        return cast("dict[str, Any]", inner)
    if isinstance(inner, str):
        return {"message": inner}
    return fields if inner is None and ("message" in fields or "detail" in fields) and "choices" not in fields else {}


def judge(engine: str, status: int, headers: Mapping[str, str], error: Mapping[str, Any], text: str) -> EngineError:
    """Our error for an HTTP status, or for an error inside of a 200; `text` is what was sent.

    What members write must not turn the verdict: where the text itself holds a word that is looked for, the service's
    message is left aside.
    """
    codes = " ".join(str(error.get(key) or "") for key in ("code", "type", "param", "status"))
    message = str(error.get("message") or error.get("detail") or "")[:_LONGEST_MESSAGE]

    def says(pattern: re.Pattern[str]) -> bool:
        return bool(pattern.search(codes) or (pattern.search(message) and not pattern.search(text)))

    # A limit by the minute speaks of accounts and billing, too: at 429 only the codes tell.
    unpaid = bool(_UNPAID.search(codes)) if status == 429 else status in (200, 400, 403) and says(_UNPAID)
    if status in (402, 429) or unpaid:
        return _wait(engine, headers, unpaid=unpaid or status == 402)
    if status in (200, 400, 403, 422) and says(_FILTERED):
        return EngineRefusedText(engine, "content filter")
    if status == 413 or (status in (200, 400, 422, 500) and says(_TOO_LONG)):
        return EngineRefusedText(engine, "text too long for the model")
    if status in (400, 404, 422) and says(_NO_MODEL):
        return EngineMisconfigured(engine, "LLM_MODEL not found")
    if status in _KEY_SAYS and says(_NO_KEY):
        return EngineMisconfigured(engine, _KEY_SAYS[status])
    return _by_status(engine, status, headers)


def _wait(engine: str, headers: Mapping[str, str], *, unpaid: bool) -> EngineBackOff:
    """A time that the service names comes first."""
    if unpaid and not _names_time(headers):
        return EngineBackOff(engine, "balance used up", retry_after=UNPAID_REST)
    return EngineBackOff(engine, "balance used up" if unpaid else "too many requests", retry_after=rest(headers))


def _by_status(engine: str, status: int, headers: Mapping[str, str]) -> EngineError:
    if status in (404, 405):
        # A proxy says so as well while the server behind it starts.
        return EngineUnavailable(engine, f"nothing at LLM_BASE_URL (status {status})")
    if 300 <= status < 400:
        return EngineUnavailable(engine, "redirect")
    if status in (400, 422):
        return EngineRefusedText(engine, f"status {status}")
    if status == 503 and _names_time(headers):
        return EngineBackOff(engine, f"status {status}", retry_after=rest(headers))
    return EngineUnavailable(engine, f"status {status}")


def _names_time(headers: Mapping[str, str]) -> bool:
    return any(name.lower() == "retry-after" for name in headers)


def rest(headers: Mapping[str, str]) -> float:
    """The seconds that a service wants to be left alone: `Retry-After`, or when the limit that is used up is reset."""
    named = {name.lower(): value for name, value in headers.items()}
    if "retry-after" in named:
        return retry_after(named["retry-after"])
    used_up = [kind for kind in _RESETS if named.get(f"x-ratelimit-remaining-{kind}", "").strip() == "0"]
    resets = [_seconds(named.get(f"x-ratelimit-reset-{kind}", "")) for kind in used_up or _RESETS]
    known = [seconds for seconds in resets if seconds is not None]
    return min(max(*known, 1.0), _LONGEST_REST) if known else DEFAULT_REST


def _seconds(span: str) -> float | None:
    """A span of time as OpenAI writes it, or a plain number of seconds."""
    found = _SPAN.fullmatch(span.strip())
    try:
        if found and any(found.groups()):
            hours, minutes, seconds, thousandths = (float(part or 0) for part in found.groups())
            return hours * 3_600 + minutes * 60 + seconds + thousandths / 1_000
        number = float(span)
    except ValueError:
        return None
    return number if 0 <= number < _LONGEST_REST else None
