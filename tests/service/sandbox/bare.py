"""The gateway protocol by hand, to say what no library would."""

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.sandbox import Sandbox

HEARTBEAT, IDENTIFY, RESUME, REQUEST_MEMBERS = 1, 2, 6, 8


class Bare:
    """One connection."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._inflate = zlib.decompressobj() if compressed else None

    async def receive(self) -> dict[str, Any]:
        """The next payload."""
        frame = await self.socket.receive(timeout=5)
        if self._inflate is None:
            assert frame.type is aiohttp.WSMsgType.TEXT, frame
            return json.loads(frame.data)
        assert frame.type is aiohttp.WSMsgType.BINARY, frame
        assert frame.data.endswith(b"\x00\x00\xff\xff")
        return json.loads(self._inflate.decompress(frame.data))

    async def until(self, event: str) -> dict[str, Any]:
        """The data of the next event of a name."""
        while True:
            payload = await self.receive()
            if payload["t"] == event:
                return payload["d"]

    async def send(self, op: int, data: Any = None) -> None:
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def identify(self, sandbox: Sandbox, **changes: Any) -> None:
        """IDENTIFY, with what a test wants otherwise."""
        await self.send(IDENTIFY, identify(sandbox) | changes)

    async def close_code(self) -> int | None:
        """The code with which the gateway closes, after whatever it still says."""
        while (frame := await self.socket.receive(timeout=5)).type in (
            aiohttp.WSMsgType.TEXT,
            aiohttp.WSMsgType.BINARY,
        ):
            pass
        assert frame.type is aiohttp.WSMsgType.CLOSE
        return self.socket.close_code


async def request(sandbox: Sandbox, method: str, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    """A REST request by hand: a body that is text goes out as it is. The answer is its status and JSON."""
    head = {"Authorization": f"Bot {sandbox.token}", **headers}
    data = {"data": body} if isinstance(body, str) else {"json": body}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, sandbox.api_base + path, headers=head, **data) as answer,
    ):
        assert answer.headers["Content-Type"] == "application/json"
        return answer.status, await answer.json()


def identify(sandbox: Sandbox) -> dict[str, Any]:
    """A plain IDENTIFY: guilds, messages, message content."""
    return {
        "token": sandbox.token,
        "properties": {"os": "linux", "browser": "bare", "device": "bare"},
        "intents": 1 | 1 << 9 | 1 << 12 | 1 << 15,
    }


@asynccontextmanager
async def gateway(sandbox: Sandbox, query: str = "?v=10&encoding=json") -> AsyncIterator[Bare]:
    """A connection that was greeted (unless the version is wrong)."""
    async with aiohttp.ClientSession() as session, session.ws_connect(sandbox.gateway_url + query) as socket:
        bare = Bare(socket, compressed="zlib-stream" in query)
        if "v=10" in query:
            hello = await bare.receive()
            assert hello["op"] == 10
            assert hello["d"] == {"heartbeat_interval": 41250}
        yield bare
