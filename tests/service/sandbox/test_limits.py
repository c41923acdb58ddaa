"""Rate limits and HTTP faults, as a client lives through them."""

import asyncio
import time
from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene

POST = "POST /channels/*/messages"


async def _say(scene: Scene, session: aiohttp.ClientSession, channel_id: int) -> tuple[int, Any, Any]:
    address = f"{scene.sandbox.api_base}/channels/{channel_id}/messages"
    head = {"Authorization": f"Bot {scene.sandbox.token}"}
    async with session.post(address, headers=head, json={"content": "hi"}) as answer:
        return answer.status, await answer.json(), answer.headers


@pytest.mark.asyncio
async def test_five_messages_in_five_seconds_a_channel(scene: Scene) -> None:
    other = scene.guild.add_channel("other")
    async with aiohttp.ClientSession() as session:
        answers = [await _say(scene, session, scene.general.id) for _ in range(6)]
        assert [status for status, _, _ in answers] == [200] * 5 + [429]
        assert [headers["X-RateLimit-Remaining"] for _, _, headers in answers] == ["4", "3", "2", "1", "0", "0"]
        _, body, headers = answers[-1]
        assert 4 < body["retry_after"] <= 5
        assert body["global"] is False
        assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Scope"]) == ("5", "user")
        assert float(headers["X-RateLimit-Reset-After"]) <= 5
        assert float(headers["X-RateLimit-Reset"]) > time.time()
        assert int(headers["Retry-After"]) <= 5
        assert headers["Via"]
        status, _, elsewhere = await _say(scene, session, other.id)
        assert status == 200
        assert elsewhere["X-RateLimit-Bucket"] == headers["X-RateLimit-Bucket"]
        scene.sandbox.clock.advance(5)
        assert (await _say(scene, session, scene.general.id))[0] == 200


@pytest.mark.asyncio
async def test_fifty_requests_a_second_over_all(scene: Scene) -> None:
    scene.sandbox.limits.set_global(3, 60)
    async with aiohttp.ClientSession() as session:
        answers = [await _say(scene, session, scene.general.id) for _ in range(4)]
    status, body, headers = answers[-1]
    assert (status, body["global"]) == (429, True)
    assert headers["X-RateLimit-Global"] == "true"
    assert headers["X-RateLimit-Scope"] == "global"


@pytest.mark.asyncio
async def test_a_client_keeps_within_the_limit_by_itself(scene: Scene, client: Client) -> None:
    scene.sandbox.limits.set(POST, 2, 0.2)
    channel = client.get_partial_messageable(scene.general.id)
    started = time.monotonic()
    await asyncio.gather(*(channel.send(str(number)) for number in range(5)))
    assert time.monotonic() - started >= 0.3
    assert len(scene.general.messages) == 5
    assert {exchange.status for exchange in scene.sandbox.traffic if exchange.method == "POST"} == {200}


@pytest.mark.asyncio
async def test_limits_can_be_switched_off() -> None:
    async with Sandbox(rate_limits=False) as sandbox:
        general = sandbox.add_guild("Hotpot Club").add_channel("general")
        async with connected(sandbox) as client:
            channel = client.get_partial_messageable(general.id)
            await asyncio.gather(*(channel.send(str(number)) for number in range(30)))
            assert len(general.messages) == 30


async def _say_by(scene: Scene, session: aiohttp.ClientSession, address: str) -> tuple[int, Any, Any]:
    async with session.post(f"{scene.sandbox.api_base}{address}", json={"content": "hi"}) as answer:
        return answer.status, await answer.json(content_type=None), answer.headers


@pytest.mark.asyncio
async def test_all_webhooks_of_a_channel_share_what_no_header_tells_of(scene: Scene) -> None:
    scene.sandbox.limits.set("POST /webhooks/*/*", 1000, 1.0)
    hooks = [scene.general.add_webhook("News"), scene.general.add_webhook("Weather")]
    other = scene.guild.add_channel("other").add_webhook("News")
    ways = [f"/webhooks/{hook.id}/{hook.token}" for hook in hooks]
    async with aiohttp.ClientSession() as session:
        answers = [await _say_by(scene, session, ways[number % 2]) for number in range(31)]
        assert [status for status, _, _ in answers] == [204] * 30 + [429]
        assert int(answers[-2][2]["X-RateLimit-Remaining"]) > 0
        _, told, headers = answers[-1]
        assert 50 < told["retry_after"] <= 60
        assert (told["global"], headers["X-RateLimit-Scope"]) == (False, "shared")
        assert (await _say_by(scene, session, f"/webhooks/{other.id}/{other.token}"))[0] == 204
        scene.sandbox.clock.advance(60)
        assert (await _say_by(scene, session, ways[0]))[0] == 204


@pytest.mark.parametrize("everywhere", [True, False])
@pytest.mark.asyncio
async def test_a_429_on_request_is_waited_out(scene: Scene, client: Client, everywhere: bool) -> None:
    scene.sandbox.faults.http(429, POST, retry_after=0.05, everywhere=everywhere)
    await client.get_partial_messageable(scene.general.id).send("hi")
    assert [each.status for each in scene.sandbox.traffic if each.method == "POST"] == [429, 200]
    assert [message.content for message in scene.general.messages] == ["hi"]
    assert [event.text for event in scene.sandbox.log if event.kind == "fault"] == [
        f"POST /channels/{scene.general.id}/messages"
    ]


@pytest.mark.asyncio
async def test_faults_strike_as_often_as_asked_and_only_where(scene: Scene, client: Client) -> None:
    scene.sandbox.faults.http(403, POST, times=2)
    channel = client.get_partial_messageable(scene.general.id)
    await client.fetch_user(scene.amy.id)
    for _ in range(2):
        with pytest.raises(discord.Forbidden):
            await channel.send("refused")
    await channel.send("through")
    assert [message.content for message in scene.general.messages] == ["through"]


@pytest.mark.parametrize("status", [500, 502])
@pytest.mark.asyncio
async def test_a_server_error_on_request(scene: Scene, status: int) -> None:
    scene.sandbox.faults.http(status, "* /channels/**")
    async with aiohttp.ClientSession() as session:
        assert (await _say(scene, session, scene.general.id))[0] == status
        assert (await _say(scene, session, scene.general.id))[0] == 200


@pytest.mark.asyncio
async def test_a_slow_answer_and_none_at_all(scene: Scene) -> None:
    scene.sandbox.faults.slow(0.1, POST)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.5)) as session:
        started = time.monotonic()
        assert (await _say(scene, session, scene.general.id))[0] == 200
        assert time.monotonic() - started >= 0.1
        scene.sandbox.faults.hang(POST)
        with pytest.raises(TimeoutError):
            await _say(scene, session, scene.general.id)
    assert len(scene.general.messages) == 1


@pytest.mark.parametrize("served", [True, False])
@pytest.mark.asyncio
async def test_who_does_not_wait_for_a_slow_answer_may_have_been_served(scene: Scene, served: bool) -> None:
    scene.sandbox.faults.slow(60, POST, served=served)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.5)) as session:
        with pytest.raises(TimeoutError):
            await _say(scene, session, scene.general.id)
    assert [message.content for message in scene.general.messages] == ["hi"] * served


@pytest.mark.parametrize("served", [True, False])
@pytest.mark.asyncio
async def test_what_was_done_may_be_answered_with_an_error(scene: Scene, served: bool) -> None:
    scene.sandbox.faults.http(503, POST, served=served)
    async with aiohttp.ClientSession() as session:
        assert (await _say(scene, session, scene.general.id))[0] == 503
    assert [message.content for message in scene.general.messages] == ["hi"] * served


@pytest.mark.asyncio
async def test_planned_faults_can_be_dropped(scene: Scene) -> None:
    scene.sandbox.faults.http(500)
    scene.sandbox.faults.clear()
    async with aiohttp.ClientSession() as session:
        assert (await _say(scene, session, scene.general.id))[0] == 200
