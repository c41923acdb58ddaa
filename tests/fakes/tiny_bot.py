"""A small discord.py program to try the sandbox on: a bit of everything a bot does, without RedBridge.

Run as `python -m tests.fakes.tiny_bot` with the addresses, token and control port in the environment.
"""

import asyncio
import contextlib
import os
import signal

import discord
from discord import app_commands

from bot.client.endpoints import Endpoints, point_discord_at
from bot.client.inflight import settled
from bot.clock import SystemClock
from bot.telemetry.control import ControlServer


class Corners(discord.ui.View):
    @discord.ui.button(label="English", custom_id="english")
    async def english(self, interaction, button):
        await interaction.response.send_message("You read English.", ephemeral=True)

    @discord.ui.button(label="简体中文", emoji="🀄", custom_id="chinese")
    async def chinese(self, interaction, button):
        await interaction.response.edit_message(content="选好了。", view=None)

    @discord.ui.button(label="Later", custom_id="later", disabled=True)
    async def later(self, interaction, button):
        raise AssertionError("a disabled button was pressed")

    @discord.ui.select(
        custom_id="mode",
        placeholder="How to translate",
        options=[discord.SelectOption(label="Reply", value="reply"), discord.SelectOption(label="Off", value="off")],
        max_values=2,
    )
    async def mode(self, interaction, select):
        await interaction.response.send_message(f"Chosen: {', '.join(select.values)}", ephemeral=True)

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="where", placeholder="Where")
    async def where(self, interaction, select):
        await interaction.response.send_message(f"Here: <#{select.values[0].id}>", ephemeral=True)


class Improve(discord.ui.Modal, title="Improve this translation"):
    better = discord.ui.TextInput(label="Your words", custom_id="better", default="as it is")
    why = discord.ui.TextInput(label="Why", custom_id="why", required=False, style=discord.TextStyle.long)

    async def on_submit(self, interaction):
        await interaction.response.send_message(f"Thanks: {self.better.value} / {self.why.value}")
        await interaction.followup.send("It will be used from now on.", ephemeral=True)


class TinyBot(discord.Client):
    def __init__(self):
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True, guild_reactions=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.clock = SystemClock()
        self.replies = {}

    async def setup_hook(self):
        self.add_view(Corners(timeout=None))
        for command in COMMANDS:
            self.tree.add_command(command)
        await self.tree.sync()

    async def on_message(self, message):
        if message.author.bot:
            return
        if message.content == "break":
            raise ValueError("asked to break")
        if message.content == "die":
            os._exit(3)
        if message.content == "lost":
            with contextlib.suppress(discord.NotFound):
                await self.http.request(discord.http.Route("GET", "/nowhere/at/all"))
        elif message.content == "work":
            await asyncio.Event().wait()
        elif message.content == "corners":
            await message.channel.send("Pick a corner.", view=Corners(timeout=None))
        elif message.content == "what time is it":
            await message.channel.send(
                f"{round((self.clock.now() - discord.utils.utcnow()).total_seconds() / 3600)} hours later"
            )
        elif message.content == "what do you know":
            await message.channel.send(os.environ.get("KNOWLEDGE", "nothing"))
        else:
            self.replies[message.id] = await message.reply(f"you said: {message.content}", mention_author=False)

    async def on_raw_message_edit(self, payload):
        if payload.message_id in self.replies:
            await self.replies[payload.message_id].edit(content=f"you say: {payload.message.content}")

    async def on_raw_message_delete(self, payload):
        if payload.message_id in self.replies:
            await self.replies.pop(payload.message_id).delete()

    async def on_raw_reaction_add(self, payload):
        if payload.user_id != self.user.id:
            message = self.get_partial_messageable(payload.channel_id).get_partial_message(payload.message_id)
            await message.add_reaction(payload.emoji)


@app_commands.command(description="Say something for your eyes only")
async def whisper(interaction: discord.Interaction, text: str, where: discord.TextChannel | None = None):
    await interaction.response.send_message(f"{text}{f' in {where.mention}' if where else ''}", ephemeral=True)


@app_commands.command(description="Think first")
async def think(interaction: discord.Interaction):
    await interaction.response.defer()
    await interaction.followup.send("I thought.")
    await interaction.followup.send("And thought again.")


@app_commands.command(description="Fill in a form")
async def improve(interaction: discord.Interaction):
    await interaction.response.send_modal(Improve())


@app_commands.command(description="Never answers")
async def silent(interaction: discord.Interaction):
    pass


@app_commands.command(description="Thinks, and thinks")
async def ponder(interaction: discord.Interaction):
    await interaction.response.defer()


@app_commands.context_menu(name="Shout")
async def shout(interaction: discord.Interaction, message: discord.Message):
    await interaction.response.send_message(message.content.upper(), ephemeral=True)


COMMANDS = (whisper, think, improve, silent, ponder, shout)


async def main():
    point_discord_at(
        Endpoints(os.environ["DISCORD_API_BASE"], os.environ["DISCORD_CDN_BASE"], os.environ.get("DISCORD_GATEWAY_URL"))
    )
    discord.utils.setup_logging()
    async with TinyBot() as bot:
        control = ControlServer(
            int(os.environ["CONTROL_PORT"]), settled, lambda seconds: str(bot.clock.advance(seconds))
        )
        await control.start()
        running = asyncio.create_task(bot.start(os.environ["DISCORD_TOKEN"]))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await running
        await control.close()


if __name__ == "__main__":
    asyncio.run(main())
