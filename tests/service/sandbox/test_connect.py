"""Coming up: addresses, login, shards."""

import asyncio

import aiohttp
import discord
import pytest

from bot.sandbox import Sandbox
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "8.8.8.8", "example.com"])
def test_it_refuses_to_listen_beyond_loopback(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        Sandbox(host=host)


@pytest.mark.asyncio
async def test_a_taken_port_is_an_os_error() -> None:
    async with Sandbox() as first:
        with pytest.raises(OSError, match="in use"):
            await Sandbox(port=first.port).start()


@pytest.mark.asyncio
async def test_one_port_serves_rest_gateway_and_cdn(scene: Scene) -> None:
    sandbox = scene.sandbox
    assert sandbox.api_base == f"http://127.0.0.1:{sandbox.port}/api/v10"
    assert sandbox.gateway_url.startswith(f"ws://127.0.0.1:{sandbox.port}")
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.cdn_base}/embed/avatars/0.png") as answer:
        assert (await answer.read()).startswith(b"\x89PNG")


@pytest.mark.asyncio
async def test_a_client_connects_and_learns_its_guild(scene: Scene, client: Client) -> None:
    guild = client.get_guild(scene.guild.id)
    assert guild is not None
    assert guild.name == "Hotpot Club"
    assert guild.member_count == 4
    assert [channel.name for channel in guild.text_channels] == ["general"]
    assert guild.me.guild_permissions.manage_webhooks
    assert not guild.me.guild_permissions.administrator
    assert client.user is not None
    assert client.user.name == "redbridge"
    assert client.application_id == scene.sandbox.world.application.id
    assert client.application_flags.gateway_message_content_limited


@pytest.mark.asyncio
async def test_a_wrong_token_is_refused(scene: Scene) -> None:
    bot = Client()
    wrong = scene.sandbox.token + "x"
    base, discord.http.Route.BASE = discord.http.Route.BASE, scene.sandbox.api_base
    try:
        with pytest.raises(discord.LoginFailure):
            await bot.login(wrong)
    finally:
        discord.http.Route.BASE = base
        await bot.close()


@pytest.mark.asyncio
async def test_guilds_are_spread_over_shards() -> None:
    async with Sandbox(shards=2) as sandbox:
        guilds = [sandbox.add_guild(f"Guild {number}") for number in range(4)]
        channels = [guild.add_channel("general") for guild in guilds]
        amy = [guild.add_member("Amy") for guild in guilds]
        async with connected(sandbox) as client:
            assert client.shard_count == 2
            assert sorted(guild.shard_id for guild in client.guilds) == [0, 0, 1, 1]
            for guild in client.guilds:
                assert guild.shard_id == (guild.id >> 22) % 2
            for member, channel in zip(amy, channels, strict=True):
                member.say(channel, f"in {channel.guild}")
            await sandbox.idle()
            assert client.names("message") == ["message"] * 4


@pytest.mark.asyncio
async def test_identifying_too_often_is_answered_with_an_invalid_session() -> None:
    async with Sandbox(shards=2, identify_interval=2.0) as sandbox:
        sandbox.add_guild("Hotpot Club")
        async with connected(sandbox) as client:
            # The second shard came at once, was sent away, and got in when it tried again.
            assert client.shard_count == 2
        assert {str(complaint) for complaint in sandbox.complaints} == {
            "gateway: IDENTIFY: too soon after the last one of this bucket of shards"
        }


@pytest.mark.asyncio
async def test_a_guild_joined_later_is_told_of(scene: Scene, client: Client) -> None:
    later = scene.sandbox.add_guild("Tea House")
    await scene.sandbox.idle()
    assert client.get_guild(later.id) is not None
    assert client.names("guild_join") == ["guild_join"]
    later.remove_bot()
    await scene.sandbox.idle()
    assert client.get_guild(later.id) is None
    assert client.names("guild_remove") == ["guild_remove"]


@pytest.mark.asyncio
async def test_the_advised_shards_and_limits_are_told(scene: Scene, client: Client) -> None:
    limits = await client.fetch_session_start_limits()
    assert (limits.total, limits.max_concurrency) == (1000, 1)
    assert limits.remaining == 999


@pytest.mark.asyncio
async def test_the_sandbox_closes_under_a_connected_client() -> None:
    sandbox = Sandbox()
    sandbox.add_guild("Hotpot Club")
    await sandbox.start()
    async with connected(sandbox):
        await asyncio.wait_for(sandbox.close(), 5)
