"""Answers to interactions: at once, later, for one person's eyes, with buttons, selects and forms."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands, ui

from bot.sandbox import InteractionFailed, Refused
from tests.service.sandbox.clients import Client, connected
from tests.service.sandbox.conftest import Scene


class Feelings(ui.Modal, title="How was it?"):
    """A form with a field of each age."""

    short = ui.TextInput[ui.View](label="In a word", custom_id="word", max_length=10)
    long = ui.Label(text="More", component=ui.TextInput(custom_id="more", required=False))
    again = ui.Label(
        text="Again?", component=ui.Select(options=[discord.SelectOption(label="Yes", value="y")], custom_id="again")
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        select: Any = self.again.component
        await interaction.response.send_message(f"{self.short.value} {self.long.component.value} {select.values}")


class Panel(ui.View):
    """Buttons and selects, each answering in its own way."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.Button(label="Rules", url="https://example.com"))

    @ui.button(label="English", emoji="🇬🇧", custom_id="en")
    async def english(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="You chose English", view=self)

    @ui.button(label="Whisper", custom_id="whisper")
    async def whisper(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.send_message("psst", ephemeral=True, view=Panel())

    @ui.button(label="Quiet", custom_id="quiet")
    async def quiet(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.defer()

    @ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.send_modal(Feelings())

    @ui.select(options=[discord.SelectOption(label="Reply", value="reply"), discord.SelectOption(label="Off")])
    async def mode(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.send_message(f"chose {select.values}")

    @ui.select(cls=ui.UserSelect, max_values=2, placeholder="Who?")
    async def who(self, interaction: discord.Interaction, select: ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(" and ".join(user.display_name for user in select.values))


class Answerer(Client):
    """A command for each way of answering."""

    def __init__(self) -> None:
        super().__init__()
        self.sync_commands = True
        self.waiting, self.asked = asyncio.Event(), asyncio.Event()
        self.last_interaction: discord.Interaction | None = None
        for callback in (self.now, self.later, self.followed, self.silent, self.twice, self.panel, self.form):
            self.tree.add_command(app_commands.Command(name=callback.__name__, description="d", callback=callback))

        @self.tree.command(description="d")
        async def find(interaction: discord.Interaction, what: str) -> None:
            await interaction.response.send_message(what)

        @find.autocomplete("what")
        async def propose(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed}{tail}", value=tail) for tail in ("pot", "dog")]

    async def now(self, interaction: discord.Interaction) -> None:
        self.last_interaction = interaction
        await interaction.response.send_message("now")

    async def later(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await self.waiting.wait()
        await interaction.edit_original_response(content="later")

    async def followed(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        first = await interaction.followup.send("first", wait=True)
        second = await interaction.followup.send("second", ephemeral=True, wait=True)
        await second.edit(content="second, edited")
        assert first.id == (await interaction.original_response()).id
        await interaction.delete_original_response()

    async def silent(self, interaction: discord.Interaction) -> None:
        self.last_interaction = interaction
        self.asked.set()

    async def twice(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("once", ephemeral=True)
        interaction.response._response_type = None
        try:
            await interaction.response.send_message("twice")
        except discord.HTTPException as error:
            await interaction.followup.send(str(error.code))

    async def panel(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("choose", view=Panel())

    async def form(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Feelings())


@pytest.mark.asyncio
async def test_an_answer_at_once(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()) as client:
        interaction = scene.amy.slash(scene.general, "now")
        answer = await interaction.answered()
        await scene.sandbox.idle()
        assert (answer.kind, answer.text, answer.ephemeral, answer.deferred) == ("message", "now", False, False)
        assert scene.general.messages == [answer.message] == [interaction.message]
        heard = client.last("message")
        assert heard.type is discord.MessageType.chat_input_command
        assert heard.interaction_metadata.user.id == scene.amy.id


@pytest.mark.asyncio
async def test_an_answer_that_takes_its_time(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()) as client:
        interaction = scene.amy.slash(scene.general, "later")
        await interaction.acknowledgement()
        assert interaction.message is not None
        assert interaction.message.loading
        scene.sandbox.clock.advance(60)
        client.waiting.set()
        answer = await interaction.answered()
        assert (answer.text, answer.ephemeral, answer.deferred) == ("later", True, True)
        assert not interaction.message.loading
        assert scene.general.messages == []
        await scene.sandbox.idle()
        assert client.names("message") == []
        kinds = [event.kind for event in scene.sandbox.log if event.message is interaction.message]
        assert kinds == ["deferred", "ephemeral"]


@pytest.mark.asyncio
async def test_follow_ups(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        interaction = scene.amy.slash(scene.general, "followed")
        answer = await interaction.answered()
        await scene.sandbox.idle()
        assert (answer.text, answer.ephemeral, answer.deferred) == ("first", False, True)
        assert [(m.content, m.ephemeral) for m in interaction.followups] == [("second, edited", True)]
        assert answer.message is not None
        assert answer.message.deleted
        kinds = [(event.kind, event.text) for event in scene.sandbox.log[-5:]]
        assert kinds == [
            ("deferred", ""),
            ("message_created", "first"),
            ("ephemeral", "second"),
            ("ephemeral_edited", "second, edited"),
            ("message_deleted", "first"),
        ]


@pytest.mark.asyncio
async def test_no_answer_within_three_seconds(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()) as client:
        interaction = scene.amy.slash(scene.general, "silent")
        waiting = asyncio.create_task(interaction.answered())
        await client.asked.wait()
        scene.sandbox.clock.advance(3.1)
        with pytest.raises(InteractionFailed):
            await waiting
        assert scene.sandbox.log[-1].kind == "interaction_failed"
        assert client.last_interaction is not None
        with pytest.raises(discord.NotFound) as caught:
            await client.last_interaction.response.send_message("too late")
        assert caught.value.code == 10062


@pytest.mark.asyncio
async def test_without_a_bot_nobody_answers(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        pass
    interaction = scene.amy.slash(scene.general, "now")
    scene.sandbox.clock.advance(4)
    with pytest.raises(InteractionFailed):
        await interaction.answered()


@pytest.mark.asyncio
async def test_a_second_acknowledgement_is_refused(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        interaction = scene.amy.slash(scene.general, "twice")
        await interaction.answered()
        await scene.sandbox.idle()
        assert [message.content for message in interaction.followups] == ["40060"]


@pytest.mark.asyncio
async def test_tokens_die_after_a_quarter_of_an_hour(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()) as client:
        await scene.amy.slash(scene.general, "now").answered()
        await scene.sandbox.idle()
        scene.sandbox.clock.advance(901)
        assert client.last_interaction is not None
        with pytest.raises(discord.HTTPException) as caught:
            await client.last_interaction.followup.send("too late")
        assert (caught.value.status, caught.value.code) == (401, 50027)


@pytest.mark.asyncio
async def test_autocompletion(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        answer = await scene.amy.autocomplete(scene.general, "find", "what", what="hot").answered()
        assert [choice["name"] for choice in answer.choices] == ["hotpot", "hotdog"]
        assert scene.general.messages == []
        with pytest.raises(Refused, match="no option where"):
            scene.amy.autocomplete(scene.general, "find", "where", where="x")


@pytest.mark.asyncio
async def test_a_button_that_changes_its_message(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        panel = (await scene.amy.slash(scene.general, "panel").answered()).message
        assert panel is not None
        for which in ("English", "en", "🇬🇧", 1):
            answer = await scene.yu.press(panel, which).answered()
            assert (answer.kind, answer.message, answer.text) == ("update", panel, "You chose English")


@pytest.mark.asyncio
async def test_a_button_that_whispers(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        panel = (await scene.amy.slash(scene.general, "panel").answered()).message
        assert panel is not None
        whisper = await scene.yu.press(panel, "Whisper").answered()
        assert whisper.ephemeral
        assert whisper.message is not None
        assert whisper.message.reference is panel
        again = await scene.yu.press(whisper.message, "English").answered()
        assert (again.kind, again.text) == ("update", "You chose English")
        with pytest.raises(Refused, match="Amy does not see"):
            scene.amy.press(whisper.message, "English")
        assert [message.content for message in scene.general.messages] == ["choose"]


@pytest.mark.asyncio
async def test_a_button_that_does_nothing_visible(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        panel = (await scene.amy.slash(scene.general, "panel").answered()).message
        assert panel is not None
        answer = await scene.amy.press(panel, "Quiet").answered()
        assert answer.kind == "silent"


@pytest.mark.asyncio
async def test_buttons_that_cannot_be_pressed(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        panel = (await scene.amy.slash(scene.general, "panel").answered()).message
        assert panel is not None
        for which, reason in (("Rules", "leads out"), ("Nein", "no button 'Nein'"), (9, "no button 9, only 5")):
            with pytest.raises(Refused, match=reason):
                scene.amy.press(panel, which)


@pytest.mark.asyncio
async def test_selects(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        panel = (await scene.amy.slash(scene.general, "panel").answered()).message
        assert panel is not None
        assert (await scene.amy.choose(panel, ["Reply"]).answered()).text == "chose ['reply']"
        assert (await scene.amy.choose(panel, [scene.amy, "小雨"], "Who?").answered()).text == "Amy and 小雨"
        assert (await scene.amy.choose(panel, [scene.amy], 2).answered()).text == "Amy"
        with pytest.raises(Refused, match="not among the options: Reply, Off"):
            scene.amy.choose(panel, ["On"])
        with pytest.raises(Refused, match="1 to 1 values"):
            scene.amy.choose(panel, ["Reply", "Off"])


@pytest.mark.asyncio
async def test_forms(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        opened = scene.amy.slash(scene.general, "form")
        answer = await opened.answered()
        assert (answer.kind, answer.text) == ("modal", "How was it?")
        for values, reason in (
            ({}, "In a word is required"),
            ({"word": "x" * 11, "again": ["y"]}, "0 to 10 characters"),
            ({"word": "good"}, "Again\\? is required"),
            ({"word": "good", "again": ["Yes"], "other": "?"}, "no field other"),
        ):
            with pytest.raises(Refused, match=reason):
                scene.amy.submit(opened, values)
        with pytest.raises(Refused, match="no form for 小雨"):
            scene.yu.submit(opened, {"word": "good"})
        sent = scene.amy.submit(opened, {"In a word": "good", "More": "really", "again": ["Yes"]})
        assert (await sent.answered()).text == "good really ['y']"


@pytest.mark.asyncio
async def test_a_form_behind_a_button(scene: Scene) -> None:
    async with connected(scene.sandbox, Answerer()):
        panel = (await scene.amy.slash(scene.general, "panel").answered()).message
        assert panel is not None
        opened = scene.amy.press(panel, "Form")
        await opened.answered()
        answer = await scene.amy.submit(opened, {"word": "fine", "again": "Yes"}).answered()
        assert answer.text == "fine  ['y']"
        assert answer.message is not None
        assert answer.message.reference is panel
