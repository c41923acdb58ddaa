"""DeepL, version 2: POST only, the key in the header only."""

from typing import Any

from aiohttp import web

from tests.fakes.service import Asked, FakeService, Wrong, as_json

_LEGACY = "Legacy authentication method is no longer supported"


class FakeDeepL(FakeService):
    path = "/v2/translate"
    base = "/v2"

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.usage: Any = {"character_count": 180_118, "character_limit": 500_000}
        self.usage_asked = 0

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/v2/usage", self._tell_usage)

    async def read(self, request: web.Request) -> Asked:
        if request.method != "POST" or request.query:
            raise Wrong(as_json({"message": _LEGACY}, 403))
        self._check_key(request)
        raw = await request.read()
        if len(raw) > 128 * 1024:
            raise Wrong(as_json({"message": "Request too large"}, 413))
        body: dict[str, Any] = await request.json()
        if "auth_key" in body:
            raise Wrong(as_json({"message": _LEGACY}, 403))
        (text,) = body["text"]
        if body["source_lang"] not in ("EN", "ZH") or body["target_lang"] not in ("EN-US", "ZH-HANS", "ZH-HANT"):
            raise Wrong(as_json({"message": "Value for 'target_lang' not supported."}, 400))
        return Asked(text, body["source_lang"], body["target_lang"])

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        return as_json({"translations": [{"detected_source_language": asked.source, "text": answer}]})

    def refusal(self, status: int, asked: Asked) -> web.Response:
        return as_json({"message": f"Bad request. Text: {asked.text}"}, status)

    def _check_key(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"DeepL-Auth-Key {self.key}":
            raise Wrong(web.Response(status=403))

    async def _tell_usage(self, request: web.Request) -> web.Response:
        self.usage_asked += 1
        try:
            self._check_key(request)
        except Wrong as wrong:
            return wrong.response
        return as_json(self.usage)
