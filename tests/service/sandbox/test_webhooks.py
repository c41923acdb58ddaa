"""Webhooks: made by the bot, used by anybody."""

from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox import Overwrite
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


def _channel(client: Client, scene: Scene) -> discord.TextChannel:
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.mark.asyncio
async def test_a_webhook_speaks_under_any_name(scene: Scene, client: Client) -> None:
    hook = await _channel(client, scene).create_webhook(name="Bridge")
    text = f"hi {scene.amy.mention} @everyone"
    sent = await hook.send(
        text, username="小雨", avatar_url="https://example.com/a.png", wait=True,
        allowed_mentions=discord.AllowedMentions.none(), view=discord.ui.View(timeout=None).add_item(
            discord.ui.Button(label="Improve", custom_id="improve")
        ),
    )  # fmt: skip
    message = scene.general.messages[-1]
    assert (message.id, message.author.name, message.webhook_id) == (sent.id, "小雨", hook.id)
    assert message.author.avatar_url == "https://example.com/a.png"
    assert message.components[0]["components"][0]["label"] == "Improve"
    assert not message.pinged
    await scene.sandbox.idle()
    heard = client.last("message")
    assert (heard.webhook_id, heard.author.bot, heard.author.name) == (hook.id, True, "小雨")
    edited = await hook.edit_message(sent.id, content="hello")
    assert edited.content == message.content == "hello"
    assert (await hook.fetch_message(sent.id)).content == "hello"
    await hook.delete_message(sent.id)
    assert message.deleted
    assert await hook.send("quick") is None
    assert scene.general.messages[-1].author.name == "Bridge"


@pytest.mark.asyncio
async def test_webhooks_are_listed_changed_and_deleted(scene: Scene, client: Client) -> None:
    channel = _channel(client, scene)
    hook = await channel.create_webhook(name="Bridge")
    assert [each.name for each in await channel.webhooks()] == ["Bridge"]
    assert [each.token for each in await channel.guild.webhooks()] == [hook.token]
    renamed = await hook.edit(name="Bridge 2")
    assert renamed.name == "Bridge 2"
    assert (await client.fetch_webhook(hook.id)).name == "Bridge 2"
    async with aiohttp.ClientSession() as session:
        alone = discord.Webhook.from_url(f"https://discord.com/api/webhooks/{hook.id}/{hook.token}", session=session)
        assert (await alone.fetch(prefer_auth=False)).name == "Bridge 2"
        wrong = discord.Webhook.partial(hook.id, "wrong", session=session)
        with pytest.raises(discord.HTTPException) as caught:
            await wrong.send("hi")
        assert caught.value.code == 50027
    await hook.delete()
    await scene.sandbox.idle()
    assert await channel.webhooks() == []
    assert client.names("webhooks_update") == ["webhooks_update"] * 3
    with pytest.raises(discord.NotFound) as gone:
        await hook.send("hi")
    assert gone.value.code == 10015


@pytest.mark.parametrize(
    ("what", "path"),
    [({"name": "Clyde"}, "name"), ({"name": "my discord"}, "name"), ({"name": "x" * 81}, "name")],
)
@pytest.mark.asyncio
async def test_names_that_discord_would_refuse(scene: Scene, client: Client, what: dict[str, Any], path: str) -> None:
    with pytest.raises(discord.HTTPException) as caught:
        await _channel(client, scene).create_webhook(**what)
    assert caught.value.code == 50035
    hook = await _channel(client, scene).create_webhook(name="Bridge")
    with pytest.raises(discord.HTTPException) as again:
        await hook.send("hi", username=what["name"])
    assert again.value.code == 50035


@pytest.mark.asyncio
async def test_webhooks_need_their_permission_and_are_counted(scene: Scene, client: Client) -> None:
    for number in range(15):
        await _channel(client, scene).create_webhook(name=f"Hook {number}")
    with pytest.raises(discord.HTTPException) as caught:
        await _channel(client, scene).create_webhook(name="one more")
    assert caught.value.code == 30007
    closed = scene.guild.add_channel("closed", overwrites=[Overwrite(scene.guild.me, deny="manage_webhooks")])
    await scene.sandbox.idle()
    channel = client.get_channel(closed.id)
    assert isinstance(channel, discord.TextChannel)
    with pytest.raises(discord.Forbidden):
        await channel.create_webhook(name="Bridge")


@pytest.mark.asyncio
async def test_webhooks_in_threads_and_forums(scene: Scene, client: Client) -> None:
    thread = scene.general.add_thread("details")
    hook = await _channel(client, scene).create_webhook(name="Bridge")
    sent = await hook.send("in the thread", thread=discord.Object(thread.id), wait=True)
    await hook.edit_message(sent.id, content="still there", thread=discord.Object(thread.id))
    assert thread.messages[-1].content == "still there"
    with pytest.raises(discord.NotFound):
        await hook.send("nowhere", thread=discord.Object(12))
    forum = scene.guild.add_channel("questions", kind="forum")
    await scene.sandbox.idle()
    place = client.get_channel(forum.id)
    assert isinstance(place, discord.ForumChannel)
    poster = await place.create_webhook(name="Poster")
    await poster.send("first words", thread_name="A question", wait=True)
    assert scene.guild.channel("A question").messages[-1].content == "first words"
    with pytest.raises(discord.HTTPException) as caught:
        await poster.send("nowhere")
    assert caught.value.code == 220001


@pytest.mark.asyncio
async def test_others_messages_are_out_of_a_webhooks_reach(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "mine")
    hook = await _channel(client, scene).create_webhook(name="Bridge")
    with pytest.raises(discord.NotFound) as caught:
        await hook.edit_message(said.id, content="yours")
    assert caught.value.code == 10008
    sent = await hook.send("ours", wait=True)
    with pytest.raises(discord.Forbidden) as plain:
        await client.get_partial_messageable(scene.general.id).get_partial_message(sent.id).edit(content="theirs")
    assert plain.value.code == 50005


@pytest.mark.asyncio
async def test_webhooks_of_others_are_seen_but_not_their_tokens(scene: Scene, client: Client) -> None:
    news = scene.general.add_webhook("News")
    news.say("extra, extra", username="Herald")
    await scene.sandbox.idle()
    heard = client.last("message")
    assert (heard.webhook_id, heard.author.name, heard.application_id) == (news.id, "Herald", None)
    (seen,) = await _channel(client, scene).webhooks()
    assert (seen.name, seen.token) == ("News", None)
