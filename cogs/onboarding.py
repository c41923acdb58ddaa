"""/tips, the tour for newcomers, as far as they have come; /time, how late it is on the other side."""

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup
from bot.client.onboarding.buttons import BUTTONS
from bot.client.onboarding.panel import PANEL, show
from bot.client.readers import reader
from bot.errors import N_
from bot.onboarding.far_away import in_beijing

_TIMES: Final = N_("**{weekday}, {time}** in Beijing. Where you are it is {here}.")


class Onboarding(commands.Cog):
    """Commands for newcomers, and for those who have forgotten something."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._tour = bot.tour
        self._door = bot.door
        self._services = bot.services

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Greet somebody who joined, as soon as Discord's own screening lets them in."""
        await self._door.joined(member)

    @commands.Cog.listener()
    async def on_member_let_in(self, guild_id: int, member_id: int) -> None:
        """Greet somebody who passed the screening."""
        await self._door.let_in(guild_id, member_id)

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

    @app_commands.command(
        name=T_("command-name", "time"),
        description=T_("command-description", "How late it is in Beijing, and where you are"),
    )
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def time(self, interaction: discord.Interaction[Any]) -> None:
        """Tell both; Discord itself knows the time zone of whoever reads."""
        locale, catalogues = await reader(interaction), self._services.catalogues
        now = self._services.clock.now()
        there = in_beijing(now)
        text = catalogues.text(
            locale,
            _TIMES,
            weekday=catalogues.text(locale, there.weekday),
            time=there.time,
            here=discord.utils.format_dt(now, "t"),
        )
        await tell(interaction, f"{text}\n{catalogues.text(locale, there.mood)}")


class OnboardingGroup(
    ModeratorGroup,
    name=T_("command-name", "onboarding"),
    description=T_("command-description", "How newcomers are greeted and shown around"),
):
    """What moderators decide for newcomers."""

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__()
        self._greeter = bot.greeter

    @app_commands.command(
        name=T_("command-name", "panel"),
        description=T_("command-description", "See and change how newcomers are greeted"),
    )
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await show(interaction)

    @app_commands.command(
        name=T_("command-name", "test"),
        description=T_("command-description", "Be greeted as a newcomer is; only you see it"),
    )
    async def test(self, interaction: discord.Interaction[Any]) -> None:
        """Greet the moderator."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._greeter.rehearse(interaction)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*BUTTONS, *PANEL)
    bot.moderators.add_command(OnboardingGroup(bot))
    await bot.add_cog(Onboarding(bot))
