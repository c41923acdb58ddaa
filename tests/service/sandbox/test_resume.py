"""Losing and resuming the connection, with a real client."""

import asyncio

import pytest

from bot.sandbox import Sandbox
from tests.service.sandbox.bare import gateway
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


def _contents(client: Client) -> list[str]:
    return [args[0].content for event, args in client.heard if event == "message"]


@pytest.mark.asyncio
async def test_what_was_said_while_the_client_was_away_is_replayed(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.general, "before")
    await scene.sandbox.idle()
    scene.sandbox.faults.drop_gateway()
    scene.amy.say(scene.general, "during")
    await scene.sandbox.idle()
    scene.amy.say(scene.general, "after")
    await scene.sandbox.idle()
    assert _contents(client) == ["before", "during", "after"]
    assert client.names("shard_resumed", "shard_ready") == ["shard_ready", "shard_resumed"]


@pytest.mark.asyncio
async def test_asked_to_reconnect_a_client_resumes(scene: Scene, client: Client) -> None:
    scene.sandbox.faults.reconnect()
    scene.amy.say(scene.general, "during")
    await scene.sandbox.idle()
    assert _contents(client) == ["during"]
    assert client.names("shard_resumed") == ["shard_resumed"]


@pytest.mark.parametrize("resumable", [True, False])
@pytest.mark.asyncio
async def test_an_invalid_session(scene: Scene, client: Client, resumable: bool) -> None:
    scene.sandbox.faults.invalidate_session(resumable=resumable)
    await scene.sandbox.idle()
    await asyncio.wait_for(scene.sandbox.ready(), 5)
    assert client.names("shard_resumed") == ["shard_resumed"] * resumable
    assert client.names("shard_connect") == ["shard_connect"] * (1 if resumable else 2)


@pytest.mark.asyncio
async def test_an_expired_session_is_replaced(scene: Scene, client: Client) -> None:
    scene.sandbox.faults.expire()
    scene.amy.say(scene.general, "lost")
    await scene.sandbox.ready()
    scene.amy.say(scene.general, "heard")
    await scene.sandbox.idle()
    assert _contents(client) == ["heard"]
    assert client.names("shard_resumed") == []


@pytest.mark.asyncio
async def test_one_shard_can_be_cut(scene: Scene) -> None:
    async with Sandbox(shards=2) as sandbox:
        guilds = [sandbox.add_guild(f"Guild {number}") for number in range(2)]
        places = [(guild.add_member("Amy"), guild.add_channel("general")) for guild in guilds]
        async with connected(sandbox) as client:
            sandbox.faults.close_gateway(4000, shard=1)
            for member, channel in places:
                member.say(channel, "hello")
            await sandbox.idle()
            assert client.names("shard_resumed") == ["shard_resumed"]
            assert _contents(client) == ["hello", "hello"]


@pytest.mark.asyncio
async def test_a_client_restarted_gets_a_session_of_its_own(scene: Scene) -> None:
    async with connected(scene.sandbox) as first:
        scene.amy.say(scene.general, "to the first")
        await scene.sandbox.idle()
    async with connected(scene.sandbox) as second:
        scene.amy.say(scene.general, "to the second")
        await scene.sandbox.idle()
    assert (_contents(first), _contents(second)) == (["to the first"], ["to the second"])


@pytest.mark.parametrize("fault", ["invalidate_session", "expire"])
@pytest.mark.asyncio
async def test_a_session_that_is_gone_is_waited_for_until_there_is_another(scene: Scene, fault: str) -> None:
    async with gateway(scene.sandbox) as first, gateway(scene.sandbox) as second:
        await first.identify(scene.sandbox)
        await first.until("GUILD_CREATE")
        getattr(scene.sandbox.faults, fault)()
        with pytest.raises(TimeoutError, match=r"shards expected back: \[0\]"):
            await scene.sandbox.idle(0.1)
        with pytest.raises(TimeoutError):
            await scene.sandbox.ready(0.1)
        await second.identify(scene.sandbox)
        await second.until("GUILD_CREATE")
        listening = asyncio.create_task(second.until("NOTHING"))  # so that pings are answered
        await scene.sandbox.ready()
        await scene.sandbox.idle()
        listening.cancel()


@pytest.mark.asyncio
async def test_a_bot_that_was_ended_is_not_waited_for(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        await bare.until("GUILD_CREATE")
        scene.sandbox.faults.expire()
    scene.sandbox.expect_nobody()
    await scene.sandbox.idle(1)
