"""One request to an OpenAI-compatible endpoint: bounded in time and size, and with errors that hold no text."""

import asyncio
import ipaddress
import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast
from urllib.parse import urlsplit

import aiohttp

from bot.engines.llm.dialect import Dialect
from bot.engines.llm.prompt import Messages
from bot.engines.llm.tidy import has_thoughts
from bot.engines.llm.verdict import error_of, judge
from bot.errors import EngineError, EngineMisconfigured, EngineRefusedText, EngineUnavailable

_MOST_BYTES: Final = 1_000_000
_PORTION: Final = 65_536
_AT_ONCE: Final = 8
_CONNECT_TIMEOUT: Final = 3.0
_REACH_TIMEOUT: Final = 1.0
# As many things may have to be learnt about an endpoint, one error at a time.
_LESSONS: Final = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote; `finished` is False if it was cut off."""

    text: str = field(repr=False)
    finished: bool


class Client:
    """Asks one model at one endpoint. Opens its session with the first request, in the event loop that is running."""

    def __init__(self, engine: str, base_url: str, model: str, key: str) -> None:
        """`engine` is the name for errors; an empty `key` is not sent."""
        self._engine = engine
        self._base = base_url.rstrip("/")
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else dict[str, str]()
        self._dialect = Dialect()
        self._session: aiohttp.ClientSession | None = None
        self._asking = 0

    async def chat(self, messages: Messages, tokens: int) -> Reply:
        """The model's answer to `messages`, of about `tokens` tokens at most. Raises EngineError's kinds."""
        for _ in range(_LESSONS):
            dialect = self._dialect
            status, headers, body = await self._post(dialect.body(self._model, messages, tokens))
            error = error_of(body)
            if status == 200 and not error:
                return self._read(body)
            lesson = dialect.learn(error) if status in (400, 422) else None
            if lesson is None:
                raise judge(self._engine, status, headers, error, "\n".join(said["content"] for said in messages[1:]))
            self._dialect = lesson
        raise EngineUnavailable(self._engine, "request not understood")

    async def reach(self) -> None:
        """Look whether anything answers at the endpoint; its list of models costs nothing. Raises EngineUnavailable.

        While a request is under way, that the port is open is enough: some servers do one thing at a time.
        """
        try:
            async with asyncio.timeout(_REACH_TIMEOUT):
                reason = await (self._knock() if self._asking else self._list_models())
        except Exception as error:  # noqa: BLE001 - whatever it is, the endpoint is not in reach
            reason = type(error).__name__
        if reason:
            raise EngineUnavailable(self._engine, f"out of reach ({reason})")

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _post(self, body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], object]:
        """Status, headers and the JSON of the answer, None if it is no JSON."""
        failure: EngineError
        self._asking += 1
        try:
            async with self._open().post(f"{self._base}/chat/completions", json=body, **self._options()) as got:
                return got.status, dict(got.headers), _parsed(await _bounded(got))
        except EngineError as error:
            failure = error
        except OverflowError:
            failure = EngineUnavailable(self._engine, "answer too long")
        except Exception as error:  # noqa: BLE001 - whatever it is, it may not leave with the text or the key in it
            failure = EngineUnavailable(self._engine, type(error).__name__)
        finally:
            self._asking -= 1
        raise failure  # after the block, so that not even __context__ leads back to the text

    def _read(self, body: object) -> Reply:
        """The first choice of a completion."""
        choice = _first_choice(body)
        message = choice.get("message")
        if not isinstance(message, dict):
            raise EngineUnavailable(self._engine, "answer not understood")
        fields = cast("dict[str, Any]", message)
        reason = choice.get("finish_reason")
        if reason == "content_filter" or fields.get("refusal"):
            raise EngineRefusedText(self._engine, "content filter")
        if reason == "insufficient_system_resource":
            raise EngineUnavailable(self._engine, "overloaded")
        content = fields.get("content")
        text = content if isinstance(content, str) else ""
        if fields.get("reasoning_content") or fields.get("reasoning") or has_thoughts(text):
            self._dialect = replace(self._dialect, thinks=True)
        return Reply(text, reason != "length")

    async def _list_models(self) -> str:
        """Why the endpoint cannot be asked; "" if it can. The session is its own, as connections may be taken."""
        async with (
            self._new_session(1) as session,
            session.get(f"{self._base}/models", **self._options()) as got,
        ):
            return f"status {got.status}" if got.status >= 500 else ""

    async def _knock(self) -> str:
        """Connect to the endpoint, or to the proxy before it, and say nothing. Raises OSError; "" if it is there."""
        parts = urlsplit(self._options().get("proxy") or self._base)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        _, writer = await asyncio.open_connection(parts.hostname, port)
        writer.close()
        return ""

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = self._new_session(_AT_ONCE)
        return self._session

    def _new_session(self, connections: int) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            headers=self._headers,
            connector=aiohttp.TCPConnector(limit=connections),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_TIMEOUT),
        )

    def _options(self) -> dict[str, Any]:
        """No redirects, which would take the text elsewhere; and the environment's proxy."""
        proxy = proxy_of(self._base)
        if proxy is None:
            return {"allow_redirects": False}
        if urlsplit(proxy).scheme not in ("http", "https"):
            raise EngineMisconfigured(self._engine, "proxy is not HTTP")
        return {"allow_redirects": False, "proxy": proxy}


def is_local(url: str) -> bool:
    """Whether what is sent to `url` stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_of(url: str) -> str | None:
    """The proxy through which the environment (HTTPS_PROXY, NO_PROXY …) wants `url` fetched; none for this machine.

    aiohttp would look for it, too, if it were also to send whatever passwords it finds in ~/.netrc.
    """
    parts = urlsplit(url)
    if is_local(url) or urllib.request.proxy_bypass(parts.netloc):
        return None
    return urllib.request.getproxies().get(parts.scheme)


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    """The whole body. Raises OverflowError if it does not end within a megabyte."""
    body = bytearray()
    async for portion in response.content.iter_chunked(_PORTION):
        body += portion
        if len(body) > _MOST_BYTES:
            raise OverflowError
    return bytes(body)


def _parsed(body: bytes) -> object:
    try:
        return cast("object", json.loads(body))
    except (ValueError, RecursionError):
        return None


def _first_choice(body: object) -> dict[str, Any]:
    """Empty if there is none."""
    fields = cast("dict[str, Any]", body) if isinstance(body, dict) else dict[str, Any]()
    choices = fields.get("choices")
    first = cast("list[object]", choices)[0] if isinstance(choices, list) and choices else None
    return cast("dict[str, Any]", first) if isinstance(first, dict) else {}
