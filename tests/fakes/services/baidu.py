"""Baidu: a signed form; refusals are status 200 with a code; empty lines are dropped; one request at a time."""

import hashlib

from aiohttp import web

from tests.fakes.service import Asked, FakeService, Wrong, as_json

CODES = (52001, 52002, 52003, 54000, 54001, 54003, 54004, 54005, 58000, 58001, 58002, 90107, 20003, 99999)
_LANGUAGES = {"en", "zh", "cht"}


class FakeBaidu(FakeService):
    path = "/api/trans/vip/translate"

    def __init__(self, app_id: str, app_key: str) -> None:
        super().__init__()
        self.app_id = app_id
        self.app_key = app_key
        self.special = {f"code {code}": lambda asked, code=code: _error(code, asked.text) for code in CODES}

    async def read(self, request: web.Request) -> Asked:
        if request.query or request.method != "POST":
            raise Wrong(web.Response(status=405))
        form = {name: str(value) for name, value in (await request.post()).items()}
        if form["appid"] != self.app_id:
            raise Wrong(_error(52003, "UNAUTHORIZED USER"))
        signed = self.app_id + form["q"] + form["salt"] + self.app_key
        if form["sign"] != hashlib.md5(signed.encode()).hexdigest():
            raise Wrong(_error(54001, "Invalid Sign"))
        if form["from"] not in _LANGUAGES or form["to"] not in _LANGUAGES:
            raise Wrong(_error(58001, "INVALID_TO_PARAM"))
        if len(form["q"]) > 1_000:
            raise Wrong(_error(54005, "too long"))
        return Asked(form["q"], form["from"], form["to"])

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        lines = asked.text.split("\n")
        answers = (answer or "").split("\n") if answer is not None else [None] * len(lines)
        pairs = zip(lines, answers, strict=False)
        result = [{"src": line, "dst": said} for line, said in pairs if line.strip()]
        return as_json({"from": asked.source, "to": asked.target, "trans_result": result})

    def refusal(self, status: int, asked: Asked) -> web.Response:
        """Its gateway's statuses; the service itself says everything with 200."""
        return web.Response(status=status, text=asked.text)


def _error(code: int, message: str) -> web.Response:
    return as_json({"error_code": str(code), "error_msg": message})
