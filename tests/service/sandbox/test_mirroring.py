"""What a bot that mirrors conversations needs of webhooks: files, names, pings, threads, and what can go wrong."""

import io
from typing import Any

import discord
import pytest

from tests.service.sandbox.bare import request
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def _hook(client: Client, channel_id: int) -> discord.Webhook:
    channel = client.get_channel(channel_id)
    assert isinstance(channel, discord.TextChannel | discord.ForumChannel)
    return await channel.create_webhook(name="Bridge")


def _file(name: str, data: bytes) -> discord.File:
    return discord.File(io.BytesIO(data), name)


@pytest.mark.asyncio
async def test_files_are_fetched_and_posted_again(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.general, "look", attachments=[("我的猫 1/2 #1.png", PICTURE)])
    await scene.sandbox.idle()
    (seen,) = client.last("message").attachments
    assert await seen.read() == PICTURE
    hook = await _hook(client, scene.general.id)
    sent = await hook.send("look", files=[await seen.to_file()], wait=True)
    (copied,) = scene.general.messages[-1].attachments
    assert copied.data == PICTURE
    assert await sent.attachments[0].read() == PICTURE


@pytest.mark.asyncio
async def test_files_are_kept_added_and_removed_by_an_edit(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    sent = await hook.send("two", files=[_file("a.txt", b"a"), _file("b.txt", b"b")], wait=True)
    ours = scene.general.messages[-1]
    more = await hook.edit_message(sent.id, attachments=[sent.attachments[1], _file("c.txt", b"c")])
    assert [(each.filename, each.data) for each in ours.attachments] == [("b.txt", b"b"), ("c.txt", b"c")]
    with pytest.raises(discord.HTTPException) as full:
        await hook.edit_message(sent.id, attachments=[*more.attachments, *(_file(f"{n}.txt", b"x") for n in range(9))])
    assert full.value.code == 50035
    await hook.edit_message(sent.id, attachments=[])
    assert (ours.attachments, ours.content) == ((), "two")
    with pytest.raises(discord.HTTPException) as empty:
        await hook.edit_message(sent.id, content=None)
    assert empty.value.code == 50006


@pytest.mark.asyncio
async def test_files_are_as_large_as_the_guild_allows(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    scene.guild.file_limit = 1000
    await hook.send(file=_file("fits.bin", bytes(1000)))
    place = client.get_partial_messageable(scene.general.id)
    for send in (hook.send, place.send):
        with pytest.raises(discord.HTTPException) as caught:
            await send(file=_file("large.bin", bytes(1001)))
        assert (caught.value.status, caught.value.code) == (413, 40005)
    scene.guild.file_limit = 50 << 20  # boosted
    await hook.send(file=_file("huge.bin", bytes(31 << 20)))
    assert [each.filename for m in scene.general.messages for each in m.attachments] == ["fits.bin", "huge.bin"]
    scene.amy.say(scene.general, attachments=[("nitro.bin", bytes(51 << 20))])


@pytest.mark.asyncio
async def test_a_webhook_pings_whom_everyone_may_ping(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    text = f"@everyone {scene.yu.mention}"
    await hook.send(text)
    pinged = scene.general.messages[-1].pinged
    assert (pinged.everyone, pinged.users) == (True, {scene.yu.id})
    await hook.send(text, allowed_mentions=discord.AllowedMentions(everyone=False, users=[scene.amy]))  # type: ignore[list-item]
    assert not scene.general.messages[-1].pinged
    scene.guild.everyone.permissions &= ~(1 << 17)
    await hook.send(text)
    assert not scene.general.messages[-1].pinged.everyone


@pytest.mark.asyncio
async def test_silent_and_without_previews(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    sent = await hook.send("https://example.com", silent=True, suppress_embeds=True, wait=True)
    assert scene.general.messages[-1].flags == 1 << 12 | 1 << 2
    assert (sent.flags.suppress_notifications, sent.flags.suppress_embeds) == (True, True)


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ({"username": "my DisCord"}, "username"),
        ({"username": "x" * 81}, "username"),
        ({"username": " "}, "username"),
        ({"avatar_url": "cat.png"}, "avatar_url"),
        ({"thread_name": "x" * 101}, "thread_name"),
    ],
)
@pytest.mark.asyncio
async def test_what_a_webhook_cannot_call_itself(scene: Scene, what: dict[str, Any], path: str) -> None:
    hook = scene.general.add_webhook("News")
    status, body = await request(
        scene.sandbox, "POST", f"/webhooks/{hook.id}/{hook.token}?wait=true", {"content": "hi", **what}
    )
    assert (status, body["code"], list(body["errors"])) == (400, 50035, [path])
    assert scene.general.messages == []


@pytest.mark.asyncio
async def test_where_a_webhook_cannot_post(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    forum = scene.guild.add_channel("questions", kind="forum")
    await scene.sandbox.idle()
    poster = await _hook(client, forum.id)
    thread = scene.general.add_thread("chat")
    with pytest.raises(discord.HTTPException) as no_forum:
        await hook.send("hi", thread_name="A question")
    assert no_forum.value.code == 220003
    with pytest.raises(discord.NotFound) as foreign:
        await poster.send("hi", thread=discord.Object(thread.id))
    assert foreign.value.code == 10003
    address = f"/webhooks/{poster.id}/{poster.token}?thread_id={thread.id}"
    status, body = await request(scene.sandbox, "POST", address, {"content": "hi", "thread_name": "both"})
    assert (status, body["code"]) == (400, 220002)


@pytest.mark.asyncio
async def test_a_forum_post_begun_by_a_webhook(scene: Scene, client: Client) -> None:
    forum = scene.guild.add_channel("questions", kind="forum")
    await scene.sandbox.idle()
    poster = await _hook(client, forum.id)
    sent = await poster.send("first words", username="小雨", thread_name="为什么？", wait=True)
    thread = scene.guild.channel("为什么？")
    assert sent.id == thread.id == thread.messages[0].id
    assert sent.channel.id == thread.id
    await poster.edit_message(sent.id, content="other words", thread=discord.Object(thread.id))
    assert thread.messages[0].content == "other words"
    with pytest.raises(discord.NotFound) as caught:
        await poster.edit_message(sent.id, content="without its thread")
    assert caught.value.code == 10008
    assert (await poster.fetch_message(sent.id, thread=discord.Object(thread.id))).content == "other words"
    await poster.delete_message(sent.id, thread=discord.Object(thread.id))
    assert thread.messages == []
    await scene.sandbox.idle()
    assert client.names("thread_create", "message") == ["thread_create", "message"]
    assert [each.id for each in await client.get_channel(thread.id).fetch_members()] == []  # type: ignore[union-attr]


@pytest.mark.asyncio
async def test_webhooks_deleted_by_others(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    sent = await hook.send("hi", wait=True)
    scene.sandbox.webhook(hook.id).delete()
    await scene.sandbox.idle()
    assert client.names("webhooks_update") == ["webhooks_update"] * 2
    with pytest.raises(discord.NotFound) as caught:
        await hook.send("hi")
    assert caught.value.code == 10015
    with pytest.raises(discord.NotFound) as again:
        await hook.edit_message(sent.id, content="ho")
    assert again.value.code == 10015
    other = await _hook(client, scene.general.id)
    scene.general.delete()
    with pytest.raises(discord.NotFound) as gone:
        await other.send("hi")
    assert gone.value.code == 10015


@pytest.mark.asyncio
async def test_a_webhook_that_moves_is_news_in_both_channels(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    other = scene.guild.add_channel("other")
    await scene.sandbox.idle()
    await hook.edit(channel=client.get_channel(other.id))  # type: ignore[arg-type]
    await scene.sandbox.idle()
    heard = [args[0].id for name, args in client.heard if name == "webhooks_update"]
    assert heard == [scene.general.id, scene.general.id, other.id]


@pytest.mark.asyncio
async def test_other_applications_post_embeds_and_files(scene: Scene, client: Client) -> None:
    news = scene.general.add_webhook("News")
    news.say(embeds=[{"type": "rich", "title": "Hotpot", "description": "is ready"}], attachments=[("a.txt", b"a")])
    await scene.sandbox.idle()
    heard = client.last("message")
    assert (heard.embeds[0].title, heard.attachments[0].filename, heard.content) == ("Hotpot", "a.txt", "")


@pytest.mark.asyncio
async def test_the_archive_is_woken_by_a_webhook_and_holds_still_otherwise(scene: Scene, client: Client) -> None:
    hook = await _hook(client, scene.general.id)
    thread = scene.general.add_thread("chat")
    there = discord.Object(thread.id)
    sent = await hook.send("hi", thread=there, wait=True)
    thread.archive()
    with pytest.raises(discord.HTTPException) as caught:
        await hook.edit_message(sent.id, content="ho", thread=there)
    assert caught.value.code == 50083
    await hook.send("good morning", thread=there)
    assert thread.thread is not None
    assert not thread.thread.archived
    thread.lock()
    with pytest.raises(discord.Forbidden) as locked:
        await hook.send("anybody?", thread=there)
    assert locked.value.code == 50083
