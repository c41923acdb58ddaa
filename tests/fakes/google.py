"""A loopback server that speaks the part of Google Translate's mobile page that deep-translator reads."""

import html
from dataclasses import replace

from aiohttp import web

from tests.fakes.phrases import translated
from tests.fakes.service import Asked, FakeService, Wrong, marked

__all__ = ["Asked", "FakeGoogle"]

# Google's front end refuses longer request lines with 400.
_LONGEST_URL = 16_384
_CAPTCHA = "<html><body><form action='/sorry/index'>Our systems have detected unusual traffic</form></body></html>"


def translate(asked: Asked) -> str:
    """The default answer."""
    return "\n".join(_translate(replace(asked, text=line)) for line in asked.text.split("\n"))


class FakeGoogle(FakeService):
    """See FakeService. What the people of the tests say is translated; other lines are marked.

    breaks: what stands for a line break in the page (`\\n` or `<br>`); element: the class of the
    element that holds the answer.
    """

    path = "/m"

    def __init__(self) -> None:
        super().__init__()
        self.answer = translate
        self.breaks = "\n"
        self.element = "result-container"
        self.special = {
            "captcha": self._captcha,
            "captcha page": lambda _: _page(_CAPTCHA),
            "wrong page": lambda asked: _page(f"<html><p>{html.escape(asked.text)}</p></html>"),
        }

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/sorry/index", self._sorry)

    async def read(self, request: web.Request) -> Asked:
        asked = Asked(request.query["q"], request.query["sl"], request.query["tl"])
        if len(request.raw_path) > _LONGEST_URL:
            self.asked.append(asked)
            raise Wrong(_page("<title>Error 400 (Bad Request)</title>", 400))
        return asked

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        if answer is None:
            # The library returns None where the answer equals a text without letters and digits.
            answer = asked.text
        shown = html.escape(answer).replace("\n", self.breaks)
        return _page(
            f'<html><body><form></form><div class="{self.element}">{shown}</div><div>Send feedback</div></body></html>'
        )

    def _captcha(self, asked: Asked) -> web.Response:
        raise web.HTTPFound(f"/sorry/index?continue={asked.text[:99]}")

    async def _sorry(self, _: web.Request) -> web.Response:
        self.asked.append(Asked("captcha page followed", "", ""))
        return _page(_CAPTCHA)


def _translate(line: Asked) -> str:
    try:
        return translated(line.text, line.target)
    except KeyError:
        return marked(line)


def _page(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")
