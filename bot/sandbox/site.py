"""One port of loopback for everything: REST, the gateway and the CDN."""

import asyncio
import socket
import struct
import zlib

from aiohttp import web

from bot.sandbox.gateway.socket import GatewaySocket
from bot.sandbox.http.server import RestServer
from bot.sandbox.realm import Realm
from bot.sandbox.routes.everything import table

UPLOAD_LIMIT = 110 * 1024 * 1024  # a whole request; what a file may have is for its guild to say
GOING_AWAY = 1001


class Site:
    """The listening server."""

    def __init__(self, realm: Realm, host: str, port: int) -> None:
        self._realm = realm
        self._host = host
        self.port = port
        self._runner: web.AppRunner | None = None
        self._sockets: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """Its address."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    async def start(self) -> None:
        """Listen."""
        runner = web.AppRunner(
            self._application(),
            access_log=None,
            handle_signals=False,
            handler_cancellation=True,  # who hung up is not waited for
            shutdown_timeout=1.0,
        )
        await runner.setup()
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._host, self.port))
            await web.SockSite(runner, listener).start()
        except OSError:
            listener.close()
            await runner.cleanup()
            raise
        self._runner = runner
        self.port = listener.getsockname()[1]
        world = self._realm.world
        world.api_base, world.cdn_base = f"{self.url}/api/v10", f"{self.url}/cdn"
        self._realm.hub.resume_url = self.url.replace("http", "ws", 1) + "/gateway"

    async def close(self) -> None:
        """Say goodbye and stop listening."""
        self._realm.faults.release()
        for session in self._realm.hub.connected():
            if session.connection is not None:
                session.connection.close(GOING_AWAY)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _application(self) -> web.Application:
        rest = RestServer(self._realm, table())
        app = web.Application(client_max_size=UPLOAD_LIMIT)
        app.router.add_route("*", "/api/v10/{path:.*}", rest.handle)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_get("/cdn/attachments/{channel}/{id}/{name}", self._attachment)
        app.router.add_get("/cdn/{path:((embed/)?avatars|stickers)/.*}", self._avatar)
        app.router.add_route("*", "/{path:.*}", self._lost)
        return app

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        response = web.WebSocketResponse(autoping=False, compress=False, max_msg_size=1 << 20)
        await response.prepare(request)
        await GatewaySocket(self._realm, response, request).serve()
        return response

    async def _attachment(self, request: web.Request) -> web.Response:
        found = self._realm.world.attachments.get(int(request.match_info["id"]))
        if found is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=found.data, content_type=found.content_type or "application/octet-stream")

    async def _avatar(self, request: web.Request) -> web.Response:
        return web.Response(body=dot(), content_type="image/png")

    async def _lost(self, request: web.Request) -> web.Response:
        self._realm.complain("route", f"{request.method} {request.path}", "outside of the API, the gateway and the CDN")
        return web.json_response({"message": "404: Not Found", "code": 0}, status=404)


def dot() -> bytes:
    """A PNG of one red pixel, which every avatar and every sticker is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xe0\x40\x40")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
