"""Channels, categories and roles: made by the bot, and changed under its feet by others."""

from typing import Any

import discord
import pytest

from bot.sandbox import Overwrite
from tests.service.sandbox.bare import request
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


def _guild(client: Client, scene: Scene) -> discord.Guild:
    guild = client.get_guild(scene.guild.id)
    assert guild is not None
    return guild


@pytest.mark.asyncio
async def test_a_pair_of_channels_in_a_category(scene: Scene, client: Client) -> None:
    scene.sandbox.limits.enabled = False
    guild = _guild(client, scene)
    cooks = await guild.create_role(name="Cooks")
    category = await guild.create_category("两种语言 Both")
    english = await category.create_text_channel(
        "English Talk", topic="in English", slowmode_delay=5,
        overwrites={
            guild.default_role: discord.PermissionOverwrite(view_channel=False),
            cooks: discord.PermissionOverwrite(view_channel=True),
            guild.me: discord.PermissionOverwrite(view_channel=True, send_messages=True),
        },
    )  # fmt: skip
    forum = await category.create_forum("questions", topic="ask")
    ours = scene.guild.channel("english-talk")
    assert (ours.id, ours.topic, ours.slowmode) == (english.id, "in English", 5)
    assert ours.parent is scene.guild.channel("两种语言 Both")
    assert scene.guild.channels[forum.id].parent is ours.parent
    assert not ours.permissions_of(scene.amy.user)
    scene.amy.give(scene.guild.role("Cooks"))
    scene.amy.say(ours, "let me in")
    await english.send("welcome")
    await category.delete()
    await scene.sandbox.idle()
    assert ours.parent is None
    assert client.names("guild_channel_create", "guild_channel_delete", "guild_channel_update") == [
        *["guild_channel_create"] * 3,
        "guild_channel_delete",
        *["guild_channel_update"] * 2,
    ]
    await english.delete()
    await cooks.delete()
    assert english.id not in scene.guild.channels
    assert scene.amy.roles == set()


@pytest.mark.parametrize("what", ["parent_id", "topic", "permission_overwrites"])
@pytest.mark.asyncio
async def test_a_channel_that_is_refused_is_not_there(scene: Scene, what: str) -> None:
    bad: dict[str, Any] = {
        "parent_id": str(scene.general.id),
        "topic": "x" * 1025,
        "permission_overwrites": [{"id": str(scene.guild.id), "type": 0, "allow": "8", "deny": "0"}],
    }
    status, body = await request(
        scene.sandbox, "POST", f"/guilds/{scene.guild.id}/channels", {"name": "new", what: bad[what]}
    )
    assert (status, body["code"]) == ((403, 50013) if what == "permission_overwrites" else (400, 50035))
    assert [each.name for each in scene.guild.channels.values()] == ["general"]


@pytest.mark.asyncio
async def test_categories_and_servers_are_full_at_some_point(scene: Scene, client: Client) -> None:
    category = scene.guild.add_channel("Category", kind="category")
    for number in range(50):
        scene.guild.add_channel(f"room-{number}", parent=category)
    await scene.sandbox.idle()
    guild = _guild(client, scene)
    with pytest.raises(discord.HTTPException, match="50") as caught:
        await guild.create_text_channel("one more", category=guild.get_channel(category.id))  # type: ignore[arg-type]
    assert caught.value.code == 50035
    for number in range(500 - len(scene.guild.channels)):
        scene.guild.add_channel(f"hall-{number}")
    with pytest.raises(discord.HTTPException) as full:
        await guild.create_text_channel("one more")
    assert full.value.code == 30013


@pytest.mark.asyncio
async def test_a_role_that_loses_its_permissions(scene: Scene, client: Client) -> None:
    own = scene.guild.role(scene.sandbox.bot.name)
    scene.guild.change_role(own, ["view_channel", "send_messages"])
    await scene.sandbox.idle()
    guild = _guild(client, scene)
    assert not guild.me.guild_permissions.manage_webhooks
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    for refused in (channel.create_webhook(name="Bridge"), guild.create_text_channel("new"), guild.create_role()):
        with pytest.raises(discord.Forbidden) as caught:
            await refused
        assert caught.value.code == 50013
    cooks = scene.guild.add_role("cooks")
    scene.amy.give(cooks)
    scene.guild.remove_role(cooks)
    await scene.sandbox.idle()
    assert client.last("guild_role_delete").id == cooks.id
    assert scene.amy.roles == set()


@pytest.mark.asyncio
async def test_overwrites_change_in_the_middle(scene: Scene, client: Client) -> None:
    place = client.get_partial_messageable(scene.general.id)
    await place.send("fine")
    scene.general.overwrite([Overwrite(scene.guild.me, deny="send_messages")])
    with pytest.raises(discord.Forbidden):
        await place.send("refused")
    with pytest.raises(discord.Forbidden):
        await place.typing()
    scene.general.overwrite([Overwrite(scene.guild.me, deny="view_channel")])
    scene.amy.say(scene.general, "unheard")
    await scene.sandbox.idle()
    assert client.names("guild_channel_update") == ["guild_channel_update"] * 2
    assert client.last("message").content == "fine"
    with pytest.raises(discord.Forbidden) as caught:
        await place.send("blind")
    assert caught.value.code == 50001


@pytest.mark.asyncio
async def test_pins_come_and_go(scene: Scene, client: Client) -> None:
    owner = scene.guild.member("Owner")
    said = scene.amy.say(scene.general, "keep this")
    owner.pin(said)
    owner.unpin(said)
    owner.unpin(said)
    await scene.sandbox.idle()
    assert client.names("guild_channel_pins_update") == ["guild_channel_pins_update"] * 2
    assert said.pinned is None
    thread = scene.amy.start_thread(scene.general, "chat")
    owner.pin(scene.amy.say(thread, "here too"))
    await scene.sandbox.idle()
    assert client.last("guild_channel_pins_update").id == thread.id


@pytest.mark.asyncio
async def test_what_other_bots_say(scene: Scene, client: Client) -> None:
    other = scene.guild.add_member("Other", bot=True)
    said = other.say(scene.general, embeds=[{"type": "rich", "title": "Score", "description": "3 : 2"}])
    await scene.sandbox.idle()
    heard = client.last("message")
    assert (heard.author.bot, heard.content, heard.embeds[0].description) == (True, "", "3 : 2")
    scene.guild.bulk_delete([said, scene.amy.say(scene.general, "well")])
    await scene.sandbox.idle()
    assert client.last("raw_bulk_message_delete").message_ids >= {said.id}


@pytest.mark.asyncio
async def test_two_hundred_messages_at_once_and_many_channels(scene: Scene, client: Client) -> None:
    channels = [scene.guild.add_channel(f"room-{number}") for number in range(100)]
    burst = [scene.amy.say(scene.general, f"message {number}") for number in range(200)]
    spread = [scene.yu.say(channels[number % 100], f"message {number}") for number in range(300)]
    await scene.sandbox.idle()
    heard = [args[0].id for name, args in client.heard if name == "message"]
    assert heard == [message.id for message in (*burst, *spread)]
