"""Forum posts and the archive of threads."""

import discord
import pytest

from bot.sandbox import Overwrite, Refused
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


@pytest.mark.asyncio
async def test_a_members_post(scene: Scene, client: Client) -> None:
    forum = scene.guild.add_channel("questions", kind="forum")
    post = scene.amy.start_post(forum, "Why?", "Because.", attachments=[("a.txt", b"a")])
    scene.yu.say(post, "好")
    await scene.sandbox.idle()
    created = client.last("thread_create")
    assert (created.id, created.name, created.parent_id, created.owner_id) == (post.id, "Why?", forum.id, scene.amy.id)
    first, second = (args[0] for name, args in client.heard if name == "message")
    assert (first.id, first.channel.id, first.content) == (post.id, post.id, "Because.")
    assert first.attachments[0].filename == "a.txt"
    assert second.content == "好"
    assert client.names("thread_create", "message") == ["thread_create", "message", "message"]
    fetched = await client.fetch_channel(post.id)
    assert isinstance(fetched, discord.Thread)
    assert (await fetched.fetch_message(post.id)).content == "Because."


@pytest.mark.asyncio
async def test_posts_that_discord_would_not_take(scene: Scene) -> None:
    forum = scene.guild.add_channel("questions", kind="forum")
    with pytest.raises(Refused, match="title"):
        scene.amy.start_post(forum, "x" * 101, "text")
    with pytest.raises(Refused, match="4000"):
        scene.amy.start_post(forum, "Why?", "")
    with pytest.raises(Refused, match="no forum"):
        scene.amy.start_post(scene.general, "Why?", "Because.")
    with pytest.raises(Refused, match="no text channel"):
        scene.amy.say(forum, "not into the forum itself")
    forum.overwrite([Overwrite(scene.guild.everyone, deny="send_messages")])
    with pytest.raises(Refused, match="lacks send_messages"):
        scene.amy.start_post(forum, "Why?", "Because.")
    assert forum.messages == []


@pytest.mark.asyncio
async def test_the_bots_post_has_the_id_of_its_thread(scene: Scene, client: Client) -> None:
    forum = scene.guild.add_channel("questions", kind="forum")
    await scene.sandbox.idle()
    place = client.get_channel(forum.id)
    assert isinstance(place, discord.ForumChannel)
    thread, message = await place.create_thread(name="Why?", content="Because.", auto_archive_duration=60)
    assert thread.id == message.id == scene.guild.channel("Why?").messages[0].id
    assert thread.auto_archive_duration == 60
    scene.sandbox.faults.deny("attach_files", forum)
    with pytest.raises(discord.Forbidden):
        await place.create_thread(name="How?", file=discord.File(__file__, "test.py"))
    assert [each.name for each in scene.guild.threads] == ["Why?"]


@pytest.mark.asyncio
async def test_a_message_takes_a_thread_out_of_the_archive(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    thread.archive()
    await scene.sandbox.idle()
    assert client.last("raw_thread_update").data["thread_metadata"]["archived"] is True
    await client.get_partial_messageable(thread.id).send("awake?")
    await scene.sandbox.idle()
    assert client.last("raw_thread_update").data["thread_metadata"]["archived"] is False
    assert client.names("raw_thread_update") == ["raw_thread_update"] * 2


@pytest.mark.asyncio
async def test_nothing_changes_in_the_archive(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    place = client.get_partial_messageable(thread.id)
    said = await place.send("hi")
    thread.archive()
    for change in (said.edit(content="ho"), said.add_reaction("🌐")):
        with pytest.raises(discord.HTTPException) as caught:
            await change
        assert caught.value.code == 50083
    with pytest.raises(Refused, match="archive"):
        scene.amy.react(thread.messages[0], "🌐")
    await said.delete()
    assert thread.messages == []


@pytest.mark.asyncio
async def test_a_locked_thread_takes_no_messages(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    thread.lock()
    await client.get_partial_messageable(thread.id).send("a bot that manages threads may")
    scene.sandbox.faults.deny("manage_threads", scene.general)
    with pytest.raises(discord.Forbidden) as caught:
        await client.get_partial_messageable(thread.id).send("others may not")
    assert caught.value.code == 50083
    with pytest.raises(Refused, match="manage_threads"):
        scene.amy.say(thread, "nor may members")
    thread.lock(locked=False)
    scene.amy.say(thread, "until it is opened")
    assert len(thread.messages) == 2


@pytest.mark.asyncio
async def test_the_bot_archives_renames_and_opens(scene: Scene, client: Client) -> None:
    thread = scene.amy.start_thread(scene.general, "chat")
    await scene.sandbox.idle()
    seen = client.get_channel(thread.id)
    assert isinstance(seen, discord.Thread)
    await seen.edit(name="talk", auto_archive_duration=4320)
    await seen.edit(archived=True, locked=True)
    assert thread.thread is not None
    assert (thread.name, thread.thread.archived, thread.thread.locked) == ("talk", True, True)
    with pytest.raises(discord.HTTPException) as caught:
        await seen.edit(name="more talk")
    assert caught.value.code == 50083
    await seen.edit(archived=False, locked=False)
    scene.sandbox.faults.deny("manage_threads", scene.general)
    with pytest.raises(discord.Forbidden):
        await seen.edit(archived=True)
    thread.archive()
    await seen.edit(archived=False)  # whoever may write there may wake it
    assert not thread.thread.archived
    thread.rename("small talk")
    await scene.sandbox.idle()
    assert client.last("raw_thread_update").data["name"] == "small talk"
