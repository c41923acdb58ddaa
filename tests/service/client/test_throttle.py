"""Requests wait for their turn, by an HTTP server on loopback; answers to interactions never do."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.client.throttle import Throttle

pytestmark = pytest.mark.asyncio

APPLICATION = 42
LONG = 1000.0


@pytest_asyncio.fixture
async def address() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/broken":
            assert request.transport is not None
            request.transport.abort()
        return web.Response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def throttled(most: int, per: float) -> aiohttp.ClientSession:
    throttle = Throttle(most, per)
    throttle.application_id = APPLICATION
    return aiohttp.ClientSession(trace_configs=[throttle.trace()])


async def ask(session: aiohttp.ClientSession, url: str) -> int:
    async with session.get(url) as response:
        return response.status


async def waits(request: "asyncio.Task[int]") -> bool:
    done, _ = await asyncio.wait({request}, timeout=0.2)
    return not done


async def test_what_is_too_much_waits(address: str) -> None:
    async with throttled(2, LONG) as session:
        assert [await ask(session, f"{address}/channels/{number}") for number in range(2)] == [200, 200]
        third = asyncio.create_task(ask(session, f"{address}/channels/3"))
        assert await waits(third)
        third.cancel()


async def test_it_goes_on_when_the_time_is_over(address: str) -> None:
    async with throttled(1, 0.05) as session:
        assert await asyncio.gather(*(ask(session, f"{address}/channels/{number}") for number in range(3))) == [200] * 3


@pytest.mark.parametrize("path", ["interactions/1/token/callback", f"webhooks/{APPLICATION}/token/messages/@original"])
async def test_answers_to_interactions_do_not_wait(address: str, path: str) -> None:
    async with throttled(1, LONG) as session:
        assert await ask(session, f"{address}/channels/1") == 200
        assert await asyncio.wait_for(ask(session, f"{address}/{path}"), 10) == 200


async def test_other_webhooks_wait(address: str) -> None:
    async with throttled(1, LONG) as session:
        assert await ask(session, f"{address}/webhooks/{APPLICATION}/token") == 200
        assert await ask(session, f"{address}/webhooks/7/token") == 200
        second = asyncio.create_task(ask(session, f"{address}/webhooks/7/token"))
        assert await waits(second)
        second.cancel()


async def test_a_request_that_fails_or_is_given_up_keeps_no_place(address: str) -> None:
    async with throttled(1, 0.05) as session:
        with pytest.raises(aiohttp.ClientError):
            await ask(session, f"{address}/broken")
        first = asyncio.create_task(ask(session, f"{address}/channels/1"))
        given_up = asyncio.create_task(ask(session, f"{address}/channels/2"))
        await asyncio.sleep(0)
        given_up.cancel()
        assert await asyncio.wait_for(first, 10) == 200
        assert await asyncio.wait_for(ask(session, f"{address}/channels/3"), 10) == 200
