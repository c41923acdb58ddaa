"""A port for the host's own machine: what Prometheus reads, whether the process lives, whether it is of use."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from aiohttp import web

from bot.errors import N_, SettingsError, StoreError
from bot.telemetry.meter import CONTENT_TYPE, Meter

# Whoever watches over a container waits for a few seconds only.
PATIENCE: Final = 2.0


class HealthServer:
    """`GET /metrics`, `GET /healthz` and `GET /readyz`.

    answers: returns if the database does, raises StoreError if not. missing: the shards that are not connected and
    ready; None before it is known which there are. port 0 takes any free port.
    """

    def __init__(
        self,
        host: str,
        port: int,
        meter: Meter,
        answers: Callable[[], Awaitable[None]],
        missing: Callable[[], Sequence[int] | None],
    ) -> None:
        self._host = host
        self._port = port
        self._meter = meter
        self._answers = answers
        self._missing = missing
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return self._runner.addresses[0][1] if self._runner else self._port

    async def start(self) -> None:
        """Listen; raises SettingsError if another program has the port."""
        app = web.Application()
        app.add_routes(
            [web.get("/metrics", self._metrics), web.get("/healthz", self._health), web.get("/readyz", self._ready)]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError:
            await self.close()
            raise SettingsError(
                N_("{setting}: port {port} is in use by another program. Choose another port."),
                setting="METRICS_PORT",
                port=self._port,
            ) from None

    async def close(self) -> None:
        """Stop listening."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=self._meter.read(), headers={"Content-Type": CONTENT_TYPE})

    async def _health(self, _: web.Request) -> web.Response:
        """That this runs says that the loop is alive."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._answers()
        except (StoreError, TimeoutError):
            return web.json_response({"ok": False, "database": "does not answer"}, status=503)
        return web.json_response({"ok": True})

    async def _ready(self, _: web.Request) -> web.Response:
        missing = self._missing()
        if missing is None:
            return web.json_response({"ready": False, "reason": "not logged in yet"}, status=503)
        return web.json_response({"ready": not missing, "missing": list(missing)}, status=503 if missing else 200)
