"""The control port, through HTTP."""

import asyncio
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from bot.errors import SettingsError
from bot.telemetry.control import LONGEST_WAIT, ControlServer
from tests.fakes.clock import ManualClock

pytestmark = pytest.mark.asyncio


class Bot:
    """What the control port is told about and moves."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.settled = asyncio.Event()
        self.verdict = True
        self.asked: asyncio.Queue[float] = asyncio.Queue()

    async def idle(self, seconds: float) -> bool:
        self.asked.put_nowait(seconds)
        await self.settled.wait()
        return self.verdict

    def advance(self, seconds: float) -> str:
        self.clock.advance(seconds)
        return self.clock.now().isoformat()


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest_asyncio.fixture
async def http(bot: Bot) -> AsyncIterator[aiohttp.ClientSession]:
    server = ControlServer(0, bot.idle, bot.advance)
    port = await server.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session
    await server.close()


async def test_idle_answers_as_soon_as_nothing_is_in_flight(bot: Bot, http: aiohttp.ClientSession) -> None:
    waiting = asyncio.create_task(http.get("/idle"))
    assert await bot.asked.get() == LONGEST_WAIT
    assert not waiting.done()
    bot.settled.set()
    async with await waiting as response:
        assert (response.status, await response.json()) == (200, {"idle": True})


async def test_idle_gives_up(bot: Bot, http: aiohttp.ClientSession) -> None:
    bot.settled.set()
    bot.verdict = False
    async with http.get("/idle") as response:
        assert (response.status, await response.json()) == (503, {"idle": False})


async def test_the_clock_moves(bot: Bot, http: aiohttp.ClientSession) -> None:
    before = bot.clock.now()
    async with http.post("/clock", json={"advance": 90.5}) as response:
        assert response.status == 200
        assert (await response.json()) == {"now": bot.clock.now().isoformat()}
    assert (bot.clock.now() - before).total_seconds() == 90.5


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not json",
        "[]",
        "null",
        "{}",
        *(f'{{"advance": {n}}}' for n in ('"1"', "true", "-1", "NaN", "1e400", "1e300")),
    ],
)
async def test_nonsense_is_refused(bot: Bot, http: aiohttp.ClientSession, body: str) -> None:
    before = bot.clock.now()
    async with http.post("/clock", data=body) as response:
        assert response.status == 400
        assert "error" in await response.json()
    assert bot.clock.now() == before


async def test_closing_cuts_off_who_waits(bot: Bot) -> None:
    server = ControlServer(0, bot.idle, bot.advance)
    port = await server.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        waiting = asyncio.create_task(session.get("/idle"))
        await bot.asked.get()
        async with asyncio.timeout(5):
            await server.close()
        with pytest.raises(aiohttp.ClientError):
            await waiting
        with pytest.raises(aiohttp.ClientError):
            await session.get("/idle")
    await server.close()


async def test_a_port_in_use(bot: Bot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as caught:
            await ControlServer(port, bot.idle, bot.advance).start()
    assert f"CONTROL_PORT: port {port} is in use" in caught.value.message_id.format(**caught.value.params)
