"""No more requests a second than Discord takes from one bot, whatever they are for."""

import asyncio
from types import SimpleNamespace
from typing import Final

import aiohttp
import yarl

from bot.translation.pace import Window

# Discord takes 50 a second, and refuses the 51st and all after it for a while; some arrive later than they were sent.
# https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
MOST: Final = 46
PER: Final = 1.0


class Throttle:
    """Makes requests wait, in order, until they may be sent. discord.py waits for the limit of each route only."""

    def __init__(self, most: int = MOST, per: float = PER) -> None:
        self.application_id: int | None = None
        self._window = Window(most, per)
        self._turn = asyncio.Lock()
        self._given = asyncio.Event()

    def trace(self) -> aiohttp.TraceConfig:
        """What a session of aiohttp asks before each request."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._start)
        config.on_request_end.append(self._end)
        config.on_request_exception.append(self._end)
        return config

    async def _start(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        context.counts = False
        if is_free(params.url, self.application_id):
            return
        async with self._turn:
            await self._room()
            self._window.take()
            context.counts = True

    async def _end(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams | aiohttp.TraceRequestExceptionParams,
    ) -> None:
        if context.counts:
            context.counts = False
            self._window.give(self._now())
            self._given.set()

    async def _room(self) -> None:
        while self._window.free(self._now()) <= 0:
            self._given.clear()
            # Nothing to wait for but an answer, if all that counts is under way.
            left = self._window.opens_in(self._now()) or None
            try:
                async with asyncio.timeout(left):
                    await self._given.wait()
            except TimeoutError:
                continue

    def _now(self) -> float:
        # Discord's time, not that of a clock which tests and the sandbox set.
        return asyncio.get_running_loop().time()


def is_free(url: yarl.URL, application_id: int | None) -> bool:
    """Whether a request answers an interaction: those have no such limit, and three seconds.

    Later answers go through a webhook that has the application's own id.
    https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints
    """
    return "/interactions/" in url.path or f"/webhooks/{application_id}/" in url.path
