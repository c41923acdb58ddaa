"""A loopback server that speaks the part of Google Translate's mobile page that deep-translator reads."""

import asyncio
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

from aiohttp import web

Failure = Literal[
    "429", "500", "404", "hang", "wrong page", "captcha redirect", "captcha page", "reset", "empty", "drip"
]

# Google's front end refuses longer request lines with 400.
_LONGEST_URL = 16_384
_CAPTCHA = "<html><body><form action='/sorry/index'>Our systems have detected unusual traffic</form></body></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    text: str
    source: str
    target: str


def marked(asked: Asked) -> str:
    """The default answer: each line with words marked with the target, everything else (slots, spaces) kept."""

    def mark(line: str) -> str:
        words = line.strip()
        return line.replace(words, f"[{asked.target}] {words}", 1) if re.search(r"[^\W\d_]", words) else line

    return "\n".join(map(mark, asked.text.split("\n")))


class FakeGoogle:
    """`async with FakeGoogle() as google:` serves at `google.url` until the block ends.

    answers: fixed answers by text; other texts are answered by `answer`, a function that may be replaced.
    breaks: what stands for a line break in the page (`\\n` or `<br>`).
    asked: all requests so far; most_at_once: how many were open together.
    open: an event; while it is cleared, answers wait (`google.open.clear()`).
    """

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.answer: Callable[[Asked], str] = marked
        self.breaks = "\n"
        self.element = "result-container"
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self.open = asyncio.Event()
        self.open.set()
        self.url = ""
        self._failures: list[tuple[Failure, float]] = []
        self._for_ever: tuple[Failure, float] | None = None
        self._at_once = 0
        self._news = asyncio.Condition()
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/m", self._handle)
        app.router.add_get("/sorry/index", self._sorry)
        self._runner = web.AppRunner(app, max_line_size=1_000_000, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/m"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self.open.set()
        await self._runner.cleanup()

    @property
    def texts(self) -> list[str]:
        return [asked.text for asked in self.asked]

    async def reached(self, count: int) -> None:
        """Wait until `count` requests have come in."""
        async with self._news:
            await self._news.wait_for(lambda: len(self.asked) >= count)

    def fail(self, how: Failure, *, times: int | None = None, retry_after: float = 7) -> None:
        """Fail the next `times` requests, or all of them until `recover`."""
        if times is None:
            self._for_ever = how, retry_after
        else:
            self._failures += [(how, retry_after)] * times

    def recover(self) -> None:
        self._failures.clear()
        self._for_ever = None

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        asked = Asked(request.query["q"], request.query["sl"], request.query["tl"])
        self.asked.append(asked)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            async with self._news:
                self._news.notify_all()
            await self.open.wait()
            if len(request.raw_path) > _LONGEST_URL:
                return web.Response(status=400, text="<title>Error 400 (Bad Request)</title>", content_type="text/html")
            failure, retry_after = self._failures.pop(0) if self._failures else self._for_ever or (None, 0)
            if failure is not None:
                return await self._misbehave(request, failure, retry_after)
            return self._page(self.answers.get(asked.text, None) or self.answer(asked))
        finally:
            self._at_once -= 1

    def _page(self, answer: str) -> web.Response:
        shown = html.escape(answer).replace("\n", self.breaks)
        body = (
            f'<html><body><form></form><div class="{self.element}">{shown}</div><div>Send feedback</div></body></html>'
        )
        return web.Response(text=body, content_type="text/html", charset="utf-8")

    async def _misbehave(self, request: web.Request, failure: Failure, retry_after: float) -> web.StreamResponse:
        """The pages and statuses repeat the text where they can, as an error message might quote them."""
        text = request.query["q"]
        if failure == "hang":
            await self._closing.wait()
        elif failure == "drip":
            return await self._drip(request)
        elif failure == "reset":
            assert request.transport is not None
            request.transport.abort()
        elif failure == "captcha":
            raise web.HTTPFound(f"/sorry/index?continue={text[:99]}")
        headers = {"Retry-After": f"{retry_after:g}"} if failure == "429" else {}
        status = int(failure) if failure.isdigit() else 200
        body = {
            "captcha page": _CAPTCHA,
            "empty": f'<div class="{self.element}"></div>',
        }.get(failure, f"<html><p>{html.escape(text)}</p></html>")
        return web.Response(status=status, headers=headers, text=body, content_type="text/html")

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        """A page that never ends, in parts that each come in time."""
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

    async def _sorry(self, _: web.Request) -> web.Response:
        self.asked.append(Asked("captcha page followed", "", ""))
        return web.Response(text=_CAPTCHA, content_type="text/html")
