"""A port through which tests learn that the bot is idle, and move its clock. Only for a bot on the sandbox."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, cast

from aiohttp import web

from bot.errors import N_, SettingsError

LONGEST_WAIT: Final = 30.0


class ControlServer:
    """`GET /idle` and `POST /clock` on 127.0.0.1.

    idle: told how many seconds it may take, says whether nothing is in flight. advance: lets that many seconds pass at
    once and tells the new time (ISO 8601); refuses with ValueError. port 0 takes any free port.
    """

    def __init__(self, port: int, idle: Callable[[float], Awaitable[bool]], advance: Callable[[float], str]) -> None:
        self._port = port
        self._idle = idle
        self._advance = advance
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Listen, and tell on which port; raises SettingsError if another program has it."""
        app = web.Application()
        app.add_routes([web.get("/idle", self._answer_idle), web.post("/clock", self._answer_clock)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError:
            await self.close()
            raise SettingsError(
                N_("{setting}: port {port} is in use by another program. Choose another port."),
                setting="CONTROL_PORT",
                port=self._port,
            ) from None
        return self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening; who still waits is cut off."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _answer_idle(self, _: web.Request) -> web.Response:
        idle = await self._idle(LONGEST_WAIT)
        return web.json_response({"idle": idle}, status=200 if idle else 503)

    async def _answer_clock(self, request: web.Request) -> web.Response:
        try:
            seconds = _seconds(await request.json())
            now = self._advance(seconds)
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response({"now": now})


def _seconds(body: Any) -> float:
    """What `{"advance": seconds}` asks for; raises ValueError."""
    wanted = cast("dict[str, Any]", body).get("advance") if isinstance(body, dict) else None
    if isinstance(wanted, bool) or not isinstance(wanted, int | float) or not 0 <= wanted <= 10 * 366 * 86_400:
        raise ValueError('expected {"advance": seconds}, from 0 to ten years')
    return float(wanted)
