"""A loopback server that speaks OpenAI's chat completions, checks its requests and misbehaves as real services do."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

MODEL = "tiny-7b"
KEY = "sk-hunter2-and-more"
_DATA = re.compile(r"<message-([0-9a-f]{8})>\n(.*?)\n</message-\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chat:
    """One request as it came in."""

    messages: list[dict[str, str]]
    body: dict[str, Any] = field(repr=False)

    @property
    def system(self) -> str:
        return self.messages[0]["content"]

    @property
    def last(self) -> str:
        return self.messages[-1]["content"]

    @property
    def text(self) -> str:
        """What the last message fences as the message to translate."""
        found = _DATA.search(self.last)
        assert found, "the message is not fenced"
        return found[2]

    @property
    def fence(self) -> str:
        found = _DATA.search(self.last)
        assert found, "the message is not fenced"
        return found[1]

    @property
    def is_batch(self) -> bool:
        return "JSON array" in self.system

    @property
    def items(self) -> list[str]:
        return [item["text"] for item in json.loads(self.text)]


@dataclass(frozen=True, slots=True)
class Said:
    """A whole answer where the text alone is not enough."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Answer = str | Said
Model = Callable[[Chat], Answer]


def error(
    status: int, message: str, *, code: str | None = None, kind: str = "", param: str | None = None, **headers: str
):
    """An error as OpenAI's API has it; underscores in the names of headers become hyphens."""
    body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    return Said(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


def completion(content: str | None, finish: str = "stop", **message: Any) -> dict[str, Any]:
    """A completion as OpenAI's API has it."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    return {"id": "chatcmpl-1", "object": "chat.completion", "model": MODEL, "choices": [choice], "usage": {}}


class FakeLlm:
    """`async with FakeLlm() as llm:` serves at `llm.url` until the block ends.

    answers: translations by text, for single texts and in batches. model: answers everything else.
    chats: all requests so far. key: what a request must bring; "" where none is asked for.
    open: an event; while it is cleared, answers wait. models_open: the same for the list of models.
    """

    def __init__(self, model: Model | None = None, key: str = "") -> None:
        self.answers: dict[str, str] = {}
        self.model = model or self._translate
        self.key = key
        self.chats: list[Chat] = []
        self.reached = 0
        self.most_at_once = 0
        self.faults: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.models_open = asyncio.Event()
        self.models_open.set()
        self._arrivals = asyncio.Semaphore(0)
        self.url = ""
        self._at_once = 0

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_post("/v1/chat/completions", self._chat)
        app.router.add_get("/v1/models", self._models)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.open.set()
        self.models_open.set()
        await self._runner.cleanup()
        assert self.faults == []

    async def asked(self, times: int) -> None:
        """Wait until so many more chats have come in."""
        async with asyncio.timeout(5):
            for _ in range(times):
                await self._arrivals.acquire()

    async def stop_listening(self) -> None:
        """Take no more connections; those that are there stay."""
        await self._site.stop()

    @property
    def texts(self) -> list[str]:
        return [chat.text for chat in self.chats]

    def _translate(self, chat: Chat) -> Answer:
        if not chat.is_batch:
            return self.answers.get(chat.text, chat.text)
        items = [{"n": n, "text": self.answers.get(text, text)} for n, text in enumerate(chat.items, start=1)]
        return json.dumps(items, ensure_ascii=False)

    def _refusal(self, request: web.Request) -> web.Response | None:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            given = request.headers.get("Authorization", "")
            # OpenAI's own message quotes the key.
            return self._send(error(401, f"Incorrect API key provided: {given}", code="invalid_api_key"))
        return None

    async def _models(self, request: web.Request) -> web.Response:
        await self.models_open.wait()
        self.reached += 1
        models = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
        return self._refusal(request) or web.json_response(models)

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        if refusal := self._refusal(request):
            return refusal
        body = await request.json()
        chat = Chat(body["messages"], body)
        self.chats.append(chat)
        self._arrivals.release()
        self.faults += faults(body)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await self.open.wait()
            if body["model"] != MODEL:
                message = f"The model `{body['model']}` does not exist or you do not have access to it."
                return self._send(error(404, message, code="model_not_found", kind="invalid_request_error"))
            answer = self.model(chat)
        finally:
            self._at_once -= 1
        return self._send(Said(200, completion(answer)) if isinstance(answer, str) else answer)

    @staticmethod
    def _send(said: Said) -> web.Response:
        raw = said.raw if said.raw is not None else json.dumps(said.body).encode()
        return web.Response(
            status=said.status, headers=said.headers, body=raw, content_type="application/json", charset="utf-8"
        )


def faults(body: dict[str, Any]) -> list[str]:
    """What is wrong with a request, by OpenAI's own description of the API."""
    found: list[str] = []
    if unknown := set(body) - {
        "model",
        "messages",
        "stream",
        "temperature",
        "max_tokens",
        "max_completion_tokens",
        "enable_thinking",
    }:
        found.append(f"unknown fields {unknown}")
    roles = [message.get("role") for message in body["messages"]]
    turns = roles[1:] if roles[0] == "system" else roles
    if turns != ["user", "assistant"] * (len(turns) // 2) + ["user"]:
        found.append(f"roles {roles}")
    if not all(isinstance(message.get("content"), str) and message["content"] for message in body["messages"]):
        found.append("a message without content")
    if body.get("stream") is not False or body.get("temperature", 0) != 0:
        found.append("streaming or temperature")
    limit = body.get("max_tokens", body.get("max_completion_tokens"))
    if not isinstance(limit, int) or not 16 <= limit <= 16_384:
        found.append(f"limit {limit}")
    return found
