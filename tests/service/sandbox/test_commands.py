"""Application commands: registering them, finding them, running them."""

from typing import Any, ClassVar

import discord
import pytest
from discord import app_commands

from bot.sandbox import Refused, Upload
from tests.service.sandbox.bare import request
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


class Mirror(app_commands.Translator):
    """Chinese for a few words."""

    WORDS: ClassVar = {"translate": "翻译", "text": "文字", "to": "语言", "English": "英文", "redbridge": "红桥"}

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        return self.WORDS.get(string.message) if locale is discord.Locale.chinese else None


class Talker(Client):
    """Has a command of each kind and remembers what it was called with."""

    def __init__(self) -> None:
        super().__init__()
        self.sync_commands = True
        self.calls: list[dict[str, Any]] = []
        self._add_commands()

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Mirror())
        await super().setup_hook()

    async def note(self, interaction: discord.Interaction, **what: Any) -> None:
        self.calls.append({"interaction": interaction, **what})
        await interaction.response.send_message("noted", ephemeral=True)

    def _add_commands(self) -> None:
        group = app_commands.Group(
            name="redbridge", description="Settings", default_permissions=discord.Permissions(manage_guild=True)
        )

        @self.tree.command(description="Translate a text")
        @app_commands.choices(
            to=[app_commands.Choice(name="English", value="en"), app_commands.Choice(name="x", value="y")]
        )
        async def translate(
            interaction: discord.Interaction, text: str, to: app_commands.Choice[str] | None = None
        ) -> None:
            await self.note(interaction, text=text, to=to and to.value)

        @group.command(description="Set a channel")
        async def channel(interaction: discord.Interaction, channel: discord.TextChannel, mode: str) -> None:
            await self.note(interaction, channel=channel, mode=mode)

        @self.tree.command(description="All kinds of options")
        async def kinds(  # noqa: PLR0917 - discord.py reads the options off the parameters
            interaction: discord.Interaction,
            user: discord.Member,
            role: discord.Role,
            file: discord.Attachment,
            number: app_commands.Range[int, 1, 10],
            share: float,
            sure: bool,
        ) -> None:
            self.calls.append({"file": await file.read()})
            await self.note(interaction, user=user, role=role, number=number, share=share, sure=sure)

        @self.tree.context_menu(name="Translate")
        async def on_message(interaction: discord.Interaction, message: discord.Message) -> None:
            await self.note(interaction, message=message)

        @self.tree.context_menu(name="Who is this")
        async def on_member(interaction: discord.Interaction, member: discord.Member) -> None:
            await self.note(interaction, member=member)

        self.tree.add_command(group)


@pytest.mark.asyncio
async def test_options_arrive_as_they_were_given(scene: Scene) -> None:
    cats = scene.guild.add_role("cats")
    async with connected(scene.sandbox, Talker()) as client:
        interaction = scene.amy.slash(
            scene.general, "kinds", user=scene.yu, role="cats", file=Upload("a.txt", b"abc"), number=3, share="0.5",
            sure="yes",
        )  # fmt: skip
        await interaction.answered()
        (read, call) = client.calls
        assert read["file"] == b"abc"
        assert (call["user"].id, call["user"].display_name) == (scene.yu.id, "小雨")
        assert call["role"].id == cats.id
        assert (call["number"], call["share"], call["sure"]) == (3, 0.5, True)


@pytest.mark.asyncio
async def test_what_an_interaction_says_of_its_member(scene: Scene) -> None:
    async with connected(scene.sandbox, Talker()) as client:
        await scene.yu.slash(scene.general, "translate", text="火锅").answered()
        interaction: discord.Interaction = client.calls[0]["interaction"]
        assert interaction.locale is discord.Locale.chinese
        assert interaction.guild_locale is discord.Locale.american_english
        assert interaction.context.guild
        assert interaction.is_guild_integration()
        assert interaction.permissions.send_messages
        assert interaction.app_permissions.manage_webhooks
        assert not interaction.permissions.manage_guild
        assert interaction.channel is not None
        assert interaction.channel.id == scene.general.id


@pytest.mark.asyncio
async def test_commands_go_by_their_local_names_too(scene: Scene) -> None:
    async with connected(scene.sandbox, Talker()) as client:
        await scene.yu.slash(scene.general, "翻译", 文字="火锅", 语言="英文").answered()
        await scene.amy.slash(scene.general, "/translate", text="hotpot", to="English").answered()
        assert [(call["text"], call["to"]) for call in client.calls] == [("火锅", "en"), ("hotpot", "en")]
        with pytest.raises(Refused, match="sees no command '翻译'"):
            scene.amy.slash(scene.general, "翻译", 文字="火锅")


@pytest.mark.asyncio
async def test_what_is_not_offered_cannot_be_run(scene: Scene) -> None:
    mods = scene.guild.add_role("moderators", permissions="manage_guild")
    async with connected(scene.sandbox, Talker()) as client:
        values = {"channel": scene.general, "mode": "reply"}
        with pytest.raises(Refused, match="members with other permissions"):
            scene.amy.slash(scene.general, "redbridge channel", **values)
        scene.amy.give(mods)
        interaction = scene.amy.slash(scene.general, "redbridge channel", **values)
        assert interaction.title == "/redbridge channel"
        await interaction.answered()
        assert client.calls[-1]["channel"].name == "general"
        assert [command["name"] for command in scene.sandbox.commands(scene.yu, scene.general)] == [
            "translate", "kinds", "Translate", "Who is this",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "values", "reason"),
    [
        ("nothing", {}, "no command 'nothing'"),
        ("translate", {}, "text is required"),
        ("translate", {"text": ""}, "1 to 6000 characters"),
        ("translate", {"text": "a", "to": "Klingon"}, "not among the choices of to: English, x"),
        ("translate", {"text": "a", "speed": 1}, "no option speed"),
        ("kinds", {"user": "Nobody", "role": "@everyone"}, "nothing here is called 'Nobody'"),
    ],
)
@pytest.mark.asyncio
async def test_a_client_would_not_send_these(scene: Scene, command: str, values: dict[str, Any], reason: str) -> None:
    async with connected(scene.sandbox, Talker()):
        with pytest.raises(Refused, match=reason):
            scene.amy.slash(scene.general, command, **values)


@pytest.mark.asyncio
async def test_without_the_permission_for_commands_none_is_offered(scene: Scene) -> None:
    async with connected(scene.sandbox, Talker()):
        scene.guild.everyone.permissions &= ~discord.Permissions(use_application_commands=True).value
        scene.guild.forget_permissions()
        with pytest.raises(Refused, match="may not use application commands"):
            scene.amy.slash(scene.general, "translate", text="a")


@pytest.mark.asyncio
async def test_menus_carry_their_target(scene: Scene) -> None:
    said = scene.yu.say(scene.general, "你好")
    async with connected(scene.sandbox, Talker()) as client:
        await scene.amy.menu("Translate", said).answered()
        await scene.amy.menu("Who is this", scene.yu).answered()
        assert client.calls[0]["message"].content == "你好"
        assert client.calls[1]["member"].display_name == "小雨"


@pytest.mark.asyncio
async def test_commands_in_direct_messages(scene: Scene) -> None:
    async with connected(scene.sandbox, Talker()) as client:
        await scene.amy.slash(scene.amy.dm, "translate", text="a").answered()
        assert client.calls[0]["interaction"].guild is None
        assert client.calls[0]["interaction"].user.id == scene.amy.id


@pytest.mark.asyncio
async def test_global_and_guild_commands_are_kept_apart(scene: Scene) -> None:
    async with connected(scene.sandbox, Talker()) as client:
        before = await client.tree.fetch_commands()
        assert len(before) == 5
        again = await client.tree.sync()
        assert {command.name: command.id for command in again} == {command.name: command.id for command in before}
        guild = discord.Object(scene.guild.id)
        client.tree.copy_global_to(guild=guild)
        assert len(await client.tree.sync(guild=guild)) == 5
        own = await client.tree.fetch_commands(guild=guild)
        assert own[0].guild_id == scene.guild.id
        await own[0].delete()
        edited = await own[1].edit(name="other" if own[1].type is discord.AppCommandType.chat_input else "Other")
        assert edited.name in ("other", "Other")
        assert len(await client.tree.fetch_commands(guild=guild)) == 4
        assert (await client.tree.fetch_command(before[0].id)).name == before[0].name
        with pytest.raises(discord.NotFound) as caught:
            await client.tree.fetch_command(12)
        assert caught.value.code == 10063


def _option(**changes: Any) -> dict[str, Any]:
    return {"type": 3, "name": "text", "description": "A text", **changes}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": "Two Words"}, "0.name"),
        ({"name": "x" * 33}, "0.name"),
        ({"name_localizations": {"zh-CN": "翻 译"}}, "0.name_localizations.zh-CN"),
        ({"name_localizations": {"zh-Hans": "翻译"}}, "0.name_localizations.zh-Hans"),
        ({"name_localizations": {"de": "Übersetze"}}, "0.name_localizations.de"),
        ({"description": ""}, "0.description"),
        ({"description": "x" * 101}, "0.description"),
        ({"description_localizations": {"zh-CN": "长" * 101}}, "0.description_localizations.zh-CN"),
        ({"options": [_option(), _option(name="to", required=True)]}, "0.options.1"),
        ({"options": [_option(), _option()]}, "0.options"),
        ({"options": [_option(name=f"o{n}") for n in range(26)]}, "0.options"),
        ({"options": [_option(choices=[{"name": "x", "value": "v"}] * 26)]}, "0.options.0.choices"),
        ({"options": [_option(choices=[{"name": "", "value": "v"}])]}, "0.options.0.choices.0.name"),
        ({"options": [_option(), _option(type=1, name="sub")]}, "0.options"),
        ({"options": [_option(type=2, name="g", options=[_option(type=2, name="h")])]}, "0.options.0.options.0.type"),
    ],
)
@pytest.mark.asyncio
async def test_commands_that_discord_would_refuse(scene: Scene, changes: dict[str, Any], path: str) -> None:
    status, answer = await request(
        scene.sandbox,
        "PUT",
        f"/applications/{scene.sandbox.bot.id}/commands",
        [{"name": "translate", "description": "Translate", **changes}],
    )
    assert (status, answer["code"]) == (400, 50035)
    errors = answer["errors"]
    for part in path.split("."):
        errors = errors[part]
    assert errors["_errors"]
    assert scene.sandbox.complaints[-1].kind == "body"


@pytest.mark.asyncio
async def test_names_in_other_scripts_are_fine(scene: Scene, client: Client) -> None:
    names = {"zh-CN": "翻译", "zh-TW": "翻譯", "hi": "अनुवाद", "th": "แปลภาษา", "de": "übersetze-das"}
    command = {"name": "translate", "description": "Translate", "name_localizations": names}
    assert client.application_id is not None
    (made,) = await client.http.bulk_upsert_global_commands(client.application_id, [command])
    assert made["name_localizations"] == names


@pytest.mark.asyncio
async def test_a_hundred_commands_and_no_more(scene: Scene, client: Client) -> None:
    commands = [{"name": f"c{number}", "description": "One of many"} for number in range(101)]
    assert client.application_id is not None
    assert len(await client.http.bulk_upsert_global_commands(client.application_id, commands[:100])) == 100
    with pytest.raises(discord.HTTPException):
        await client.http.bulk_upsert_global_commands(client.application_id, commands)
    with pytest.raises(discord.HTTPException) as caught:
        await client.http.upsert_global_command(client.application_id, commands[100])
    assert caught.value.code == 30032


@pytest.mark.asyncio
async def test_only_channels_of_the_right_kind_can_be_chosen(scene: Scene) -> None:
    mods = scene.guild.add_role("moderators", permissions="manage_guild")
    scene.amy.give(mods)
    talk = scene.guild.add_channel("talk", kind="voice")
    async with connected(scene.sandbox, Talker()):
        with pytest.raises(Refused, match="#talk is not of a kind"):
            scene.amy.slash(scene.general, "redbridge channel", channel=talk, mode="reply")
