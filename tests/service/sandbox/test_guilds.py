"""Guilds, channels, roles and members through REST, and their events."""

from typing import Any

import discord
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.permissions import names
from tests.service.sandbox.bare import request
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


def _guild(client: Client, scene: Scene) -> discord.Guild:
    guild = client.get_guild(scene.guild.id)
    assert guild is not None
    return guild


@pytest.mark.asyncio
async def test_members_come_change_and_go(scene: Scene, client: Client) -> None:
    cats = scene.guild.add_role("cats")
    leo = scene.guild.add_member("Leo", pending=True)
    leo.give(cats)
    leo.pass_screening()
    leo.rename("Lion")
    leo.take(cats)
    leo.leave()
    await scene.sandbox.idle()
    heard = client.names("member_join", "member_update", "raw_member_remove")
    assert heard == ["member_join", *["member_update"] * 4, "raw_member_remove"]
    assert client.last("member_join").id == leo.id
    assert [event.kind for event in scene.sandbox.log if event.author is leo.user] == [
        "member_joined",
        *["member_updated"] * 4,
        "member_left",
    ]


@pytest.mark.asyncio
async def test_the_same_name_is_the_same_account(scene: Scene) -> None:
    other = scene.sandbox.add_guild("Tea House")
    assert other.add_member("Amy").user is scene.amy.user
    assert scene.sandbox.member("小雨") is scene.yu
    assert scene.guild.member("Amy") is scene.amy
    with pytest.raises(KeyError):
        scene.guild.channel("nowhere")


@pytest.mark.asyncio
async def test_members_are_fetched_and_searched(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    assert (await guild.fetch_member(scene.amy.id)).display_name == "Amy"
    assert {member.display_name async for member in guild.fetch_members()} >= {"Amy", "小雨"}
    found = await guild.query_members("小")
    assert [member.display_name for member in found] == ["小雨"]
    with pytest.raises(discord.NotFound) as caught:
        await guild.fetch_member(12)
    assert caught.value.code == 10013
    data: Any = await client.http.request(
        discord.http.Route("GET", "/guilds/{guild_id}/members/search", guild_id=guild.id),
        params={"query": "am", "limit": 5},
    )
    assert [member["user"]["global_name"] for member in data] == ["Amy"]


@pytest.mark.asyncio
async def test_the_list_of_members_needs_the_intent() -> None:
    async with Sandbox(privileged=["message_content"]) as sandbox:
        ours = sandbox.add_guild("Hotpot Club")
        async with connected(sandbox, Client(intents=discord.Intents.default())) as client:
            with pytest.raises(discord.Forbidden):
                await client.http.get_members(ours.id, limit=5, after=None)


@pytest.mark.asyncio
async def test_roles_are_given_below_ones_own(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    low = scene.guild.add_role("low")
    assert scene.guild.roles[next(iter(scene.guild.me.roles))].position > low.position
    member = await guild.fetch_member(scene.amy.id)
    await member.add_roles(discord.Object(low.id))
    assert scene.amy.roles == {low.id}
    await member.remove_roles(discord.Object(low.id))
    assert scene.amy.roles == set()
    own = next(iter(scene.guild.me.roles))
    with pytest.raises(discord.Forbidden):
        await member.add_roles(discord.Object(own))
    with pytest.raises(discord.NotFound):
        await member.add_roles(discord.Object(12))


@pytest.mark.asyncio
async def test_a_role_above_the_bots_is_out_of_its_reach(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    high = scene.guild.add_role("high")
    own = next(iter(scene.guild.me.roles))
    scene.guild.move_role(high, 9)
    await scene.sandbox.idle()
    assert scene.guild.roles[own].position < high.position
    known = guild.get_role(high.id)
    assert known
    assert known > guild.me.top_role
    member = await guild.fetch_member(scene.amy.id)
    with pytest.raises(discord.Forbidden) as caught:
        await member.add_roles(discord.Object(high.id))
    assert caught.value.code == 50013
    scene.guild.move_role(high, 1)
    await member.add_roles(discord.Object(high.id))
    assert scene.amy.roles == {high.id}


@pytest.mark.asyncio
async def test_who_is_given_a_role_is_screened_no_more(scene: Scene, client: Client) -> None:
    low = scene.guild.add_role("low")
    leo = scene.guild.add_member("Leo", pending=True)
    member = await _guild(client, scene).fetch_member(leo.id)
    assert member.pending
    await member.add_roles(discord.Object(low.id))
    assert not leo.pending


@pytest.mark.asyncio
async def test_a_guild_has_250_roles_at_most(scene: Scene, client: Client) -> None:
    for number in range(250 - len(scene.guild.roles)):
        scene.guild.add_role(f"role {number}")
    with pytest.raises(discord.HTTPException) as caught:
        await _guild(client, scene).create_role(name="one too many")
    assert (caught.value.status, caught.value.code) == (400, 30005)


@pytest.mark.asyncio
async def test_a_fault_carries_discords_own_number(scene: Scene, client: Client) -> None:
    scene.sandbox.faults.http(403, "POST /users/@me/channels", code=40003)
    with pytest.raises(discord.Forbidden) as caught:
        await client.create_dm(discord.Object(scene.amy.id))
    assert caught.value.code == 40003


@pytest.mark.asyncio
async def test_roles_are_made_changed_and_deleted(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    role = await guild.create_role(name="English", color=discord.Color.red(), mentionable=True)
    ours = scene.guild.role("English")
    await role.edit(name="英文", hoist=True)
    assert (ours.name, ours.hoist, ours.mentionable, ours.color) == ("英文", True, True, 0xE74C3C)
    assert [each.name for each in await guild.fetch_roles()][-1] in ("英文", "RedBridge")
    assert (await guild.fetch_role(role.id)).name == "英文"
    with pytest.raises(discord.Forbidden):
        await guild.create_role(name="boss", permissions=discord.Permissions(administrator=True))
    await role.delete()
    await scene.sandbox.idle()
    assert "英文" not in [each.name for each in scene.guild.roles.values()]
    assert client.names("guild_role_create", "guild_role_update", "guild_role_delete") == [
        "guild_role_create",
        "guild_role_update",
        "guild_role_delete",
    ]
    assert [each.position for each in guild.roles] == sorted(each.position for each in scene.guild.roles.values())


@pytest.mark.asyncio
async def test_channels_are_made_changed_and_deleted(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    category = await guild.create_category("Bridge")
    overwrites = {guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    channel = await guild.create_text_channel("Only English", category=category, topic="t", overwrites=overwrites)
    ours = scene.guild.channel("only-english")
    assert (ours.topic, ours.parent) == ("t", scene.guild.channel("Bridge"))
    with pytest.raises(Exception, match="send_messages"):
        scene.amy.say(ours, "hello")
    await channel.set_permissions(guild.default_role, overwrite=None)
    scene.amy.say(ours, "hello")
    await channel.edit(topic=None, slowmode_delay=5, nsfw=True, name="english")
    assert (ours.topic, ours.slowmode, ours.nsfw, ours.name) == (None, 5, True, "english")
    assert {each.name for each in await guild.fetch_channels()} == {"general", "Bridge", "english"}
    await channel.delete()
    await scene.sandbox.idle()
    assert client.names("guild_channel_create", "guild_channel_delete") == [
        "guild_channel_create",
        "guild_channel_create",
        "guild_channel_delete",
    ]


@pytest.mark.asyncio
async def test_what_the_bot_lacks_it_cannot_give(scene: Scene, client: Client) -> None:
    channel = client.get_channel(scene.general.id)
    assert isinstance(channel, discord.TextChannel)
    with pytest.raises(discord.Forbidden):
        await channel.set_permissions(channel.guild.default_role, manage_guild=True)


@pytest.mark.asyncio
async def test_the_bots_nickname_and_leaving(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    await guild.me.edit(nick="红桥")
    await scene.sandbox.idle()
    assert guild.me.nick == scene.guild.me.nick == "红桥"
    await guild.leave()
    await scene.sandbox.idle()
    assert list(client.guilds) == []


@pytest.mark.asyncio
async def test_who_may_kick_and_rename(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    member = await guild.fetch_member(scene.amy.id)
    for act in (member.kick(), member.edit(nick="A"), guild.edit(name="Mine")):
        with pytest.raises(discord.Forbidden):
            await act
    boss = scene.guild.add_role("boss", permissions=("kick_members", "manage_nicknames", "manage_guild"))
    scene.guild.me.give(boss)
    await member.edit(nick="A")
    assert scene.amy.name == "A"
    await member.kick()
    assert scene.amy.id not in scene.guild.members
    await guild.edit(name="Mine")
    assert scene.guild.name == "Mine"
    fetched = await client.fetch_guild(scene.guild.id)
    assert (fetched.name, fetched.approximate_member_count) == ("Mine", 3)
    assert [each.name async for each in client.fetch_guilds()] == ["Mine"]


@pytest.mark.asyncio
async def test_the_application_is_described(scene: Scene, client: Client) -> None:
    info = await client.application_info()
    assert (info.name, info.id, info.owner.display_name) == ("RedBridge", client.application_id, "Developer")


@pytest.mark.asyncio
async def test_a_bot_that_was_given_permissions_has_no_others_in_any_channel() -> None:
    async with Sandbox() as sandbox:
        guild = sandbox.add_guild("Noodle House", bot_permissions=("view_channel", "manage_channels"))
        soup, amy = guild.add_channel("soup"), guild.add_member("Amy")
        thread = soup.add_thread("what to eat")
        for channel in (soup, thread):
            assert names(channel.permissions_of(sandbox.bot)) == ("manage_channels", "view_channel")
            assert "send_messages" in names(channel.permissions_of(amy.user))
        status, made = await request(sandbox, "POST", f"/guilds/{guild.id}/channels", {"name": "made"})
        assert status == 201
        assert names(guild.channels[int(made["id"])].permissions_of(sandbox.bot)) == ("manage_channels", "view_channel")


@pytest.mark.parametrize("given", [None, "administrator"])
@pytest.mark.asyncio
async def test_nothing_is_withheld_from_a_bot_otherwise(given: str | None) -> None:
    async with Sandbox() as sandbox:
        channel = sandbox.add_guild("Noodle House", bot_permissions=given).add_channel("soup")
        assert channel.overwrites == {}


@pytest.mark.asyncio
async def test_what_no_guild_has_is_an_empty_list(scene: Scene, client: Client) -> None:
    guild = _guild(client, scene)
    assert await guild.fetch_emojis() == []
    assert await guild.fetch_stickers() == []
    assert await guild.fetch_scheduled_events() == []
    with pytest.raises(discord.Forbidden):
        await guild.invites()
    scene.guild.me.give(scene.guild.add_role("managers", permissions="manage_guild"))
    assert await guild.invites() == []
    assert scene.sandbox.complaints == []
