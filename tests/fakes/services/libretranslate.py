"""LibreTranslate: POST, `zh` for Simplified; a key only where the server has keys."""

from typing import Any

from aiohttp import web

from tests.fakes.service import Asked, FakeService, Wrong, as_json


class FakeLibreTranslate(FakeService):
    """key: the one that the server wants; "" if it has no keys. languages: those it has models for."""

    path = "/translate"
    base = "/"

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self.key = key
        self.languages = {"en", "zh"}

    async def read(self, request: web.Request) -> Asked:
        if request.query or request.method != "POST":
            raise Wrong(as_json({"error": "the query is written into logs"}, 405))
        body: dict[str, Any] = await request.json()
        self._check_key(body)
        asked = Asked(body["q"], body["source"], body["target"])
        for code in (asked.source, asked.target):
            if code not in self.languages:
                raise Wrong(as_json({"error": f"{code} is not supported"}, 400))
        if len(asked.text) > 2_000:
            said = f"Invalid request: request ({len(asked.text)}) exceeds text limit (2000)"
            raise Wrong(as_json({"error": said}, 400))
        assert body["format"] == "text"
        return asked

    def _check_key(self, body: dict[str, Any]) -> None:
        given = body.get("api_key")
        if self.key and given is None:
            said = "Visit https://portal.libretranslate.com to get an API key"
            raise Wrong(as_json({"error": said}, 400))
        if given is not None and given != self.key:
            raise Wrong(as_json({"error": f"Invalid API key {given}"}, 403))

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        return as_json({"translatedText": answer})

    def refusal(self, status: int, asked: Asked) -> web.Response:
        return as_json({"error": f"Cannot translate text: {asked.text}"}, status)
