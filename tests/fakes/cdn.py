"""A loopback server in the place of Discord's CDN, for what the real one does only on bad days."""

import asyncio
from typing import Self

from aiohttp import web


class FakeCdn:
    """Serves one file, whatever is asked for. data: what is in it. trouble: what it does instead of serving it.

    `503`: says so. `cut`: stops in the middle. `hang`: never answers. asked: the paths that were asked for.
    sent: how many bytes were taken.
    """

    def __init__(self) -> None:
        self.data = b""
        self.trouble = ""
        self.asked: list[str] = []
        self.sent = 0
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if self.trouble == "hang":
            await asyncio.Event().wait()
        if self.trouble == "503":
            return web.Response(status=503)
        response = web.StreamResponse()
        response.content_length = len(self.data)
        await response.prepare(request)
        data = self.data[: len(self.data) // 2] if self.trouble == "cut" else self.data
        for begin in range(0, len(data), 1 << 16):
            chunk = data[begin : begin + (1 << 16)]
            await response.write(chunk)
            self.sent += len(chunk)
        if self.trouble == "cut" and request.transport:
            request.transport.close()
        return response
