"""/tips, the tour for newcomers, as far as they have come; and what moderators decide for them."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.hub import OpenScreen
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup
from bot.client.onboarding.buttons import BUTTONS
from bot.client.onboarding.door import Overheard
from bot.client.onboarding.exchange import Decide
from bot.client.onboarding.screens import ITEMS
from bot.onboarding.numbers import MOST_WEEKS


class Onboarding(commands.Cog):
    """Commands for newcomers, and for those who have forgotten something."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._tour = bot.tour
        self._door = bot.door

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Greet somebody who joined, as soon as Discord's own screening lets them in."""
        await self._door.joined(member)

    @commands.Cog.listener()
    async def on_member_let_in(self, heard: Overheard) -> None:
        """Greet somebody who passed the screening."""
        await self._door.let_in(heard.guild_id, heard.member_id, heard.roles)

    @commands.Cog.listener()
    async def on_newcomer_changed(self, heard: Overheard) -> None:
        """Learn a newcomer's language from the role that Discord's own onboarding gives them."""
        await self._door.changed(heard.guild_id, heard.member_id, heard.roles)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Greet nobody who has left."""
        await self._door.left(payload.guild_id, payload.user.id)

    @app_commands.command(
        name=T_("command-name", "tips"),
        description=T_("command-description", "A short tour for newcomers: how people talk here, and what to know"),
    )
    @app_commands.guild_only()
    @app_commands.checks.cooldown(5, 10)
    async def tips(self, interaction: discord.Interaction[Any]) -> None:
        """Show the card at which a member stands."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._tour.open(interaction)


class OnboardingGroup(
    ModeratorGroup,
    name=T_("command-name", "onboarding"),
    description=T_("command-description", "What is done for newcomers"),
):
    """What moderators decide for newcomers."""

    area = Area.ONBOARDING

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__()
        self._greeter = bot.greeter
        self._hub = bot.hub
        self._exchange = bot.exchange
        self._statistics = bot.statistics

    @app_commands.command(
        name=T_("command-name", "panel"),
        description=T_("command-description", "See and change how they are greeted"),
    )
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._hub.show(interaction)

    @app_commands.command(
        name=T_("command-name", "test"),
        description=T_("command-description", "Be greeted as a newcomer is"),
    )
    async def test(self, interaction: discord.Interaction[Any]) -> None:
        """Greet the moderator."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._greeter.rehearse(interaction)

    @app_commands.command(
        name=T_("command-name", "stats"),
        description=T_("command-description", "How many joined, finished and stayed"),
    )
    @app_commands.rename(weeks=T_("option-name", "weeks"))
    @app_commands.describe(weeks=T_("option-description", "Of how many weeks; 8 if left out"))
    @app_commands.checks.cooldown(5, 60)
    async def stats(
        self, interaction: discord.Interaction[Any], weeks: app_commands.Range[int, 1, MOST_WEEKS] = 8
    ) -> None:
        """Show the numbers."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._statistics.show(interaction, weeks)

    @app_commands.command(
        name=T_("command-name", "export"),
        description=T_("command-description", "Take the whole set-up home, as a file"),
    )
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the file over."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._exchange.export(interaction)

    @app_commands.command(
        name=T_("command-name", "import"),
        description=T_("command-description", "See what a file would change, and let it"),
    )
    @app_commands.rename(file=T_("option-name", "file"))
    @app_commands.describe(file=T_("option-description", "A .json file, up to 256 kB"))
    async def take(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Show what it would change."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._exchange.propose(interaction, file)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*BUTTONS, OpenScreen, Decide, *ITEMS)
    bot.moderators.add_command(OnboardingGroup(bot))
    await bot.add_cog(Onboarding(bot))
