"""Threads."""

import discord
import pytest

from bot.sandbox import Refused
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


def _channel(client: Client, scene: Scene) -> discord.TextChannel:
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.mark.asyncio
async def test_a_thread_of_a_message(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "hotpot?")
    message = await _channel(client, scene).fetch_message(said.id)
    thread = await message.create_thread(name="Translations", auto_archive_duration=60)
    ours = scene.guild.channel("Translations")
    assert thread.id == ours.id == said.id
    assert said.thread is ours
    await thread.send("火锅？")
    scene.yu.say(ours, "好啊")
    await scene.sandbox.idle()
    assert client.names("thread_create") == ["thread_create"]
    assert client.last("message").channel.id == thread.id
    assert client.last("message").channel.parent.id == scene.general.id
    with pytest.raises(discord.HTTPException) as caught:
        await message.create_thread(name="again")
    assert caught.value.code == 160004


@pytest.mark.asyncio
async def test_a_thread_of_its_own_is_announced(scene: Scene, client: Client) -> None:
    thread = await _channel(client, scene).create_thread(name="chat", type=discord.ChannelType.public_thread)
    await scene.sandbox.idle()
    announcement = scene.general.messages[-1]
    assert (announcement.type, announcement.content) == (18, "chat")
    assert client.last("message").type is discord.MessageType.thread_created
    assert thread.owner_id == scene.sandbox.bot.id


@pytest.mark.asyncio
async def test_joining_leaving_and_listing(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    scene.yu.join_thread(thread)
    await scene.sandbox.idle()
    seen = client.get_channel(thread.id)
    assert isinstance(seen, discord.Thread)
    assert seen.me is None
    await seen.join()
    assert {member.id for member in await seen.fetch_members()} == {scene.amy.id, scene.yu.id, scene.sandbox.bot.id}
    assert (await seen.fetch_member(scene.yu.id)).id == scene.yu.id
    await scene.sandbox.idle()
    assert seen.me is not None
    await seen.leave()
    await scene.sandbox.idle()
    assert client.names("thread_remove") == ["thread_remove"]
    active = await _channel(client, scene).guild.active_threads()
    assert [each.name for each in active] == ["chat"]


@pytest.mark.asyncio
async def test_the_archive(scene: Scene, client: Client) -> None:
    channel = _channel(client, scene)
    thread = await channel.create_thread(name="chat", type=discord.ChannelType.public_thread)
    ours = scene.guild.channel("chat")
    await thread.edit(archived=True)
    assert ours.thread is not None
    assert ours.thread.archived
    assert [each.id async for each in channel.archived_threads()] == [thread.id]
    scene.amy.say(ours, "wake up")
    assert not ours.thread.archived
    await thread.edit(name="talk", slowmode_delay=10)
    assert (ours.name, ours.slowmode) == ("talk", 10)
    await thread.edit(locked=True)
    scene.sandbox.faults.deny("manage_threads", scene.general)
    with pytest.raises(discord.Forbidden):
        await thread.send("locked")
    with pytest.raises(discord.Forbidden):
        await thread.delete()
    scene.sandbox.faults.allow("manage_threads", scene.general)
    await thread.delete()
    await scene.sandbox.idle()
    assert client.names("thread_delete") == ["thread_delete"]


@pytest.mark.asyncio
async def test_private_threads_are_private(scene: Scene, client: Client) -> None:
    thread = await _channel(client, scene).create_thread(name="secret")
    ours = scene.guild.channel("secret")
    with pytest.raises(Refused):
        scene.amy.say(ours, "let me in")
    await thread.add_user(discord.Object(scene.amy.id))
    scene.amy.say(ours, "thanks")
    await thread.remove_user(discord.Object(scene.amy.id))
    with pytest.raises(Refused):
        scene.amy.say(ours, "again")


@pytest.mark.asyncio
async def test_writing_in_threads_has_a_permission_of_its_own(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    scene.sandbox.faults.deny("send_messages", scene.general)
    await client.get_partial_messageable(thread.id).send("allowed")
    scene.sandbox.faults.deny("send_messages_in_threads", scene.general)
    with pytest.raises(discord.Forbidden):
        await client.get_partial_messageable(thread.id).send("refused")


@pytest.mark.asyncio
async def test_posts_in_forums(scene: Scene, client: Client) -> None:
    forum = scene.guild.add_channel("questions", kind="forum")
    await scene.sandbox.idle()
    place = client.get_channel(forum.id)
    assert isinstance(place, discord.ForumChannel)
    thread, message = await place.create_thread(name="Why?", content="Because.")
    assert (thread.name, message.content) == ("Why?", "Because.")
    assert [each.content for each in scene.guild.channel("Why?").messages] == ["Because."]


@pytest.mark.asyncio
async def test_a_deleted_channel_takes_its_threads_along(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    scene.general.delete()
    await scene.sandbox.idle()
    assert client.names("thread_delete", "guild_channel_delete") == ["guild_channel_delete", "thread_delete"]
    with pytest.raises(discord.NotFound):
        await client.fetch_channel(thread.id)
