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


@pytest.mark.asyncio
async def test_reactions_are_removed_by_moderators(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "hello")
    for emoji in ("🌐", "🎉"):
        scene.yu.react(said, emoji)
    owner = scene.guild.member("Owner")
    with pytest.raises(Refused, match="manage_messages"):
        scene.yu.clear_reactions(said)
    owner.clear_reactions(said, "🌐")
    assert list(said.reactions) == ["🎉"]
    owner.clear_reactions(said)
    assert said.reactions == {}
    await scene.sandbox.idle()
    assert client.names("raw_reaction_clear", "raw_reaction_clear_emoji") == [
        "raw_reaction_clear_emoji",
        "raw_reaction_clear",
    ]
    assert str(client.last("raw_reaction_clear_emoji").emoji) == "🌐"


@pytest.mark.asyncio
async def test_members_are_held_to_twenty_kinds_as_well(scene: Scene) -> None:
    said = scene.amy.say(scene.general, "hello")
    for number in range(20):
        scene.yu.react(said, chr(0x1F600 + number))
    with pytest.raises(Refused, match="20"):
        scene.amy.react(said, "🎉")
    scene.amy.react(said, chr(0x1F600))  # joining in is allowed


@pytest.mark.asyncio
async def test_a_reaction_event_says_all_that_discord_says(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "hello")
    scene.yu.react(said, "🌐")
    scene.amy.react(said, "party:1234567890123456789")
    await scene.sandbox.idle()
    own, event = (args[0] for name, args in client.heard if name == "raw_reaction_add")
    assert (event.burst, event.burst_colours, event.type) == (False, [], discord.ReactionType.normal)
    assert (event.channel_id, event.guild_id, event.member.id) == (scene.general.id, scene.guild.id, scene.amy.id)
    assert (event.emoji.name, event.emoji.id) == ("party", 1234567890123456789)
    assert str(own.emoji) == "🌐"
