"""Timeouts and manners for deep-translator, which has neither.

Its modules call `requests.get` bare: no timeout (a server that hangs holds the thread for ever), redirects followed
(the text rides in the query and would go on to whatever page asks for a captcha), pages of any size read. Its HTML
parser drops `<br>`, which glues lines together. None of this can be set from outside, so `guard` replaces the name
`requests` inside one of its modules by a `GuardedRequests`. That is the only place where the library is touched.
"""

import logging
import re
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import ModuleType
from typing import Any, cast

import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3.util import parse_url

_CONNECT_TIMEOUT = 3.0
_DEFAULT_TIMEOUT = 8.0
_MOST_BYTES = 1_000_000
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_DEFAULT_REST = 60.0
_LONGEST_REST = 86_400.0


class BadAnswer(Exception):
    """The server answered, but not with a page to read. `reason` is a short word of ours, `status` the HTTP status."""

    def __init__(self, reason: str, status: int, retry_after: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


class Page:
    """What deep-translator uses of a `requests.Response`."""

    def __init__(self, status_code: int, text: str) -> None:
        self.status_code = status_code
        self.text = text

    def close(self) -> None:
        """Do nothing: the connection is already closed."""


class GuardedRequests:
    """Stands in for the module `requests`; one for the whole process, with a deadline for each thread."""

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Generator[None]:
        """Let all requests that this thread makes inside the block end within `seconds` altogether."""
        self._local.deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            del self._local.deadline

    def remaining(self) -> float:
        """How many seconds this thread has left."""
        deadline: float | None = getattr(self._local, "deadline", None)
        return _DEFAULT_TIMEOUT if deadline is None else deadline - time.monotonic()

    def get(self, url: str, params: Mapping[str, Any] | None = None, proxies: Any = None) -> Page:
        """Fetch a page. Raises BadAnswer, or what requests raises (TimeoutError where the deadline has passed)."""
        remaining = self.remaining()
        if remaining <= 0:
            raise TimeoutError
        with requests.Session() as session:
            session.trust_env = proxy_of(url) is not None
            response = session.get(
                url,
                params=params,
                proxies=proxies,
                timeout=(min(_CONNECT_TIMEOUT, remaining), remaining),
                allow_redirects=False,
                stream=True,
            )
            _refuse(response)
            return Page(response.status_code, self._read(response))

    def _read(self, response: requests.Response) -> str:
        """The body, whose every part must come within the deadline: a socket timeout only limits each silence."""
        body = bytearray()
        for part in response.iter_content(16_384):
            body += part
            if self.remaining() <= 0:
                raise TimeoutError
            if len(body) > _MOST_BYTES:
                raise BadAnswer("page too long", response.status_code)
        return _BREAK.sub("\n", body.decode(_charset(response), errors="replace"))


def guard(module: ModuleType) -> GuardedRequests:
    """Make a module of deep-translator use a GuardedRequests, and return it; the same one each time."""
    present = cast("object", vars(module)["requests"])
    if isinstance(present, GuardedRequests):
        return present
    # At DEBUG it would log every URL, and with it what members write.
    logging.getLogger("urllib3").setLevel(logging.INFO)
    guarded = GuardedRequests()
    vars(module)["requests"] = guarded
    return guarded


def proxy_of(url: str) -> str | None:
    """The proxy through which the environment (HTTPS_PROXY, NO_PROXY …) wants `url` fetched; none for loopback."""
    if parse_url(url).host in ("127.0.0.1", "localhost", "[::1]"):
        return None
    return select_proxy(url, get_environ_proxies(url, no_proxy=None))


def address_of(url: str) -> tuple[str, int]:
    """The host and port to which a request for `url` connects first: its proxy's, if it has one."""
    parsed = parse_url(proxy_of(url) or url)
    default = {"https": 443, "socks5": 1080, "socks5h": 1080}.get(parsed.scheme or "", 80)
    return (parsed.host or "").strip("[]"), parsed.port or default


def _refuse(response: requests.Response) -> None:
    status = response.status_code
    if status == requests.codes["too_many_requests"]:
        raise BadAnswer("too many requests", status, _retry_after(response.headers.get("Retry-After", "")))
    if response.is_redirect:
        to_captcha = "/sorry" in response.headers.get("Location", "")
        raise BadAnswer("captcha" if to_captcha else "redirect", status)
    if not response.ok:
        raise BadAnswer(f"status {status}", status)


def _retry_after(header: str) -> float:
    """Seconds to wait, from a number or a date."""
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(header).astimezone(UTC) - datetime.now(UTC)).total_seconds()
        except ValueError:
            return _DEFAULT_REST
    return min(max(seconds, 1.0), _LONGEST_REST) if seconds == seconds else _DEFAULT_REST  # noqa: PLR0124 - "nan"


def _charset(response: requests.Response) -> str:
    content_type = response.headers.get("Content-Type", "")
    return (response.encoding or "utf-8") if "charset=" in content_type.lower() else "utf-8"
