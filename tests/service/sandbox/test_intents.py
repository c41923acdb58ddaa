"""What a session hears of, and how much of it."""

from typing import Any

import pytest

from bot.sandbox import Overwrite, Sandbox
from tests.service.sandbox.bare import gateway, request
from tests.service.sandbox.conftest import Scene

GUILDS, MEMBERS, MESSAGES, REACTIONS, TYPING, DMS, CONTENT = (
    1 << 0,
    1 << 1,
    1 << 9,
    1 << 10,
    1 << 11,
    1 << 12,
    1 << 15,
)


async def _heard(scene: Scene, intents: int) -> list[str]:
    """The names of the events of a little of everything."""
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox, intents=intents)
        await bare.until("READY")
        message = scene.amy.say(scene.general, "hello")
        scene.amy.edit(message, "hello!")
        scene.amy.typing(scene.general)
        scene.amy.react(message, "🌐")
        scene.amy.unreact(message, "🌐")
        scene.amy.delete(message)
        scene.amy.rename("A")
        scene.amy.say(scene.amy.dm, "psst")
        scene.guild.add_channel("later")
        scene.guild.add_member("Leo")
        scene.yu.say(scene.general, "the end")
        bare_events: list[str] = []
        await bare.send(1)
        while (payload := await bare.receive())["op"] != 11:
            bare_events.append(payload["t"])
        return bare_events


@pytest.mark.parametrize(
    ("intents", "expected"),
    [
        (0, []),
        (GUILDS, ["GUILD_CREATE", "CHANNEL_CREATE"]),
        (MEMBERS, ["GUILD_MEMBER_UPDATE", "GUILD_MEMBER_ADD"]),
        (MESSAGES, ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_CREATE"]),
        (REACTIONS, ["MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"]),
        (TYPING, ["TYPING_START"]),
        (DMS, ["MESSAGE_CREATE"]),
    ],
)
@pytest.mark.asyncio
async def test_only_what_was_subscribed_to_is_heard(scene: Scene, intents: int, expected: list[str]) -> None:
    assert await _heard(scene, intents) == expected


async def _next_message(bare: Any) -> dict[str, Any]:
    return await bare.until("MESSAGE_CREATE")


@pytest.mark.asyncio
async def test_content_is_hidden_without_the_intent(scene: Scene) -> None:
    bot = scene.sandbox.bot
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox, intents=MESSAGES | DMS)
        await bare.until("READY")
        first = scene.amy.say(scene.general, "secret", attachments=[("a.txt", b"a")], embeds=[{"title": "t"}])
        hidden = await _next_message(bare)
        assert (hidden["content"], hidden["embeds"], hidden["attachments"], hidden["components"]) == ("", [], [], [])
        assert hidden["author"]["global_name"] == "Amy"
        scene.amy.say(scene.general, "a reply", reply_to=first)
        assert (await _next_message(bare))["referenced_message"]["content"] == ""
        scene.amy.say(scene.general, f"hey {bot.mention}")
        assert (await _next_message(bare))["content"] == f"hey {bot.mention}"
        scene.amy.say(scene.amy.dm, "in private")
        direct = await _next_message(bare)
        assert direct["content"] == "in private"
        assert "guild_id" not in direct


@pytest.mark.asyncio
async def test_content_is_there_with_the_intent(scene: Scene) -> None:
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox, intents=MESSAGES | CONTENT)
        await bare.until("READY")
        scene.amy.say(scene.general, "hello", attachments=[("a.txt", b"a")])
        seen = await _next_message(bare)
        assert seen["content"] == "hello"
        assert seen["attachments"][0]["filename"] == "a.txt"
        assert seen["guild_id"] == str(scene.guild.id)
        assert seen["member"]["roles"] == []
        assert "user" not in seen["member"]


@pytest.mark.asyncio
async def test_channels_the_bot_does_not_see_are_silent(scene: Scene) -> None:
    secret = scene.guild.add_channel("secret", overwrites=[Overwrite(scene.guild.me, deny="view_channel")])
    async with gateway(scene.sandbox) as bare:
        await bare.identify(scene.sandbox)
        await bare.until("READY")
        scene.amy.say(secret, "not for bots")
        scene.amy.say(scene.general, "for all")
        assert (await _next_message(bare))["content"] == "for all"


@pytest.mark.asyncio
async def test_direct_messages_go_to_shard_0(scene: Scene) -> None:
    async with Sandbox(shards=2) as sandbox, gateway(sandbox) as zero, gateway(sandbox) as one:
        guilds = [sandbox.add_guild(f"Guild {number}") for number in range(2)]
        guild = next(guild for guild in guilds if (guild.id >> 22) % 2 == 1)
        amy, general = guild.add_member("Amy"), guild.add_channel("general")
        await zero.identify(sandbox, shard=[0, 2])
        await zero.until("READY")
        await one.identify(sandbox, shard=[1, 2])
        await one.until("READY")
        amy.say(amy.dm, "to shard 0")
        amy.say(general, "to shard 1")
        assert (await _next_message(zero))["content"] == "to shard 0"
        assert (await _next_message(one))["content"] == "to shard 1"


@pytest.mark.asyncio
async def test_without_the_privilege_rest_hides_content_too() -> None:
    async with Sandbox(privileged=()) as sandbox:
        guild = sandbox.add_guild("Hotpot Club")
        general, amy = guild.add_channel("general"), guild.add_member("Amy")
        amy.say(general, "secret")
        amy.say(general, f"hey {sandbox.bot.mention}")
        status, messages = await request(sandbox, "GET", f"/channels/{general.id}/messages", None)
        assert status == 200
        assert [message["content"] for message in messages] == [f"hey {sandbox.bot.mention}", ""]
