"""Reactions."""

import discord
import pytest

from bot.sandbox import Refused
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


async def _message(scene: Scene, client: Client) -> discord.Message:
    said = scene.amy.say(scene.general, "hello")
    return await client.get_partial_messageable(scene.general.id).fetch_message(said.id)


@pytest.mark.asyncio
async def test_members_react_and_the_client_hears(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "hello")
    scene.yu.react(said, "🌐")
    scene.yu.react(said, "🌐")  # a second time changes nothing
    await scene.sandbox.idle()
    event = client.last("raw_reaction_add")
    assert (event.message_id, event.user_id, str(event.emoji)) == (said.id, scene.yu.id, "🌐")
    assert event.member.display_name == "小雨"
    assert event.message_author_id == scene.amy.id
    scene.yu.unreact(said, "🌐")
    await scene.sandbox.idle()
    assert client.names("raw_reaction_add", "raw_reaction_remove") == ["raw_reaction_add", "raw_reaction_remove"]
    assert said.reactions == {}


@pytest.mark.asyncio
async def test_the_client_reacts_and_takes_back(scene: Scene, client: Client) -> None:
    scene.sandbox.limits.enabled = False
    message = await _message(scene, client)
    ours = scene.general.messages[-1]
    await message.add_reaction("🌐")
    scene.yu.react(ours, "🌐")
    shown = (await message.channel.fetch_message(message.id)).reactions[0]
    assert (shown.emoji, shown.count, shown.me) == ("🌐", 2, True)
    assert {user.display_name async for user in shown.users()} == {"redbridge", "小雨"}
    assert client.user is not None
    await message.remove_reaction("🌐", client.user)
    await message.remove_reaction("🌐", discord.Object(scene.yu.id))
    assert ours.reactions == {}
    await message.add_reaction("🌐")
    await message.clear_reaction("🌐")
    await message.add_reaction("🎉")
    await message.clear_reactions()
    await scene.sandbox.idle()
    assert ours.reactions == {}
    assert client.names("raw_reaction_clear", "raw_reaction_clear_emoji") == [
        "raw_reaction_clear_emoji",
        "raw_reaction_clear",
    ]


@pytest.mark.asyncio
async def test_what_is_no_emoji_or_too_much(scene: Scene, client: Client) -> None:
    scene.sandbox.limits.enabled = False
    message = await _message(scene, client)
    with pytest.raises(discord.HTTPException) as caught:
        await message.add_reaction("word")
    assert caught.value.code == 10014
    for number in range(20):
        await message.add_reaction(chr(0x1F600 + number))
    with pytest.raises(discord.HTTPException) as full:
        await message.add_reaction("🎉")
    assert full.value.code == 30010


@pytest.mark.asyncio
async def test_reactions_need_permissions(scene: Scene, client: Client) -> None:
    scene.sandbox.limits.enabled = False
    message = await _message(scene, client)
    scene.sandbox.faults.deny("add_reactions", scene.general)
    with pytest.raises(discord.Forbidden):
        await message.add_reaction("🌐")
    scene.yu.react(scene.general.messages[-1], "🌐")
    await message.add_reaction("🌐")  # joining in is allowed
    scene.sandbox.faults.deny("manage_messages", scene.general)
    with pytest.raises(discord.Forbidden):
        await message.remove_reaction("🌐", discord.Object(scene.yu.id))
    scene.guild.everyone.permissions = 0
    scene.guild.forget_permissions()
    with pytest.raises(Refused):
        scene.amy.react(scene.general.messages[-1], "🎉")
