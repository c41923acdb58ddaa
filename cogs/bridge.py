"""/redbridge bridge: channels of several languages that mirror one conversation."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.bridges.changes import fitting
from bot.bridges.registry import Bridge
from bot.client.bot import RedBridgeBot
from bot.client.bridge_setup.cards import Cards
from bot.client.bridge_setup.checks import home
from bot.client.bridge_setup.choices import BridgeableTransformer, BridgedChannelTransformer, BridgeTransformer
from bot.client.bridge_setup.pair import LONGEST_NAME, MakePair, Pair, plan
from bot.client.bridge_setup.panel import AddChannel, RemoveBridge, add, panel, panel_text, show_long
from bot.client.errors import tell
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt
from bot.client.places import Place
from bot.client.readers import reader
from bot.client.render import bilingual
from bot.client.views import view_of
from bot.errors import N_
from bot.services import Services
from cogs._bridge_switches import Switches

Chosen = app_commands.Transform[Bridge, BridgeTransformer]
Bridgeable = app_commands.Transform[Place, BridgeableTransformer]
Bridged = app_commands.Transform[int, BridgedChannelTransformer]
_LANGUAGES = [
    app_commands.Choice(name=T_("choice-name", "English"), value="en"),
    app_commands.Choice(name=T_("choice-name", "Simplified Chinese"), value="zh-CN"),
    app_commands.Choice(name=T_("choice-name", "Traditional Chinese"), value="zh-TW"),
]
_NAME = T_("option-name", "name")
_BRIDGE = T_("option-name", "bridge")
_WHICH = T_("option-description", "Which bridge")


class Bridges(ModeratorGroup):
    """Making, changing, showing and removing bridges."""

    area = Area.TRANSLATION

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__(
            name=T_("command-name", "bridge"),
            description=T_("command-description", "Channels that mirror one conversation"),
        )
        self._services: Services = bot.services
        self._trouble = bot.bridging.trouble
        self._left = bot.bridging.left

    @app_commands.command(
        name=T_("command-name", "create"),
        description=T_("command-description", "Make a bridge"),
    )
    @app_commands.rename(name=_NAME)
    @app_commands.describe(name=T_("option-description", "Its name; only moderators see that"))
    async def create(self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, 50]) -> None:
        """Make a bridge and offer menus of channels."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = home(interaction)
        bridge = await self._services.bridges.create(guild.id, name, interaction.user.id)
        locale = await reader(interaction)
        text = await panel_text(self._services, interaction, bridge, locale)
        await tell(interaction, text, view=panel(bridge, locale, self._services.catalogues))

    @app_commands.command(
        name=T_("command-name", "add"),
        description=T_("command-description", "Add a channel to a bridge"),
    )
    @app_commands.rename(bridge=_BRIDGE, channel=T_("option-name", "channel"), language=T_("option-name", "language"))
    @app_commands.describe(
        bridge=_WHICH,
        channel=T_("option-description", "The channel that joins it"),
        language=T_("option-description", "What is read in that channel"),
    )
    @app_commands.choices(language=_LANGUAGES)
    async def add(
        self, interaction: discord.Interaction[Any], bridge: Chosen, channel: Bridgeable, language: str
    ) -> None:
        """Add a channel and show the bridge."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bridge = await add(self._services, interaction, bridge, channel, language)
        locale = await reader(interaction)
        await tell(interaction, await panel_text(self._services, interaction, bridge, locale))

    @app_commands.command(
        name=T_("command-name", "remove-channel"),
        description=T_("command-description", "Take a channel out of its bridge"),
    )
    @app_commands.rename(channel=T_("option-name", "channel"))
    @app_commands.describe(channel=T_("option-description", "The channel that leaves"))
    async def remove_channel(self, interaction: discord.Interaction[Any], channel: Bridged) -> None:
        """Take a channel out, even one that was deleted."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._services.bridges.remove_channel(channel, interaction.user.id)
        await self._left([channel])
        text = N_("Done. {channel} belongs to no bridge any more; its messages are still there.")
        await self._say(interaction, text, channel=f"<#{channel}>")

    @app_commands.command(
        name=T_("command-name", "list"),
        description=T_("command-description", "Show the bridges, and what ails them"),
    )
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show every bridge."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = home(interaction)
        cards = Cards(self._services, await reader(interaction), self._trouble)
        await show_long(interaction, cards.all(self._services.bridges.of_guild(guild.id), guild))

    @app_commands.command(
        name=T_("command-name", "preview"),
        description=T_("command-description", "Show what a bridge creates and needs"),
    )
    @app_commands.rename(bridge=_BRIDGE)
    @app_commands.describe(bridge=_WHICH)
    async def preview(self, interaction: discord.Interaction[Any], bridge: Chosen) -> None:
        """Say what would happen, and let nothing happen."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        cards = Cards(self._services, await reader(interaction), self._trouble)
        await show_long(interaction, await cards.preview(bridge, home(interaction)))

    @app_commands.command(
        name=T_("command-name", "rename"),
        description=T_("command-description", "Give a bridge another name"),
    )
    @app_commands.rename(bridge=_BRIDGE, name=_NAME)
    @app_commands.describe(bridge=_WHICH, name=T_("option-description", "Its new name"))
    async def rename(
        self, interaction: discord.Interaction[Any], bridge: Chosen, name: app_commands.Range[str, 1, 50]
    ) -> None:
        """Change the name that moderators see."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        after = await self._services.bridges.rename(bridge.bridge_id, name, interaction.user.id)
        text = N_("Done. The bridge “{before}” is called “{after}” now.")
        await self._say(interaction, text, before=bridge.name, after=after.name)

    @app_commands.command(
        name=T_("command-name", "remove"),
        description=T_("command-description", "Remove a bridge; its channels stay"),
    )
    @app_commands.rename(bridge=_BRIDGE)
    @app_commands.describe(bridge=_WHICH)
    async def remove(self, interaction: discord.Interaction[Any], bridge: Chosen) -> None:
        """Ask once."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        catalogues = self._services.catalogues
        locale = await reader(interaction)
        text = N_(
            "Remove the bridge “{name}”? Its {n} channels and all messages stay, but nothing is mirrored any more, and "
            "edits and deletions of what was mirrored are no longer followed."
        )
        said = catalogues.text(locale, text, name=bridge.name, n=len(bridge.channels))
        button = RemoveBridge(bridge.bridge_id, catalogues.text(locale, N_("Remove the bridge")))
        await tell(interaction, said, view=view_of(button))

    @app_commands.command(
        name=T_("command-name", "new-pair"),
        description=T_("command-description", "Make an English and a Chinese channel, joined"),
    )
    @app_commands.rename(name=_NAME, category=T_("option-name", "category"), chinese=T_("option-name", "chinese"))
    @app_commands.describe(
        name=T_("option-description", "Its name; only moderators see that"),
        category=T_("option-description", "Where the channels are made"),
        chinese=T_("option-description", "Which Chinese; else that of this server"),
    )
    @app_commands.choices(chinese=_LANGUAGES[1:])
    async def new_pair(
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, LONGEST_NAME],
        category: discord.CategoryChannel | None = None,
        chinese: str | None = None,
    ) -> None:
        """Show the plan."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = home(interaction)
        variant = chinese or self._services.preferences.chinese(guild.id)
        pair = Pair(fitting(name), variant, category.id if category else 0)
        text, view = plan(self._services, guild, pair, await reader(interaction))
        await tell(interaction, text, view=view)

    async def _say(self, interaction: discord.Interaction[Any], text: str, /, **params: str | int) -> None:
        locale = await reader(interaction)
        await tell(interaction, bilingual(locale, self._services.catalogues, text, **params))


class Departures(commands.Cog):
    """Takes channels that were deleted out of their bridges."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Written down as the bot's own doing: Discord does not tell who deleted it."""
        if self._bot.user:
            await self._bot.services.bridges.remove_channel(channel.id, self._bot.user.id)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(AddChannel, RemoveBridge, MakePair)
    await bot.add_cog(Departures(bot))
    group = Bridges(bot)
    adopt(group, Switches(bot).commands)
    bot.moderators.add_command(group)
