"""Files are fetched from the CDN alone: a real server on loopback stands in for it, another one for elsewhere."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from aiohttp import web

from bot.client.vault import UnfetchedError, Vault

pytestmark = pytest.mark.asyncio
MOST = 1000


@dataclass
class Shelf:
    """A server that has one file, sends one visitor elsewhere, and notes who came."""

    asked: list[str] = field(default_factory=list)
    url: str = ""
    elsewhere: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        if request.path.endswith("moved.png"):
            raise web.HTTPFound(self.elsewhere)
        if request.path.endswith("gone.png"):
            raise web.HTTPNotFound
        if request.path.endswith("never.png"):
            await asyncio.Event().wait()
        size = 2 * MOST if request.path.endswith("big.png") else 4
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x" * size)
        return response


async def opened(shelf: Shelf) -> web.AppRunner:
    app = web.Application()
    app.router.add_get("/{path:.*}", shelf.answer)
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    shelf.url = f"http://{host}:{port}"
    return runner


@pytest_asyncio.fixture
async def cdn() -> AsyncIterator[Shelf]:
    shelf, other = Shelf(), Shelf()
    runners = [await opened(shelf), await opened(other)]
    shelf.elsewhere = f"{other.url}/secret"
    yield shelf
    assert other.asked == []
    for runner in runners:
        await runner.cleanup()


async def test_a_file_comes_with_its_signature(cdn: Shelf) -> None:
    found = await Vault(cdn.url).fetch(f"{cdn.url}/attachments/1/2/cat%20(1).png?ex=6a&hm=%2Fb", MOST)
    assert found == b"xxxx"
    assert cdn.asked == ["/attachments/1/2/cat%20(1).png?ex=6a&hm=%2Fb"]


async def test_a_proxy_stands_before_discords_own_addresses(cdn: Shelf) -> None:
    vault = Vault(f"{cdn.url}/cdn/")
    assert await vault.fetch("https://cdn.discordapp.com/attachments/1/2/cat.png?ex=1", MOST) == b"xxxx"
    assert await vault.fetch(f"{cdn.url}/cdn/attachments/1/2/cat.png", MOST) == b"xxxx"
    assert cdn.asked == ["/cdn/attachments/1/2/cat.png?ex=1", "/cdn/attachments/1/2/cat.png"]


@pytest.mark.parametrize(
    "address",
    [
        "{elsewhere}",
        "https://cdn.discordapp.com.example.org/attachments/1/2/cat.png",
        "http://cdn.discordapp.com/attachments/1/2/cat.png",
        "{url}/other/cat.png",
        "{url}/cdnx/cat.png",
        "{url}/cdn/../other/cat.png",
        "{url}/cdn/%2e%2e/other/cat.png",
        "file:///etc/passwd",
        "cat.png",
        "",
    ],
)
async def test_nothing_is_fetched_from_elsewhere(cdn: Shelf, address: str) -> None:
    wanted = address.format(url=cdn.url, elsewhere=cdn.elsewhere)
    assert await Vault(f"{cdn.url}/cdn").fetch(wanted, MOST) is None
    assert cdn.asked == []


@pytest.mark.parametrize("name", ["moved.png", "gone.png", "big.png"])
async def test_what_cannot_be_had_is_nothing(cdn: Shelf, name: str) -> None:
    assert await Vault(cdn.url).fetch(f"{cdn.url}/{name}", MOST) is None
    assert len(cdn.asked) == 1


async def test_a_cdn_that_is_away_is_nothing(cdn: Shelf) -> None:
    assert await Vault("http://127.0.0.1:9").fetch("http://127.0.0.1:9/cat.png", MOST) is None


async def test_it_is_said_why_a_file_cannot_be_had(cdn: Shelf) -> None:
    vault = Vault(cdn.url)
    with pytest.raises(UnfetchedError) as caught:
        await vault.take(f"{cdn.url}/big.png", MOST)
    assert caught.value.is_too_large
    for name, reason in (("gone.png", "404"), ("moved.png", "302")):
        with pytest.raises(UnfetchedError, match=reason) as caught:
            await vault.take(f"{cdn.url}/{name}", MOST)
        assert not caught.value.is_too_large
    with pytest.raises(UnfetchedError, match="not on Discord's CDN"):
        await vault.take("http://127.0.0.1:9/cat.png", MOST)


async def test_a_cdn_that_never_answers_is_not_waited_for(cdn: Shelf) -> None:
    with pytest.raises(UnfetchedError, match="TimeoutError"):
        await Vault(cdn.url, patience=0.05).take(f"{cdn.url}/never.png", MOST)
