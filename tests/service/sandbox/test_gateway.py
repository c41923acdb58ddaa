"""The gateway protocol: greetings, refusals, compression, members on request."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from tests.service.sandbox.bare import HEARTBEAT, IDENTIFY, REQUEST_MEMBERS, RESUME, gateway, identify
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


@pytest.mark.asyncio
async def test_identify_is_answered_with_ready_and_the_guilds(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox, shard=[0, 1])
        ready = await bare.receive()
        assert (ready["t"], ready["s"], ready["op"]) == ("READY", 1, 0)
        assert ready["d"]["guilds"] == [{"id": str(scene.guild.id), "unavailable": True}]
        assert ready["d"]["resume_gateway_url"] == scene.sandbox.gateway_url
        assert ready["d"]["shard"] == [0, 1]
        guild = await bare.receive()
        assert (guild["t"], guild["s"]) == ("GUILD_CREATE", 2)
        assert [member["user"]["username"] for member in guild["d"]["members"]] == ["redbridge"]
        assert guild["d"]["unavailable"] is False


@pytest.mark.asyncio
async def test_heartbeats_are_acknowledged(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.send(HEARTBEAT)
        assert (await bare.receive())["op"] == 11


@pytest.mark.asyncio
async def test_frames_are_compressed_as_one_stream(scene: Scene) -> None:
    async with gateway(scene.sandbox, "?v=10&encoding=json&compress=zlib-stream") as bare:
        await bare.identify(scene.sandbox)
        await bare.until("GUILD_CREATE")
        scene.amy.say(scene.general, "火锅\ud83d 😭")
        assert (await bare.until("MESSAGE_CREATE"))["content"] == "火锅\ud83d 😭"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"shard": [2, 2]}, 4010),
        ({"shard": "none"}, 4010),
        ({"intents": None}, 4013),
        ({"intents": 1 << 30}, 4013),
        ({"intents": 1 << 8}, 4014),
        ({"properties": None}, 4002),
        ({"large_threshold": 1000}, 4002),
    ],
)
@pytest.mark.asyncio
async def test_a_wrong_identify_ends_the_connection(scene: Scene, changes: dict[str, Any], code: int) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox, **changes)
        assert await bare.close_code() == code
    assert [complaint.where for complaint in scene.sandbox.complaints] == [f"close {code}"]


@pytest.mark.asyncio
async def test_privileged_intents_have_to_be_granted() -> None:
    async with Sandbox(privileged=()) as sandbox, gateway(sandbox) as bare:
        await bare.identify(sandbox)
        assert await bare.close_code() == 4014


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["no json"], 4002),
        (['"text"'], 4002),
        (["{}"], 4002),
        (['{"op": 99}'], 4001),
        (['{"op": 3, "d": {}}'], 4003),
        (['{"op": 1, "d": "' + "x" * 5000 + '"}'], 4002),
        (['{"op": 1, "d": 0}'] * 121, 4008),
    ],
)
@pytest.mark.asyncio
async def test_a_breach_of_protocol_ends_the_connection(scene: Scene, frames: list[str], code: int) -> None:
    async with gateway(scene.sandbox) as bare:
        for frame in frames:
            await bare.socket.send_str(frame)
        assert await bare.close_code() == code


@pytest.mark.asyncio
async def test_identifying_twice_ends_the_connection(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        await bare.identify(scene.sandbox)
        assert await bare.close_code() == 4005


@pytest.mark.asyncio
async def test_another_version_is_refused(scene: Scene) -> None:
    async with gateway(scene.sandbox, "?v=6") as bare:
        assert await bare.close_code() == 4012


@pytest.mark.asyncio
async def test_who_falls_silent_is_dropped_and_may_come_back() -> None:
    async with (
        Sandbox(heartbeat_interval=0.05) as sandbox,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{sandbox.gateway_url}?v=10") as socket,
    ):
        await socket.send_json({"op": IDENTIFY, "d": identify(sandbox)})
        frames = [frame async for frame in socket]
        assert len(frames) == 2  # HELLO and READY
        assert socket.close_code == 4009
        assert [session.connection for session in sandbox.sessions] == [None]


@pytest.mark.asyncio
async def test_resuming_what_is_not_known_is_answered_with_an_invalid_session(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.send(RESUME, {"token": scene.sandbox.token, "session_id": "nobody", "seq": 1})
        assert await bare.receive() == {"t": None, "s": None, "op": 9, "d": False}


@pytest.mark.asyncio
async def test_resuming_from_the_future_ends_the_connection(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        session_id = (await bare.until("READY"))["session_id"]
    async with gateway(scene.sandbox) as bare:
        await bare.send(RESUME, {"token": scene.sandbox.token, "session_id": session_id, "seq": 99})
        assert (await bare.receive())["op"] == 9  # it was closed with 1000, which ends the session


@pytest.mark.asyncio
async def test_resuming_replays_what_was_missed(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        session_id = (await bare.until("READY"))["session_id"]
        await bare.until("GUILD_CREATE")
        await bare.socket.close(code=4000)
    scene.amy.say(scene.general, "missed")
    async with gateway(scene.sandbox) as bare:
        await bare.send(RESUME, {"token": scene.sandbox.token, "session_id": session_id, "seq": 2})
        missed, resumed = await bare.receive(), await bare.receive()
        assert (missed["t"], missed["s"], missed["d"]["content"]) == ("MESSAGE_CREATE", 3, "missed")
        assert (resumed["t"], resumed["s"]) == ("RESUMED", 4)
        await bare.socket.close(code=4000)
    async with gateway(scene.sandbox) as bare:
        await bare.send(RESUME, {"token": scene.sandbox.token, "session_id": session_id, "seq": 99})
        assert await bare.close_code() == 4007


@pytest.mark.asyncio
async def test_members_are_sent_on_request(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox, intents=3)
        await bare.until("GUILD_CREATE")
        request = {"guild_id": str(scene.guild.id), "query": "", "limit": 0, "nonce": "n"}
        await bare.send(REQUEST_MEMBERS, request)
        chunk = await bare.until("GUILD_MEMBERS_CHUNK")
        assert (chunk["chunk_index"], chunk["chunk_count"], chunk["nonce"]) == (0, 1, "n")
        assert len(chunk["members"]) == 4
        ids = [str(scene.amy.id), "12"]
        await bare.send(REQUEST_MEMBERS, {"guild_id": str(scene.guild.id), "user_ids": ids, "limit": 0})
        chunk = await bare.until("GUILD_MEMBERS_CHUNK")
        assert [member["user"]["global_name"] for member in chunk["members"]] == ["Amy"]
        assert chunk["not_found"] == ["12"]


@pytest.mark.asyncio
async def test_everybody_is_only_for_those_with_the_members_intent(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        await bare.until("GUILD_CREATE")
        await bare.send(REQUEST_MEMBERS, {"guild_id": str(scene.guild.id), "query": "", "limit": 0})
        await bare.send(REQUEST_MEMBERS, {"guild_id": str(scene.guild.id), "query": "小", "limit": 5})
        chunk = await bare.until("GUILD_MEMBERS_CHUNK")
        assert [member["user"]["global_name"] for member in chunk["members"]] == ["小雨"]
    assert [complaint.where for complaint in scene.sandbox.complaints] == ["REQUEST_GUILD_MEMBERS"]


@pytest.mark.asyncio
async def test_a_client_that_vanishes_does_not_disturb(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        await bare.until("GUILD_CREATE")
        transport = bare.socket._response.connection.transport
        transport.abort()
        for number in range(50):
            scene.amy.say(scene.general, f"line {number}")
        await asyncio.wait_for(scene.sandbox.idle(), 5)
    assert scene.sandbox.complaints == []


@pytest.mark.asyncio
async def test_a_command_of_the_wrong_shape_ends_the_connection(scene: Scene) -> None:
    for data in ("text", {"guild_id": "abc"}, {"guild_id": str(scene.guild.id), "user_ids": ["x"]}):
        async with gateway(scene.sandbox) as bare:
            await bare.identify(scene.sandbox)
            await bare.send(REQUEST_MEMBERS, data)
            assert await bare.close_code() == 4002


@pytest.mark.asyncio
async def test_the_gateway_asks_for_a_heartbeat(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        await bare.until("GUILD_CREATE")
        scene.sandbox.faults.ask_heartbeat()
        assert (await bare.receive())["op"] == HEARTBEAT


@pytest.mark.asyncio
async def test_a_client_answers_it_and_may_change_its_presence(scene: Scene, client: Client) -> None:
    scene.sandbox.faults.ask_heartbeat(shard=0)
    await client.change_presence(status=discord.Status.idle)
    await scene.sandbox.idle()
    assert client.latency < 5
    assert scene.sandbox.complaints == []
