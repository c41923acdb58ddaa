"""MyMemory: GET, the text in the query, and every refusal with the reason where the translation should be."""

import re

from aiohttp import web

from tests.fakes.service import Asked, FakeService, Wrong, as_json

USED_UP = (
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. "
    "NEXT AVAILABLE IN  10 HOURS 52 MINUTES 12 SECONDS VISIT HTTPS://MYMEMORY.TRANSLATED.NET/ TO TRANSLATE MORE"
)
_TAG = re.compile(r"[a-z]{2}-[A-Z]{2}")


class FakeMyMemory(FakeService):
    path = "/get"

    def __init__(self) -> None:
        super().__init__()
        self.special = {
            "quota": lambda asked: _answer(asked, USED_UP, finished=True),
            "quota without a time": lambda asked: _answer(asked, "MYMEMORY WARNING: COME BACK TOMORROW"),
            "quota 429": lambda asked: _answer(asked, USED_UP, http=429, status=429),
            "too often": lambda asked: _answer(asked, "TOO MANY REQUESTS", status=429),
            "403 inside": lambda asked: _answer(asked, "INVALID LANGUAGE PAIR SPECIFIED.", status="403"),
            "odd status": lambda asked: _answer(asked, asked.text, status=asked.text),
        }

    async def read(self, request: web.Request) -> Asked:
        source, _, target = request.query["langpair"].partition("|")
        asked = Asked(request.query["q"], source, target)
        if request.method != "GET" or not (_TAG.fullmatch(source) and _TAG.fullmatch(target)):
            raise Wrong(_answer(asked, "INVALID LANGUAGE PAIR SPECIFIED. EXAMPLE: LANGPAIR=EN|IT", status="403"))
        if len(asked.text.encode()) > 500:
            raise Wrong(_answer(asked, "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", status="403"))
        return asked

    def say(self, asked: Asked, answer: str | None) -> web.Response:
        return _answer(asked, answer)


def _answer(
    asked: Asked, said: str | None, *, status: int | str = 200, http: int = 200, finished: bool = False
) -> web.Response:
    body = {
        "responseData": {"translatedText": said, "match": 1},
        "quotaFinished": finished,
        "responseDetails": "" if status == 200 else said,
        "responseStatus": status,
        # What other people once wrote. It must never be taken for the answer.
        "matches": [{"segment": asked.text, "translation": "somebody else's words", "match": 0.3}],
    }
    return as_json(body, http)
