"""Papago behind NAVER Cloud Platform's gateway: a form, the keys in two headers of the gateway's."""

from aiohttp import web

from tests.fakes.service import Asked, FakeService, Wrong, as_json

_CODES = {"en", "zh-CN", "zh-TW"}


class FakePapago(FakeService):
    path = "/nmt/v1/translation"

    def __init__(self, client_id: str, secret: str) -> None:
        super().__init__()
        self.client_id = client_id
        self.secret = secret
        self.special = {"quota": lambda _: _error(429, "400", "Quota Exceeded")}

    async def read(self, request: web.Request) -> Asked:
        given = (request.headers.get("x-ncp-apigw-api-key-id"), request.headers.get("x-ncp-apigw-api-key"))
        if given != (self.client_id, self.secret) or any("naver" in name.lower() for name in request.headers):
            raise Wrong(_error(401, "200", "Authentication Failed"))
        if request.query or request.method != "POST":
            raise Wrong(_error(400, "100", "Bad Request Exception"))
        form = {name: str(value) for name, value in (await request.post()).items()}
        asked = Asked(form["text"], form["source"], form["target"])
        if asked.source not in _CODES or asked.target not in _CODES or asked.source == asked.target:
            raise Wrong(_error(400, "N2MT05", "target language must not be the same as source"))
        if len(asked.text) > 5_000:
            raise Wrong(_error(400, "N2MT08", "text parameter exceeds max length"))
        return asked

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        result = {"srcLangType": asked.source, "tarLangType": asked.target, "translatedText": answer}
        return as_json({"message": {"result": result}})

    def refusal(self, status: int, asked: Asked) -> web.Response:
        return _error(status, "410", asked.text)


def _error(status: int, code: str, message: str) -> web.Response:
    return as_json({"error": {"errorCode": code, "message": message, "details": message}}, status)
