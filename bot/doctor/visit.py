"""A visit to Discord: who the bot is there, what it may hear, how far away it is and what time it is there."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp

from bot import __version__
from bot.clock import Clock
from bot.errors import SettingsError
from bot.portal import PORTAL, TOKEN_REFUSED
from bot.settings import Settings

_TIMEOUT: Final = 10.0
# Discord's reference, "User Agent": DiscordBot (url, version).
_AGENT: Final = f"DiscordBot ({PORTAL}, {__version__})"
_UNAUTHORISED: Final = 401
_OK: Final = 200
_HELLO: Final = 10
# What a visit may fail with.
_FAILURES: Final = (aiohttp.ClientError, OSError, TimeoutError, ValueError)


@dataclass(frozen=True, slots=True)
class Visit:
    """What was learnt; what follows a failure stays as it is here.

    latency, gateway_latency: milliseconds to an answer of the REST API, and to the gateway's first word.
    trouble, gateway_trouble: why there was none, as an engine's reason is told. ahead: how far this machine's clock is.
    token_fault: what is wrong with the token. application, gateway: as Discord describes them, None if it did not.
    """

    latency: int | None = None
    trouble: str = ""
    ahead: timedelta | None = None
    token_fault: SettingsError | None = None
    application: Mapping[str, Any] | None = None
    gateway: Mapping[str, Any] | None = None
    gateway_latency: int | None = None
    gateway_trouble: str = ""


class Visitor:
    """Goes to Discord once, however many checks want to know what it is like there."""

    def __init__(self, settings: Settings, clock: Clock, timeout: float = _TIMEOUT) -> None:
        self.address = settings.discord_api_base.rstrip("/")
        self._settings = settings
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._visit: asyncio.Task[Visit] | None = None

    async def visit(self) -> Visit:
        """Go there, or tell what the first visit was like. Never raises."""
        if self._visit is None:
            self._visit = asyncio.create_task(self._go(), name="visit Discord")
        return await self._visit

    async def _go(self) -> Visit:
        async with aiohttp.ClientSession(timeout=self._timeout, headers={"User-Agent": _AGENT}) as session:
            visit = await self._arrive(session)
            if visit.latency is not None:
                visit = await self._introduce(session, visit)
            if visit.gateway:
                visit = await self._listen(session, visit)
            return visit

    async def _arrive(self, session: aiohttp.ClientSession) -> Visit:
        """Ask what Discord tells everybody."""
        begun = self._clock.monotonic()
        try:
            async with session.get(f"{self.address}/gateway") as response:
                if response.status != _OK:
                    return Visit(trouble=f"status {response.status}")
                await response.json(content_type=None)
                return Visit(latency=self._since(begun), ahead=self._ahead(response.headers.get("Date")))
        except _FAILURES as error:
            return Visit(trouble=_reason(error))

    async def _introduce(self, session: aiohttp.ClientSession, visit: Visit) -> Visit:
        """Ask what Discord tells the bot alone."""
        try:
            headers = {"Authorization": f"Bot {self._settings.require_token()}"}
        except SettingsError as error:
            return replace(visit, token_fault=error)
        try:
            for part, path in (("application", "/applications/@me"), ("gateway", "/gateway/bot")):
                async with session.get(self.address + path, headers=headers) as response:
                    if response.status == _UNAUTHORISED:
                        refused = SettingsError(TOKEN_REFUSED, setting="DISCORD_TOKEN", url=PORTAL)
                        return replace(visit, token_fault=refused)
                    if response.status != _OK:
                        return replace(visit, trouble=f"status {response.status}")
                    visit = replace(visit, **{part: await response.json(content_type=None)})
        except _FAILURES as error:
            return replace(visit, trouble=_reason(error))
        return visit

    async def _listen(self, session: aiohttp.ClientSession, visit: Visit) -> Visit:
        """Go through the gateway's door, without saying who is there: that would count as a start."""
        url = self._settings.discord_gateway_url or str((visit.gateway or {}).get("url", ""))
        begun = self._clock.monotonic()
        try:
            async with asyncio.timeout(self._timeout.total):
                async with session.ws_connect(f"{url.rstrip('/')}/?v=10&encoding=json") as socket:
                    if (await socket.receive_json()).get("op") != _HELLO:
                        return replace(visit, gateway_trouble="answer not understood")
        except (*_FAILURES, TypeError) as error:  # TypeError: what came is no text
            return replace(visit, gateway_trouble=_reason(error))
        return replace(visit, gateway_latency=self._since(begun))

    def _since(self, begun: float) -> int:
        return round((self._clock.monotonic() - begun) * 1_000)

    def _ahead(self, date: str | None) -> timedelta | None:
        """How far this machine's clock is ahead of the one in an answer's head, which cuts off parts of a second."""
        try:
            theirs = parsedate_to_datetime(date or "")
        except ValueError:
            return None
        theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
        return self._clock.now() - theirs - timedelta(seconds=0.5)


def _reason(error: Exception) -> str:
    """What failed, as the reasons of engines are told: by its kind alone."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, (ValueError, TypeError)) and not isinstance(error, aiohttp.ClientError):
        return "answer not understood"
    cause = getattr(error, "os_error", None)  # what is behind aiohttp's ClientConnectorError
    named = cause if isinstance(cause, OSError) and type(cause) is not OSError else error
    return type(named).__name__
