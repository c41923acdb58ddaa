"""What all loopback translation services have in common: questions noted, answers held back, failures on request."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

Special = Callable[["Asked"], web.Response]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in, in the service's own codes."""

    text: str
    source: str
    target: str


class Wrong(Exception):
    """The request is not as the service wants it; it says so with `response`."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(response.status)
        self.response = response


def marked(asked: Asked) -> str:
    """The default answer: each line with words marked with the target, everything else (slots, spaces) kept."""

    def mark(line: str) -> str:
        words = line.strip()
        return line.replace(words, f"[{asked.target}] {words}", 1) if re.search(r"[^\W\d_]", words) else line

    return "\n".join(map(mark, asked.text.split("\n")))


def as_json(body: Any, status: int = 200) -> web.Response:
    return web.Response(text=json.dumps(body), status=status, content_type="application/json")


class FakeService:
    """`async with` serves at `url` until the block ends.

    answers: fixed answers by text; other texts are answered by `answer`, a function that may be replaced.
    asked: all requests so far; most_at_once: how many were open together.
    open: an event; while it is cleared, answers wait.
    A subclass reads requests (`read`), writes answers (`say`) and refusals (`refusal`), and may add failures of its own
    to `special`. Failures quote the text wherever the real ones might.
    """

    path = "/"
    base = ""  # what `url` ends with, where that is not `path`

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.answer: Callable[[Asked], str] = marked
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self.open = asyncio.Event()
        self.open.set()
        self.url = ""
        self.special: dict[str, Special] = {}
        self._failures: list[tuple[str, str]] = []
        self._for_ever: tuple[str, str] | None = None
        self._at_once = 0
        self._news = asyncio.Condition()
        self._closing = asyncio.Event()

    async def read(self, request: web.Request) -> Asked:
        """Check a request. Raises Wrong."""
        raise NotImplementedError

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        raise NotImplementedError

    def refusal(self, status: int, asked: Asked) -> web.Response:
        return web.Response(status=status, text=f"<html><p>{asked.text}</p></html>", content_type="text/html")

    def routes(self, app: web.Application) -> None:
        """Serve more than translations."""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4_000_000)
        app.router.add_route("*", self.path, self._handle)
        app.router.add_route("*", "/elsewhere", self._elsewhere)
        self.routes(app)
        self._runner = web.AppRunner(app, max_line_size=1_000_000, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}{self.base or self.path}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self.open.set()
        await self._runner.cleanup()

    @property
    def texts(self) -> list[str]:
        return [asked.text for asked in self.asked]

    async def reached(self, count: int) -> None:
        """Wait until `count` requests have come in; ten seconds at most."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: len(self.asked) >= count)

    def fail(self, how: str, *, times: int | None = None, retry_after: float | str = 7) -> None:
        """Fail the next `times` requests, or all of them until `recover`."""
        header = retry_after if isinstance(retry_after, str) else f"{retry_after:g}"
        if times is None:
            self._for_ever = how, header
        else:
            self._failures += [(how, header)] * times

    def recover(self) -> None:
        self._failures.clear()
        self._for_ever = None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        try:
            asked = await self.read(request)
        except Wrong as wrong:
            return wrong.response
        self.asked.append(asked)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            async with self._news:
                self._news.notify_all()
            await self.open.wait()
            failure, header = self._failures.pop(0) if self._failures else self._for_ever or ("", "")
            if failure:
                return await self._misbehave(request, asked, failure, header)
            return self.say(asked, self.answers.get(asked.text, None) or self.answer(asked))
        finally:
            self._at_once -= 1

    async def _misbehave(self, request: web.Request, asked: Asked, failure: str, header: str) -> web.StreamResponse:
        if failure in self.special:
            return self.special[failure](asked)
        if failure.isdigit():
            response = self.refusal(int(failure), asked)
            if failure == "429":
                response.headers["Retry-After"] = header
            return response
        ways: dict[str, Callable[[], Awaitable[web.StreamResponse]]] = {
            "hang": lambda: self._hang(asked),
            "drip": lambda: self._drip(request),
            "reset": lambda: self._reset(request, asked),
        }
        return await ways[failure]() if failure in ways else self._odd(failure, asked)

    def _odd(self, failure: str, asked: Asked) -> web.Response:
        if failure == "redirect":
            raise web.HTTPFound(f"/elsewhere?q={asked.text[:99]}")
        if failure == "garbage":
            return web.Response(text=f"{{]{asked.text}", content_type="application/json")
        if failure == "other json":
            return as_json({"something": ["else", asked.text]})
        return self.say(asked, {"empty": "", "blank": " \n", "null": None}[failure])

    async def _hang(self, asked: Asked) -> web.Response:
        await self._closing.wait()
        return self.say(asked, "too late")

    async def _reset(self, request: web.Request, asked: Asked) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return self.say(asked, "")

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        """An answer that never ends, in parts that each come in time."""
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while not self._closing.is_set():
            try:
                await response.write(b"<p>" + b" " * 9_000)
                async with asyncio.timeout(0.05):
                    await self._closing.wait()
            except TimeoutError:
                continue
            except ConnectionError:
                break
        return response

    async def _elsewhere(self, _: web.Request) -> web.Response:
        self.asked.append(Asked("redirect followed", "", ""))
        return web.Response(text="<html></html>", content_type="text/html")
