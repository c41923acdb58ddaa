"""Microsoft Translator, version 3: a list in, a list out; the key and the region in headers."""

from typing import Any

from aiohttp import web

from tests.fakes.service import Asked, FakeService, Wrong, as_json

_CODES = {"en", "zh-Hans", "zh-Hant"}


class FakeMicrosoft(FakeService):
    """region: that of the resource; "" for a global one, which needs no header."""

    path = "/translate"

    def __init__(self, key: str, region: str = "") -> None:
        super().__init__()
        self.key = key
        self.region = region
        self.special = {
            "quota": lambda _: _error(403_001, "The operation isn't allowed because the subscription has exceeded …")
        }

    async def read(self, request: web.Request) -> Asked:
        headers, query = request.headers, request.query
        rightful = headers.get("Ocp-Apim-Subscription-Key") == self.key
        if not rightful or headers.get("Ocp-Apim-Subscription-Region", "") != self.region:
            raise Wrong(_error(401_000, "The request is not authorized because credentials are missing or invalid."))
        if query.get("api-version") != "3.0":
            raise Wrong(_error(400_021, "The API version parameter is missing or invalid."))
        if set(query) != {"api-version", "from", "to"} or not {query["from"], query["to"]} <= _CODES:
            raise Wrong(_error(400_036, "The target language is not valid."))
        body: list[dict[str, Any]] = await request.json()
        (element,) = body
        text: str = element["text"]
        if len(text.encode("utf-16-le")) // 2 > 50_000:
            raise Wrong(_error(400_050, "The input text is too long."))
        return Asked(text, query["from"], query["to"])

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        return as_json([{"translations": [{"text": answer, "to": asked.target}]}])

    def refusal(self, status: int, asked: Asked) -> web.Response:
        return _error(status * 1000, f"Something about {asked.text}")


def _error(code: int, message: str) -> web.Response:
    return as_json({"error": {"code": code, "message": message}}, code // 1000)
