"""/redbridge: what moderators decide for their server."""

from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt, guild_of
from bot.client.panels.channel import INHERITED, ModeSelect, mode_of, set_default, set_mode, show, show_default
from bot.client.places import Place, PlaceTransformer
from bot.client.readers import reader
from bot.errors import N_
from bot.services import Services
from bot.translation.types import Mode

Channel = app_commands.Transform[Place, PlaceTransformer]
_MODES = [
    app_commands.Choice(name=T_("choice-name", "reply: a translation under each message"), value=Mode.REPLY.value),
    app_commands.Choice(name=T_("choice-name", "thread: translations gathered in a thread"), value=Mode.THREAD.value),
    app_commands.Choice(name=T_("choice-name", "on demand: only what members ask for"), value=Mode.ON_DEMAND.value),
    app_commands.Choice(name=T_("choice-name", "off: no translation"), value=Mode.OFF.value),
]
_CHINESE_SET = {
    "zh-CN": N_("Done. From now on English messages are translated into Simplified Chinese here."),
    "zh-TW": N_("Done. From now on English messages are translated into Traditional Chinese here."),
}


class Settings(ModeratorGroup, name="settings"):
    """The commands that stand in /redbridge itself."""

    area = Area.TRANSLATION

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__()
        self._services: Services = bot.services

    @app_commands.command(
        name=T_("command-name", "channel"),
        description=T_("command-description", "Choose how a channel is translated"),
    )
    @app_commands.rename(channel=T_("option-name", "channel"), mode=T_("option-name", "mode"))
    @app_commands.describe(
        channel=T_("option-description", "A channel, thread or category; else this one"),
        mode=T_("option-description", "Leave it out to see how it is now"),
    )
    @app_commands.choices(
        mode=[*_MODES, app_commands.Choice(name=T_("choice-name", "inherit: as what it lies in"), value=INHERITED)]
    )
    async def channel(
        self, interaction: discord.Interaction[Any], channel: Channel | None = None, mode: str | None = None
    ) -> None:
        """Show or set the mode of a channel."""
        place = channel or interaction.channel
        if not isinstance(place, discord.abc.GuildChannel | discord.Thread):
            raise app_commands.NoPrivateMessage
        if mode is None:
            await show(self._services, interaction, place)
        else:
            await set_mode(self._services, interaction, place, mode_of(mode))

    @app_commands.command(
        name=T_("command-name", "default"),
        description=T_("command-description", "Choose how all other channels are translated"),
    )
    @app_commands.rename(mode=T_("option-name", "mode"))
    @app_commands.describe(mode=T_("option-description", "Leave it out to see how it is now"))
    @app_commands.choices(mode=_MODES)
    async def default(self, interaction: discord.Interaction[Any], mode: str | None = None) -> None:
        """Show or set the mode of the server."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if mode is None:
            await show_default(self._services, interaction)
        else:
            await set_default(self._services, interaction, mode_of(mode))

    @app_commands.command(
        name=T_("command-name", "chinese"),
        description=T_("command-description", "Choose which Chinese this server reads"),
    )
    @app_commands.rename(variant=T_("option-name", "variant"))
    @app_commands.describe(variant=T_("option-description", "What English is translated into"))
    @app_commands.choices(
        variant=[
            app_commands.Choice(name=T_("choice-name", "Simplified Chinese"), value="zh-CN"),
            app_commands.Choice(name=T_("choice-name", "Traditional Chinese"), value="zh-TW"),
        ]
    )
    async def chinese(self, interaction: discord.Interaction[Any], variant: str) -> None:
        """Set the server's Chinese."""
        guild_id = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.preferences.set_chinese(guild_id, variant, interaction.user.id)
        text = render.bilingual(await reader(interaction), self._services.catalogues, _CHINESE_SET[variant])
        await tell(interaction, text)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(ModeSelect)
    adopt(bot.moderators, Settings(bot).commands)
