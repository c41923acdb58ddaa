"""Stickers, polls and forwarded messages."""

import datetime as dt
from typing import Any

import discord
import pytest

from bot.sandbox import Overwrite, Refused, Sandbox
from tests.service.sandbox.bare import gateway, request
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


@pytest.mark.asyncio
async def test_a_sticker_of_the_server(scene: Scene, client: Client) -> None:
    wave = scene.guild.add_sticker("wave")
    dance = scene.guild.add_sticker("dance", "gif")
    scene.amy.say(scene.general, stickers=[wave, dance])
    await scene.sandbox.idle()
    heard = client.last("message")
    assert heard.content == ""
    assert [(each.id, each.name, each.format.name) for each in heard.stickers] == [
        (wave.id, "wave", "png"),
        (dance.id, "dance", "gif"),
    ]
    guild = client.get_guild(scene.guild.id)
    assert guild is not None
    assert [each.name for each in guild.stickers] == ["wave", "dance"]
    assert [each.id for each in await guild.fetch_stickers()] == [wave.id, dance.id]
    sent = await heard.channel.send(stickers=[guild.stickers[0]])
    assert (sent.stickers[0].name, scene.general.messages[-1].stickers) == ("wave", (wave,))


@pytest.mark.asyncio
async def test_stickers_that_cannot_be_used(scene: Scene, client: Client) -> None:
    foreign = scene.sandbox.add_guild("Elsewhere").add_sticker("far")
    wave = scene.guild.add_sticker("wave")
    with pytest.raises(Refused, match="at most 3"):
        scene.amy.say(scene.general, stickers=[wave] * 4)
    scene.general.overwrite([Overwrite(scene.guild.everyone, deny="use_external_stickers")])
    with pytest.raises(Refused, match="use_external_stickers"):
        scene.amy.say(scene.general, stickers=[foreign])
    place = client.get_partial_messageable(scene.general.id)
    for sticker, code in ((foreign.id, 50013), (12, 50081)):
        with pytest.raises(discord.HTTPException) as caught:
            await place.send(stickers=[discord.Object(sticker)])  # type: ignore[list-item]
        assert caught.value.code == code
    with pytest.raises(ValueError, match="png, apng, lottie, gif"):
        scene.guild.add_sticker("move", "mp4")


@pytest.mark.asyncio
async def test_a_members_poll(scene: Scene, client: Client) -> None:
    asked = scene.amy.poll(scene.general, "Where to?", ["hotpot", "面条"], hours=48, multiple=True)
    await scene.sandbox.idle()
    poll = client.last("message").poll
    assert (poll.question, [each.text for each in poll.answers], poll.multiple) == (
        "Where to?",
        ["hotpot", "面条"],
        True,
    )
    assert poll.expires_at == asked.created + dt.timedelta(hours=48)
    assert client.last("message").content == ""
    with pytest.raises(Refused, match="cannot be edited"):
        scene.amy.edit(asked, "else")
    for question, answers in (("x" * 301, ["a"]), ("Where?", []), ("Where?", ["a"] * 11), ("Where?", ["x" * 56])):
        with pytest.raises(Refused):
            scene.amy.poll(scene.general, question, answers)
    scene.general.overwrite([Overwrite(scene.guild.everyone, deny="send_polls")])
    with pytest.raises(Refused, match="send_polls"):
        scene.amy.poll(scene.general, "Where?", ["here"])


@pytest.mark.asyncio
async def test_polls_of_the_bot_and_of_webhooks(scene: Scene, client: Client) -> None:
    poll = discord.Poll("Where to?", dt.timedelta(hours=1)).add_answer(text="hotpot", emoji="🍲")
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    sent = await channel.send(poll=poll)
    assert sent.poll is not None
    shown = scene.general.messages[-1].poll
    assert shown is not None
    assert shown["answers"][0]["poll_media"] == {"text": "hotpot", "emoji": {"id": None, "name": "🍲"}}
    with pytest.raises(discord.HTTPException) as caught:
        await sent.edit(content="else")
    assert caught.value.code == 520003
    hook = await channel.create_webhook(name="Bridge")
    again = await hook.send(poll=poll, wait=True)
    assert again.poll is not None
    assert scene.general.messages[-1].poll is not None
    scene.sandbox.faults.deny("send_polls", scene.general)
    with pytest.raises(discord.Forbidden):
        await channel.send(poll=poll)


@pytest.mark.parametrize(
    ("poll", "path"),
    [
        ({"question": {"text": "x" * 301}, "answers": [{"poll_media": {"text": "a"}}]}, "question"),
        ({"question": {}, "answers": [{"poll_media": {"text": "a"}}]}, "question"),
        ({"question": {"text": "Where?"}, "answers": []}, "answers"),
        ({"question": {"text": "Where?"}, "answers": [{"poll_media": {"text": "x" * 56}}]}, "answers"),
        ({"question": {"text": "Where?"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 769}, "duration"),
    ],
)
@pytest.mark.asyncio
async def test_polls_that_discord_would_not_take(scene: Scene, poll: dict[str, Any], path: str) -> None:
    status, body = await request(scene.sandbox, "POST", f"/channels/{scene.general.id}/messages", {"poll": poll})
    assert (status, body["code"], list(body["errors"]["poll"])) == (400, 50035, [path])


@pytest.mark.asyncio
async def test_a_message_that_a_member_passes_on(scene: Scene, client: Client) -> None:
    other = scene.guild.add_channel("other")
    wave = scene.guild.add_sticker("wave")
    said = scene.yu.say(scene.general, "早上好", attachments=[("a.txt", b"a")], stickers=[wave])
    passed = scene.amy.forward(said, other)
    scene.yu.delete(said)
    await scene.sandbox.idle()
    heard = client.last("message")
    assert (heard.content, heard.type, heard.flags.forwarded) == ("", discord.MessageType.default, True)
    assert heard.reference.type is discord.MessageReferenceType.forward
    assert (heard.reference.message_id, heard.reference.channel_id) == (said.id, scene.general.id)
    (snapshot,) = heard.message_snapshots
    assert (snapshot.content, snapshot.stickers[0].name, snapshot.created_at) == ("早上好", "wave", said.created)
    assert await snapshot.attachments[0].read() == b"a"  # though the original is gone
    again = scene.amy.forward(passed, scene.general)
    assert (again.forwarded, again.snapshots) == (passed, passed.snapshots)
    with pytest.raises(Refused, match="cannot be edited"):
        scene.amy.edit(passed, "else")
    with pytest.raises(Refused, match="cannot be forwarded"):
        scene.amy.forward(scene.amy.poll(scene.general, "Where?", ["here"]), other)


@pytest.mark.asyncio
async def test_a_message_that_the_bot_passes_on(scene: Scene, client: Client) -> None:
    other, secret = scene.guild.add_channel("other"), scene.guild.add_channel("secret")
    said = scene.amy.say(scene.general, "hello")
    hidden = scene.amy.say(secret, "psst")
    await scene.sandbox.idle()
    found = await client.get_partial_messageable(scene.general.id).fetch_message(said.id)
    sent = await found.forward(client.get_channel(other.id))  # type: ignore[arg-type]
    assert sent.message_snapshots[0].content == "hello"
    assert other.messages[-1].forwarded is said
    psst = await client.get_partial_messageable(secret.id).fetch_message(hidden.id)
    scene.sandbox.faults.deny("view_channel", secret)
    with pytest.raises(discord.Forbidden):
        await psst.forward(client.get_channel(other.id))  # type: ignore[arg-type]
    reference = {"type": 1, "channel_id": str(scene.general.id), "message_id": str(said.id)}
    body = {"content": "look", "message_reference": reference}
    status, answer = await request(scene.sandbox, "POST", f"/channels/{other.id}/messages", body)
    assert (status, answer["code"]) == (400, 50035)
    gone = {"message_reference": {**reference, "message_id": "12"}}
    status, answer = await request(scene.sandbox, "POST", f"/channels/{other.id}/messages", gone)
    assert (status, answer["code"]) == (404, 10008)


@pytest.mark.asyncio
async def test_without_the_privilege_none_of_it_is_read() -> None:
    async with Sandbox(privileged=()) as sandbox:
        guild = sandbox.add_guild("Hotpot Club")
        general, amy = guild.add_channel("general"), guild.add_member("Amy")
        async with gateway(sandbox) as bare:
            await bare.identify(sandbox, intents=1 | 1 << 9)
            await bare.until("GUILD_CREATE")
            said = amy.say(general, "hello")
            amy.forward(said, general)
            amy.poll(general, "Where?", ["here"])
            assert (await bare.until("MESSAGE_CREATE"))["content"] == ""
            assert (await bare.until("MESSAGE_CREATE"))["message_snapshots"][0]["message"]["content"] == ""
            assert "poll" not in await bare.until("MESSAGE_CREATE")
            body = {"message_reference": {"type": 1, "channel_id": str(general.id), "message_id": str(said.id)}}
            status, answer = await request(sandbox, "POST", f"/channels/{general.id}/messages", body)
            assert (status, answer["code"]) == (400, 160014)
