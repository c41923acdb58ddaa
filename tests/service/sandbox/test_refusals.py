"""What REST refuses: unknown things, missing permissions, bodies that are not right."""

from typing import Any

import aiohttp
import discord
import pytest

from bot.sandbox import Overwrite
from tests.service.sandbox.bare import request
from tests.service.sandbox.clients import Client
from tests.service.sandbox.conftest import Scene


async def _post(scene: Scene, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    return await request(scene.sandbox, "POST", path, body, **headers)


@pytest.mark.asyncio
async def test_an_unknown_route_is_reported_loudly(
    scene: Scene, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(discord.NotFound) as caught:
        await client.fetch_sticker(12)
    assert (caught.value.code, caught.value.text) == (0, "404: Not Found")
    assert [str(each) for each in scene.sandbox.complaints] == ["route: GET /stickers/12: no such route"]
    assert any(record.levelname == "ERROR" and "/stickers/12" in record.message for record in caplog.records)


@pytest.mark.asyncio
async def test_an_address_outside_of_the_api_is_reported_too(scene: Scene) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{scene.sandbox.url}/api/v8/gateway") as answer:
        assert answer.status == 404
    assert [each.kind for each in scene.sandbox.complaints] == ["route"]


@pytest.mark.asyncio
async def test_a_request_needs_the_token(scene: Scene) -> None:
    path = f"/channels/{scene.general.id}/messages"
    status, body = await _post(scene, path, {"content": "hi"}, Authorization="Bot nonsense")
    assert (status, body) == (401, {"message": "401: Unauthorized", "code": 0})


@pytest.mark.parametrize(
    ("body", "code", "path"),
    [
        ({}, 50006, ""),
        ({"content": "   "}, 50006, ""),
        ({"content": "x" * 2001}, 50035, "content"),
        ({"content": {"a": 1}}, 50035, "content"),
        ("no json", 50109, ""),
        ('{"content": "\\ud83d"}', 50109, ""),
        ("[]", 50109, ""),
        ({"content": "a", "nonce": "x" * 26}, 50035, "nonce"),
        ({"content": "a", "embeds": [{"title": "x" * 257}]}, 50035, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 4000}]}, 50035, "embeds"),
        ({"embeds": [{"title": "t"}] * 11}, 50035, "embeds"),
        ({"embeds": [{"fields": [{"name": "", "value": "v"}]}]}, 50035, "embeds.0.fields.0.name"),
        ({"embeds": [{"url": "javascript:alert(1)"}]}, 50035, "embeds.0.url"),
        ({"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035, "allowed_mentions"),
        ({"content": "a", "allowed_mentions": {"parse": ["all"]}}, 50035, "allowed_mentions.parse.0"),
        ({"content": "a", "message_reference": {"message_id": "12"}}, 50035, "message_reference"),
        ({"content": "a", "message_reference": {"message_id": "x"}}, 50035, "message_reference.message_id"),
        ({"content": "a", "components": [{"type": 2}]}, 50035, "components.0.type"),
        ({"content": "a", "components": [{"type": 1, "components": []}]}, 50035, "components.0.components"),
        ({"content": "a", "flags": 1 << 15}, 50035, "content"),
    ],
)
@pytest.mark.asyncio
async def test_messages_that_discord_would_refuse(scene: Scene, body: Any, code: int, path: str) -> None:
    status, answer = await _post(scene, f"/channels/{scene.general.id}/messages", body)
    assert (status, answer["code"]) == (400, code)
    errors = answer.get("errors", {})
    for part in filter(None, path.split(".")):
        errors = errors[part]
    assert ("_errors" in errors) == bool(path)
    assert scene.general.messages == []


@pytest.mark.parametrize(
    ("component", "path"),
    [
        ({"type": 2, "style": 1, "label": "x" * 81, "custom_id": "a"}, "label"),
        ({"type": 2, "style": 1, "label": "x", "custom_id": "x" * 101}, "custom_id"),
        ({"type": 2, "style": 1, "label": "x"}, "custom_id"),
        ({"type": 2, "style": 5, "label": "x"}, "url"),
        ({"type": 2, "style": 9, "label": "x", "custom_id": "a"}, "style"),
        ({"type": 2, "style": 1, "custom_id": "a"}, ""),
        ({"type": 3, "custom_id": "a", "options": []}, "options"),
        ({"type": 3, "custom_id": "a", "options": [{"label": "x" * 101, "value": "v"}]}, "options.0.label"),
        ({"type": 3, "custom_id": "a", "options": [{"label": "x", "value": "v"}] * 2}, "options.1.value"),
        (
            {"type": 3, "custom_id": "a", "placeholder": "x" * 151, "options": [{"label": "x", "value": "v"}]},
            "placeholder",
        ),
    ],
)
@pytest.mark.asyncio
async def test_components_that_discord_would_refuse(scene: Scene, component: Any, path: str) -> None:
    body = {"content": "a", "components": [{"type": 1, "components": [component]}]}
    status, answer = await _post(scene, f"/channels/{scene.general.id}/messages", body)
    assert (status, answer["code"]) == (400, 50035)
    errors = answer["errors"]["components"]["0"]["components"]["0"]
    for part in filter(None, path.split(".")):
        errors = errors[part]
    assert errors["_errors"]


@pytest.mark.asyncio
async def test_a_custom_id_stands_once(scene: Scene) -> None:
    button = {"type": 2, "style": 1, "label": "x", "custom_id": "a"}
    body = {"content": "a", "components": [{"type": 1, "components": [button, button]}]}
    status, answer = await _post(scene, f"/channels/{scene.general.id}/messages", body)
    assert status == 400
    assert answer["errors"]["components"]["0"]["components"]["1"]["custom_id"]["_errors"]


@pytest.mark.asyncio
async def test_a_reference_to_nothing_is_ignored_if_the_client_says_so(scene: Scene) -> None:
    reference = {"message_id": "12", "fail_if_not_exists": False}
    status, answer = await _post(
        scene, f"/channels/{scene.general.id}/messages", {"content": "a", "message_reference": reference}
    )
    assert (status, answer["type"]) == (200, 0)


@pytest.mark.asyncio
async def test_layouts_of_the_second_kind(scene: Scene, client: Client) -> None:
    class Poster(discord.ui.LayoutView):
        box = discord.ui.Container(
            discord.ui.TextDisplay("Rules"),
            discord.ui.ActionRow(discord.ui.Button(label="Agree", custom_id="agree")),
        )

    channel = client.get_partial_messageable(scene.general.id)
    await channel.send(view=Poster())
    message = scene.general.messages[-1]
    assert message.content == ""
    interaction = scene.amy.press(message, "Agree")
    assert interaction.data["custom_id"] == "agree"


@pytest.mark.asyncio
async def test_missing_access_and_missing_permissions(scene: Scene, client: Client) -> None:
    me = scene.guild.me
    hidden = scene.guild.add_channel("hidden", overwrites=[Overwrite(me, deny="view_channel")])
    mute = scene.guild.add_channel("mute", overwrites=[Overwrite(me, deny="send_messages")])
    plain = scene.guild.add_channel("plain", overwrites=[Overwrite(me, deny=("attach_files", "embed_links"))])
    voice = scene.guild.add_channel("talk", kind="category")

    async def code_of(channel_id: int, **what: Any) -> int:
        with pytest.raises(discord.HTTPException) as caught:
            await client.get_partial_messageable(channel_id).send(**what)
        return caught.value.code

    assert await code_of(hidden.id, content="a") == 50001
    assert await code_of(mute.id, content="a") == 50013
    assert await code_of(plain.id, embed=discord.Embed(title="t")) == 50013
    assert await code_of(plain.id, file=discord.File(__file__)) == 50013
    assert await code_of(voice.id, content="a") == 50008
    assert await code_of(12, content="a") == 10003
    with pytest.raises(discord.Forbidden) as caught:
        await client.fetch_channel(hidden.id)
    assert caught.value.code == 50001


@pytest.mark.asyncio
async def test_a_permission_taken_away_is_told_and_holds(scene: Scene, client: Client) -> None:
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    scene.sandbox.faults.deny("send_messages", scene.general)
    await scene.sandbox.idle()
    assert not channel.permissions_for(channel.guild.me).send_messages
    with pytest.raises(discord.Forbidden) as caught:
        await channel.send("hi")
    assert caught.value.code == 50013
    scene.sandbox.faults.allow("send_messages", scene.general)
    await channel.send("hi")
    assert [message.content for message in scene.general.messages] == ["hi"]


@pytest.mark.asyncio
async def test_replies_need_the_history(scene: Scene, client: Client) -> None:
    scene.amy.say(scene.general, "hello")
    await scene.sandbox.idle()
    scene.sandbox.faults.deny("read_message_history", scene.general)
    with pytest.raises(discord.HTTPException) as caught:
        await client.last("message").reply("hi")
    assert caught.value.code == 160002
    channel = client.get_partial_messageable(scene.general.id)
    assert [message async for message in channel.history()] == []


@pytest.mark.asyncio
async def test_a_guild_without_the_bot_is_closed_to_it(scene: Scene, client: Client) -> None:
    other = scene.sandbox.add_guild("Closed", with_bot=False)
    with pytest.raises(discord.Forbidden) as caught:
        await client.fetch_guild(other.id)
    assert caught.value.code == 50001
    with pytest.raises(discord.NotFound) as missing:
        await client.fetch_guild(12)
    assert missing.value.code == 10004
