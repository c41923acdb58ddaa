"""Timeouts and manners for deep-translator, which has neither.

Its modules call `requests.get` and `requests.post` bare: no timeout (a server that hangs holds the thread for ever),
redirects followed (the text rides in the query and would go on to whatever page asks for a captcha), answers of any
size read, keys and texts in queries that servers write into their logs. None of this can be set from outside, so
`guard` replaces the name `requests` inside one of its modules by a `GuardedRequests`. That is the only place where the
library is touched.
"""

import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final, cast

import requests
from requests.utils import get_environ_proxies, select_proxy
from urllib3.util import parse_url

from bot.engines.answers import BadAnswer, Page, refuse
from bot.engines.deadline import Deadline
from bot.engines.hush import hush, silence
from bot.engines.manners import Call, Manners

_CONNECT_TIMEOUT: Final = 3.0
_DEFAULT_TIMEOUT: Final = 8.0
_MOST_BYTES: Final = 1_000_000
# Two threads may want the same module for the first time at once.
_GUARDING: Final = threading.Lock()


class GuardedRequests:
    """Stands in for the module `requests`; one for a module of the library, with a deadline for each thread."""

    exceptions = requests.exceptions

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def within(self, seconds: float, manners: Manners | None = None) -> Generator[None]:
        """Let all requests that this thread makes inside the block end within `seconds` altogether."""
        self._local.deadline = time.monotonic() + seconds
        self._local.manners = manners
        try:
            with silence():
                yield
        finally:
            del self._local.deadline
            del self._local.manners

    def remaining(self) -> float:
        """How many seconds this thread has left."""
        deadline: float | None = getattr(self._local, "deadline", None)
        return _DEFAULT_TIMEOUT if deadline is None else deadline - time.monotonic()

    def get(
        self,
        url: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        proxies: None = None,
    ) -> Page:
        """Fetch a page. Raises BadAnswer, or TimeoutError where the deadline has passed."""
        del proxies  # the environment says which: see proxy_of
        return self._send(Call("GET", url, params or {}, headers or {}))

    def post(  # noqa: PLR0913, PLR0917 - as the library calls requests.post
        self,
        url: str,
        data: Mapping[str, Any] | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        proxies: None = None,
    ) -> Page:
        """Send something and fetch the answer. Raises as `get` does."""
        del proxies
        return self._send(Call("POST", url, params or {}, headers or {}, data, json))

    def _send(self, call: Call) -> Page:
        manners: Manners | None = getattr(self._local, "manners", None)
        page = self._exchange(manners.outgoing(call) if manners else call)
        if manners and not 300 <= page.status_code < 400:
            page = manners.incoming(page)
        refuse(page)
        return page

    def _exchange(self, call: Call) -> Page:
        """Send and read. The errors of `requests` hold the URL and with it the text: only their type goes on."""
        if self.remaining() <= 0:
            raise TimeoutError
        try:
            with requests.Session() as session, Deadline(session, self.remaining()):
                return self._read(self._ask(session, call))
        except requests.RequestException as error:
            reason = type(error).__name__
        if self.remaining() <= 0:
            raise TimeoutError
        raise BadAnswer(reason)

    def _ask(self, session: requests.Session, call: Call) -> requests.Response:
        session.trust_env = proxy_of(call.url) is not None
        remaining = self.remaining()
        return session.request(
            call.method,
            call.url,
            params=call.params,
            headers=call.headers,
            data=call.form,
            json=call.json,
            auth=_as_it_is,
            timeout=(min(_CONNECT_TIMEOUT, remaining), remaining),
            allow_redirects=False,
            stream=True,
        )

    def _read(self, response: requests.Response) -> Page:
        """The body, whose every part must come within the deadline (see Deadline)."""
        body = bytearray()
        for part in response.iter_content(16_384):
            body += part
            if self.remaining() <= 0:
                raise TimeoutError
            if len(body) > _MOST_BYTES:
                raise BadAnswer("page too long")
        if self.remaining() <= 0:
            raise TimeoutError  # the end may be the one that was put to it
        return Page(response.status_code, body.decode(_charset(response), errors="replace"), response.headers)


def guard(module: ModuleType) -> GuardedRequests:
    """Make a module of deep-translator use a GuardedRequests, and return it; the same one each time."""
    with _GUARDING:
        present = cast("object", vars(module)["requests"])
        if isinstance(present, GuardedRequests):
            return present
        hush()
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


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An `auth` that adds nothing: without one, behind a proxy, `.netrc` would replace our Authorization header."""
    return request


def _charset(response: requests.Response) -> str:
    content_type = response.headers.get("Content-Type", "")
    return (response.encoding or "utf-8") if "charset=" in content_type.lower() else "utf-8"
