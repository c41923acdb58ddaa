"""What a service says over HTTP, and whose fault it is when it is no answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final, cast

from bot.engines.retry import DEFAULT_REST, retry_after


class Fault(Enum):
    """What is to be done about a bad answer; each is one kind of EngineError."""

    UNAVAILABLE = auto()  # try another engine
    BACK_OFF = auto()  # the same, and this one after `retry_after` seconds
    TEXT = auto()  # the text is at fault
    SETTING = auto()  # our key, address or language


# 456 is DeepL's “quota exceeded”, 529 its “too many requests”.
_OF_STATUS: Final[Mapping[int, Fault]] = {
    400: Fault.TEXT,
    401: Fault.SETTING,
    403: Fault.SETTING,
    413: Fault.TEXT,
    414: Fault.TEXT,
    429: Fault.BACK_OFF,
    456: Fault.BACK_OFF,
    529: Fault.BACK_OFF,
}


class BadAnswer(Exception):
    """The service answered, but not with a translation.

    reason: a few words of ours, never the service's: it may quote the text or the key.
    """

    def __init__(self, reason: str, fault: Fault = Fault.UNAVAILABLE, retry_after: float = DEFAULT_REST) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fault = fault
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, read to its end; also what deep-translator uses of a `requests.Response`."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    def json(self) -> Any:
        """The body as JSON; raises ValueError if it is none."""
        return json.loads(self.text)

    @property
    def fields(self) -> Mapping[str, Any]:
        """The body as a JSON object; empty if it is none."""
        try:
            body = self.json()
        except ValueError:
            return {}
        return cast("Mapping[str, Any]", body) if isinstance(body, dict) else {}

    @property
    def rest(self) -> float:
        """The seconds that the service wants to be left alone."""
        return retry_after(self.headers.get("Retry-After", ""))

    def close(self) -> None:
        """Do nothing: the connection is already closed."""


def refuse(page: Page) -> None:
    """Raise BadAnswer unless the status says that all is well."""
    status = page.status_code
    if status == 429:
        raise BadAnswer("too many requests", Fault.BACK_OFF, page.rest)
    if 300 <= status < 400:
        to_captcha = "/sorry" in page.headers.get("Location", "")
        raise BadAnswer("captcha" if to_captcha else "redirect")
    if status >= 400:
        if status == 503 and "Retry-After" in page.headers:
            raise BadAnswer("status 503", Fault.BACK_OFF, page.rest)
        raise BadAnswer(f"status {status}", _OF_STATUS.get(status, Fault.UNAVAILABLE), page.rest)
