"""Messages, by members and by the bot."""

import asyncio
import io

import aiohttp
import discord
import pytest

from bot.sandbox import Overwrite, Refused, Upload
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


def _channel(client: Client, scene: Scene) -> discord.TextChannel:
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


@pytest.mark.asyncio
async def test_a_member_speaks_and_the_client_hears(scene: Scene, client: Client) -> None:
    first = scene.amy.say(scene.general, "hello 😭")
    scene.yu.say(scene.general, "你好", reply_to=first)
    await scene.sandbox.idle()
    heard = client.last("message")
    assert (heard.content, heard.author.display_name, heard.channel.name) == ("你好", "小雨", "general")
    assert heard.type is discord.MessageType.reply
    assert heard.reference.message_id == first.id
    assert heard.reference.resolved.content == "hello 😭"
    assert [user.display_name for user in heard.mentions] == ["Amy"]


@pytest.mark.asyncio
async def test_the_client_replies_without_pinging(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "hello @everyone")
    await scene.sandbox.idle()
    heard = client.last("message")
    sent = await heard.reply(
        f"hi {scene.yu.mention} @everyone", allowed_mentions=discord.AllowedMentions.none(), silent=True
    )
    answer = scene.general.messages[-1]
    assert (answer.id, answer.author, answer.reference) == (sent.id, scene.sandbox.bot, said)
    assert not answer.pinged
    assert not answer.mentions.everyone
    assert answer.flags == discord.MessageFlags(suppress_notifications=True).value
    assert said.pinged.everyone


@pytest.mark.asyncio
async def test_whom_a_message_pings_is_recorded(scene: Scene, client: Client) -> None:
    cats = scene.guild.add_role("cats", mentionable=True)
    quiet = scene.guild.add_role("quiet")
    text = f"{scene.amy.mention} {scene.yu.mention} {cats.mention} {quiet.mention} `{scene.amy.mention}` @here"
    channel = _channel(client, scene)
    await channel.send(text)
    free = scene.general.messages[-1]
    assert free.pinged.users == {scene.amy.id, scene.yu.id}
    assert free.pinged.roles == {cats.id, quiet.id}  # @everyone may mention everyone in a new server
    assert free.pinged.everyone
    allowed = discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(scene.yu.id)])
    await channel.send(text, allowed_mentions=allowed)
    bound = scene.general.messages[-1]
    assert bound.pinged.users == {scene.yu.id}
    assert not bound.pinged.roles
    assert not bound.pinged.everyone
    scene.amy.say(scene.general, "hello")
    await scene.sandbox.idle()
    await channel.send("hi", reference=client.last("message"), mention_author=True)
    assert scene.general.messages[-1].pinged.users == {scene.amy.id}


@pytest.mark.asyncio
async def test_everyone_needs_a_permission(scene: Scene, client: Client) -> None:
    scene.guild.everyone.permissions &= ~discord.Permissions(mention_everyone=True).value
    scene.guild.forget_permissions()
    quiet = scene.guild.add_role("quiet")
    await _channel(client, scene).send(f"@everyone {quiet.mention}")
    assert not scene.general.messages[-1].pinged


@pytest.mark.asyncio
async def test_edits_and_deletions_are_told(scene: Scene, client: Client) -> None:
    message = scene.amy.say(scene.general, "helo")
    scene.amy.edit(message, "hello")
    other = scene.amy.say(scene.general, "more")
    third = scene.amy.say(scene.general, "and more")
    scene.amy.delete(message)
    scene.guild.bulk_delete([other, third])
    await scene.sandbox.idle()
    edited, deleted = client.last("raw_message_edit"), client.last("raw_message_delete")
    assert edited.message.content == "hello"
    assert edited.message.edited_at is not None
    assert deleted.message_id == message.id
    assert client.last("raw_bulk_message_delete").message_ids == {other.id, third.id}
    assert message.deleted
    assert scene.general.messages == []
    kinds = [event.kind for event in scene.sandbox.log][-6:]
    assert kinds == [
        "message_created",
        "message_edited",
        "message_created",
        "message_created",
        "message_deleted",
        "messages_bulk_deleted",
    ]
    assert [event.text for event in scene.sandbox.log if event.message is message] == ["helo", "hello", "hello"]


@pytest.mark.asyncio
async def test_the_client_edits_and_deletes_its_own(scene: Scene, client: Client) -> None:
    sent = await _channel(client, scene).send("one", embed=discord.Embed(title="t", description="d"))
    await sent.edit(content="two")
    mine = scene.general.messages[-1]
    assert (mine.content, mine.embeds[0]["title"]) == ("two", "t")
    assert mine.edited is not None
    edited_at = mine.edited
    await sent.edit(suppress=True)
    assert mine.edited == edited_at  # hiding previews does not count as an edit
    assert discord.MessageFlags._from_value(mine.flags).suppress_embeds
    await sent.edit(embed=None)
    assert mine.embeds == ()
    await sent.delete()
    assert mine.deleted


@pytest.mark.asyncio
async def test_others_messages_cannot_be_edited(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.general, "mine")
    await scene.sandbox.idle()
    with pytest.raises(discord.Forbidden) as caught:
        await client.last("message").edit(content="yours")
    assert caught.value.code == 50005


@pytest.mark.asyncio
async def test_messages_are_listed(scene: Scene, client: Client) -> None:
    said = [scene.amy.say(scene.general, f"line {number}") for number in range(7)]
    channel = _channel(client, scene)
    assert [m.content async for m in channel.history(limit=2)] == ["line 6", "line 5"]
    assert [m.content async for m in channel.history(after=discord.Object(said[4].id))] == ["line 5", "line 6"]
    assert [m.content async for m in channel.history(before=discord.Object(said[1].id))] == ["line 0"]
    around = [m.content async for m in channel.history(around=discord.Object(said[3].id), limit=3)]
    assert sorted(around) == ["line 2", "line 3", "line 4"]
    assert (await channel.fetch_message(said[3].id)).content == "line 3"
    with pytest.raises(discord.NotFound) as caught:
        await channel.fetch_message(12)
    assert caught.value.code == 10008


@pytest.mark.asyncio
async def test_a_repeated_nonce_does_not_post_twice(scene: Scene, client: Client) -> None:
    channel = _channel(client, scene)
    first = await channel.send("once", nonce="n-1")
    again = await channel.send("once", nonce="n-1")
    other = await channel.send("twice", nonce="n-2")
    assert first.id == again.id != other.id
    assert [(m.content, m.nonce) for m in scene.general.messages] == [("once", "n-1"), ("twice", "n-2")]


@pytest.mark.asyncio
async def test_files_travel_both_ways(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.general, "look", attachments=[Upload("cat.png", b"not really", "a cat")])
    await scene.sandbox.idle()
    theirs = client.last("message").attachments[0]
    assert (theirs.filename, theirs.description, theirs.content_type) == ("cat.png", "a cat", "image/png")
    assert await theirs.read() == b"not really"
    file = discord.File(io.BytesIO("火锅".encode()), "menu.txt", description="the menu")
    sent = await _channel(client, scene).send("here", file=file)
    mine = scene.general.messages[-1].attachments[0]
    assert (mine.filename, mine.data.decode(), mine.description) == ("menu.txt", "火锅", "the menu")
    await sent.edit(attachments=[])
    assert scene.general.messages[-1].attachments == ()
    exchange = next(each for each in scene.sandbox.traffic if each.files)
    assert exchange.files == ("menu.txt",)


@pytest.mark.asyncio
async def test_files_of_deleted_messages_are_gone(scene: Scene) -> None:
    message = scene.amy.say(scene.general, "look", attachments=[("cat.png", b"meow")])
    address = scene.sandbox.cdn_base + message.attachments[0].path
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as answer:
            assert await answer.read() == b"meow"
        scene.amy.delete(message)
        async with session.get(address) as answer:
            assert answer.status == 404


@pytest.mark.asyncio
async def test_typing_is_seen_on_both_sides(scene: Scene, client: Client) -> None:
    scene.amy.typing(scene.general)
    async with _channel(client, scene).typing():
        pass
    await scene.sandbox.idle()
    assert client.last("typing") is not None
    typed = [event.author.name for event in scene.sandbox.log if event.kind == "typing" and event.author]
    assert typed == ["Amy", "RedBridge"]


@pytest.mark.asyncio
async def test_direct_messages(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.amy.dm, "hi")
    await scene.sandbox.idle()
    heard = client.last("message")
    assert heard.guild is None
    await heard.channel.send("hello")
    await (await client.fetch_user(scene.yu.id)).send("你好")
    assert [m.content for m in scene.amy.dm.messages] == ["hi", "hello"]
    assert [m.content for m in scene.yu.dm.messages] == ["你好"]


@pytest.mark.asyncio
async def test_members_are_held_to_their_permissions(scene: Scene) -> None:
    locked = scene.guild.add_channel("rules", overwrites=[Overwrite(scene.guild.everyone, deny="send_messages")])
    with pytest.raises(Refused, match="Amy lacks send_messages in #rules"):
        scene.amy.say(locked, "hello")
    with pytest.raises(Refused, match="characters"):
        scene.amy.say(scene.general, "x" * 4001)
    theirs = scene.yu.say(scene.general, "mine")
    with pytest.raises(Refused, match="own"):
        scene.amy.edit(theirs, "ours")
    with pytest.raises(Refused, match="manage_messages"):
        scene.amy.delete(theirs)


@pytest.mark.asyncio
async def test_pins(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "remember this")
    message = await _channel(client, scene).fetch_message(said.id)
    await message.pin()
    assert [m.content async for m in _channel(client, scene).pins()] == ["remember this"]
    await message.unpin()
    await scene.sandbox.idle()
    assert client.names("guild_channel_pins_update") == ["guild_channel_pins_update"] * 2
    assert [m async for m in _channel(client, scene).pins()] == []


@pytest.mark.asyncio
async def test_awaiting_with_subscribe(scene: Scene, client: Client) -> None:
    answered = asyncio.get_running_loop().create_future()
    stop = scene.sandbox.subscribe(lambda event: answered.set_result(event.text))
    await _channel(client, scene).send("done")
    assert await answered == "done"
    stop()
    await _channel(client, scene).send("not heard")


@pytest.mark.asyncio
async def test_system_messages(scene: Scene, client: Client) -> None:
    scene.guild.system_channel = scene.general
    scene.guild.add_member("Leo")
    scene.guild.owner.name = "Lin"
    scene.guild.member("Lin").pin(scene.amy.say(scene.general, "keep this"))
    await scene.sandbox.idle()
    types = [args[0].type.name for event, args in client.heard if event == "message"]
    assert types == ["new_member", "default", "pins_add"]


@pytest.mark.asyncio
async def test_link_previews_come_later_and_are_no_edits(scene: Scene, client: Client) -> None:
    said = scene.amy.say(scene.general, "see https://example.com")
    scene.sandbox.show_preview(said, {"type": "link", "url": "https://example.com", "title": "Example"})
    await scene.sandbox.idle()
    edit = client.last("raw_message_edit")
    assert (edit.message.edited_at, edit.message.embeds[0].title) == (None, "Example")
    assert said.edited is None


@pytest.mark.asyncio
async def test_closed_direct_messages(scene: Scene, client: Client) -> None:
    scene.amy.close_dms()
    scene.yu.leave()
    for user_id in (scene.amy.id, scene.yu.id):
        user = await client.fetch_user(user_id)
        with pytest.raises(discord.Forbidden) as caught:
            await user.send("hi")
        assert caught.value.code == 50007


@pytest.mark.asyncio
async def test_newcomers_in_screening_are_silent(scene: Scene) -> None:
    leo = scene.guild.add_member("Leo", pending=True)
    with pytest.raises(Refused, match="not agreed to the rules"):
        leo.say(scene.general, "hello")
    leo.pass_screening()
    leo.say(scene.general, "hello")


@pytest.mark.asyncio
async def test_files_over_ten_mebibytes_are_too_large(scene: Scene, client: Client) -> None:
    file = discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "big.bin")
    with pytest.raises(discord.HTTPException) as caught:
        await _channel(client, scene).send(file=file)
    assert (caught.value.status, caught.value.code) == (413, 40005)
