"""Commands that members bring along: in servers without the bot and in conversations between people."""

from typing import Any

import discord
import pytest
from discord import app_commands, ui

from bot.sandbox import Overwrite, Refused
from tests.service.sandbox.bare import request
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


class Improve(ui.Modal, title="Improve"):
    """A form of one field."""

    better = ui.TextInput[ui.View](label="Better", custom_id="better")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"thanks for {self.better.value}", ephemeral=True)


class Choice(ui.View):
    """Two buttons."""

    @ui.button(label="Publish")
    async def publish(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="published", view=None)

    @ui.button(label="Improve")
    async def improve(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.send_modal(Improve())


class Companion(Client):
    """A menu entry and a command for everywhere, and one command for servers only."""

    def __init__(self) -> None:
        super().__init__()
        self.sync_commands = True
        self.told: list[discord.Interaction] = []
        everywhere: Any = {
            "allowed_installs": app_commands.AppInstallationType(guild=True, user=True),
            "allowed_contexts": app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        }
        self.tree.add_command(app_commands.ContextMenu(name="Translate", callback=self.translate, **everywhere))
        self.tree.add_command(app_commands.Command(name="words", description="d", callback=self.words, **everywhere))
        self.tree.add_command(
            app_commands.Command(name="improve", description="d", callback=self.improve, **everywhere)
        )
        self.tree.add_command(app_commands.Command(name="settings", description="d", callback=self.settings))

    async def translate(self, interaction: discord.Interaction, message: discord.Message) -> None:
        self.told.append(interaction)
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"{message.content}!", view=Choice(), ephemeral=True)
        await interaction.followup.send("and a note", ephemeral=True)

    async def words(self, interaction: discord.Interaction, text: str) -> None:
        self.told.append(interaction)
        await interaction.response.send_message(text)
        for number in range(int(text) if text.isdecimal() else 0):
            await interaction.followup.send(str(number))

    async def improve(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Improve())

    async def settings(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("settings")


@pytest.mark.asyncio
async def test_a_menu_in_a_server_without_the_bot(scene: Scene) -> None:
    away = scene.sandbox.add_guild("Elsewhere", with_bot=False)
    channel = away.add_channel("chat")
    amy, ben = away.add_member("Amy"), away.add_member("Ben")
    said = ben.say(channel, "good morning")
    async with connected(scene.sandbox, Companion()) as client:
        with pytest.raises(Refused, match="not installed"):
            amy.menu("Translate", said)
        amy.install()
        asked = amy.menu("Translate", said)
        answer = await asked.answered()
        await scene.sandbox.idle()
        assert (answer.text, answer.ephemeral, answer.deferred) == ("good morning!", True, True)
        assert [each.content for each in asked.followups] == ["and a note"]
        (told,) = client.told
        assert (told.is_user_integration(), told.is_guild_integration()) == (True, False)
        assert told.context.guild
        assert isinstance(told.user, discord.Member)
        assert (told.guild_id, told.user.id) == (away.id, amy.id)
        assert told.app_permissions == discord.Permissions(442368)
        assert [event.kind for event in scene.sandbox.log if event.channel is channel][-1] == "ephemeral"
        assert client.names("message", "guild_join") == []
        with pytest.raises(Refused, match="not installed"):
            ben.menu("Translate", said)
        with pytest.raises(Refused, match="not installed"):
            amy.slash(channel, "settings")


@pytest.mark.asyncio
async def test_buttons_and_forms_work_there_too(scene: Scene) -> None:
    away = scene.sandbox.add_guild("Elsewhere", with_bot=False)
    channel = away.add_channel("chat")
    amy = away.add_member("Amy")
    amy.install()
    async with connected(scene.sandbox, Companion()):
        first = await amy.menu("Translate", amy.say(channel, "hi")).answered()
        assert first.message is not None
        opened = amy.press(first.message, "Improve")
        await opened.answered()
        sent = amy.submit(opened, {"better": "hello"})
        assert (await sent.answered()).text == "thanks for hello"
        assert sent.owners == opened.owners == {"1": str(amy.id)}
        direct = amy.slash(channel, "improve")
        await direct.answered()
        submitted = amy.submit(direct, {"better": "hi"})
        assert ((await submitted.answered()).text, submitted.owners) == ("thanks for hi", {"1": str(amy.id)})
        published = await amy.press(first.message, "Publish").answered()
        assert (published.kind, published.text) == ("update", "published")


@pytest.mark.asyncio
async def test_a_conversation_between_two_people_and_a_group(scene: Scene) -> None:
    private = scene.sandbox.add_private_channel(scene.amy, scene.yu)
    group = scene.sandbox.add_private_channel(scene.amy, scene.yu, scene.guild.member("Owner"))
    stranger = scene.guild.add_member("Stranger")
    scene.amy.install()
    async with connected(scene.sandbox, Companion()) as client:
        for place in (private, group):
            said = scene.yu.say(place, "早上好")
            assert (await scene.amy.menu("Translate", said).answered()).text == "早上好!"
            answer = await scene.amy.slash(place, "words", text="hi").answered()
            assert (answer.ephemeral, place.messages[-1].content) == (False, "hi")
            with pytest.raises(Refused, match="not installed"):
                scene.yu.menu("Translate", said)
            with pytest.raises(Refused):
                stranger.say(place, "let me in")
        assert [told.context.private_channel for told in client.told] == [True] * 4
        assert [type(told.channel) for told in client.told[::2]] == [discord.DMChannel, discord.GroupChannel]
        assert {told.guild_id for told in client.told} == {None}
        await scene.sandbox.idle()
        assert client.names("message") == []
        with pytest.raises(discord.Forbidden) as caught:
            await client.get_partial_messageable(private.id).send("the bot is not there")
        assert caught.value.code == 50001


@pytest.mark.asyncio
async def test_with_the_bot_itself_and_in_its_servers(scene: Scene) -> None:
    async with connected(scene.sandbox, Companion()) as client:
        scene.amy.install()
        await scene.amy.slash(scene.general, "words", text="hi").answered()
        await scene.amy.slash(scene.amy.dm, "words", text="hi").answered()
        here, alone = client.told
        assert (here.is_guild_integration(), here.is_user_integration()) == (True, True)
        assert here._integration_owners == {0: scene.guild.id, 1: scene.amy.id}
        assert (alone.context.dm_channel, alone._integration_owners) == (True, {0: 0, 1: scene.amy.id})
        scene.amy.uninstall()
        await scene.amy.slash(scene.general, "words", text="hi").answered()
        assert not client.told[-1].is_user_integration()


@pytest.mark.asyncio
async def test_what_is_brought_along_has_its_limits(scene: Scene) -> None:
    scene.sandbox.limits.enabled = False
    away = scene.sandbox.add_guild("Elsewhere", with_bot=False)
    channel, strict = away.add_channel("chat"), away.add_channel("strict")
    strict.overwrite([Overwrite(away.everyone, deny="use_external_apps")])
    amy = away.add_member("Amy")
    amy.install()
    async with connected(scene.sandbox, Companion()) as client:
        assert (await amy.slash(channel, "words", text="5").answered()).ephemeral is False
        assert (await amy.slash(strict, "words", text="hi").answered()).ephemeral is True
        told = client.told[0]
        await scene.sandbox.idle()
        with pytest.raises(discord.HTTPException) as caught:
            await told.followup.send("a sixth")
        assert caught.value.code == 40094


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ({"integration_types": [2]}, "integration_types"),
        ({"contexts": []}, "contexts"),
        ({"contexts": [0, 0]}, "contexts"),
    ],
)
@pytest.mark.asyncio
async def test_places_that_there_are_not(scene: Scene, what: dict[str, Any], path: str) -> None:
    body = {"name": "words", "description": "d", **what}
    address = f"/applications/{scene.sandbox.world.application.id}/commands"
    status, answer = await request(scene.sandbox, "POST", address, body)
    assert (status, answer["code"], list(answer["errors"])) == (400, 50035, [path])
