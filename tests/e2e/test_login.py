"""Getting to a Discord that is not there yet, or not well."""

import asyncio
import gc
import socket
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from bot.app import build
from bot.client.connection import connect
from tests.e2e.town import Town

pytestmark = pytest.mark.asyncio


class Patience:
    """Short pauses between attempts to log in; `begun` is set when one has failed."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()

    def __iter__(self) -> Iterator[float]:
        for _ in range(100):
            self.begun.set()
            yield 0.02


@asynccontextmanager
async def waiting_bot(place: Town, **changes: str) -> AsyncGenerator[None]:
    """A bot that did not get to Discord at first; at the end it has connected, and is stopped."""
    patience = Patience()
    settings = place.settings(**changes)
    async with build(settings, clock=place.clock) as app:
        connection = asyncio.create_task(connect(app.client, settings.require_token(), patience))
        try:
            await asyncio.wait_for(patience.begun.wait(), 10)
            yield
            await place.sandbox.ready()
            await app.shut_down()
            await asyncio.wait_for(connection, 10)
        finally:
            connection.cancel()


class Wire:
    """A way to the sandbox that a test can spoil: the first `broken` callers are hung up on."""

    def __init__(self, place: Town, broken: int = 0) -> None:
        self._there = urlsplit(place.sandbox.url)
        self._broken = broken

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._broken:
            self._broken -= 1
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self._there.hostname, self._there.port)
        await asyncio.gather(pour(reader, far_writer), pour(far_reader, writer))


async def pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Hand on what comes, to its end."""
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()


def base(server: asyncio.Server | socket.socket) -> str:
    bound = server if isinstance(server, socket.socket) else server.sockets[0]
    return f"http://127.0.0.1:{bound.getsockname()[1]}/api/v10"


@pytest.fixture
def tidy(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """aiohttp complains in the log of what is thrown away without being closed."""
    yield caplog
    gc.collect()
    assert [record.getMessage() for record in caplog.records if "Unclosed" in record.getMessage()] == []


async def test_a_discord_that_refuses_connections(quiet: Town, tidy: pytest.LogCaptureFixture) -> None:
    """As on a machine that is quicker than its network: the address is there, and nobody listens yet."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(Wire(quiet), sock=door, start_serving=False)
        async with server, waiting_bot(quiet, DISCORD_API_BASE=base(door)):
            assert not quiet.sandbox.traffic
            await server.start_serving()
    assert "Discord is out of reach (ClientConnectorError)" in tidy.text


async def test_a_discord_that_hangs_up(quiet: Town, tidy: pytest.LogCaptureFixture) -> None:
    server = await asyncio.start_server(Wire(quiet, broken=2), "127.0.0.1", 0)
    async with server, waiting_bot(quiet, DISCORD_API_BASE=base(server)):
        pass
    assert "Discord is out of reach" in tidy.text


@pytest.mark.parametrize(
    ("route", "error"),
    [
        ("GET /users/@me", "DiscordServerError"),
        ("GET /oauth2/applications/@me", "DiscordServerError"),
        ("GET /gateway/bot", "GatewayNotFound"),
    ],
)
async def test_a_discord_that_is_unwell(quiet: Town, tidy: pytest.LogCaptureFixture, route: str, error: str) -> None:
    """503 is a status after which discord.py does not try again by itself."""
    quiet.sandbox.faults.http(503, route=route, times=2)
    async with waiting_bot(quiet):
        pass
    assert tidy.text.count(f"Discord is out of reach ({error})") == 2
