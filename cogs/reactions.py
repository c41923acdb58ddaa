"""Flags under a message, and whether they do anything."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt, guild_of
from bot.client.on_demand.flagging import Flagging
from bot.client.readers import reader
from bot.errors import N_
from bot.services import Services

_DONE = {
    "on": N_("Done. A flag under a message, or 🌐, gets its translation in this server."),
    "off": N_("Done. Flags under messages are only flags in this server. The message menu Translate still works."),
}


class Reactions(commands.Cog):
    """Hands reactions to whoever answers them."""

    def __init__(self, flagging: Flagging) -> None:
        self._flagging = flagging

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody reacted, to a new message or an old one."""
        await self._flagging.reacted(event)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A changed message; only copies across bridges count here."""
        await self._flagging.edited(payload.message)


class FlagSettings(ModeratorGroup, name="flags"):
    """The command that stands in /redbridge itself."""

    area = Area.TRANSLATION

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    @app_commands.command(
        name=T_("command-name", "flags"),
        description=T_("command-description", "Choose whether flags ask for translations"),
    )
    @app_commands.rename(state=T_("option-name", "state"))
    @app_commands.describe(state=T_("option-description", "Whether flags and 🌐 are answered"))
    @app_commands.choices(
        state=[
            app_commands.Choice(name=T_("choice-name", "on: a flag gets a translation"), value="on"),
            app_commands.Choice(name=T_("choice-name", "off: flags are only flags"), value="off"),
        ]
    )
    async def flags(self, interaction: discord.Interaction[Any], state: str) -> None:
        """Turn flags on or off."""
        guild_id = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.preferences.set_flags(guild_id, interaction.user.id, on=state == "on")
        await tell(interaction, render.bilingual(await reader(interaction), self._services.catalogues, _DONE[state]))


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Reactions(Flagging(bot, bot.services, bot.posts, bot.replies)))
    adopt(bot.moderators, FlagSettings(bot.services).commands)
