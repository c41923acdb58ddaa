"""The cat tax: pictures are seen, /cattax tells how it stands, moderators give it back."""

from typing import Any, Final, Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt, guild_of
from bot.client.readers import reader
from bot.errors import N_, UserError

_NOWHERE: Final = N_("This server has no channel for the cat tax. Moderators choose one: `/redbridge onboarding panel`")
_COUNT: Final = N_("🐱 Cats so far: {count}")
_PAID: Final = N_("You have paid yours, cat no. {number}: {link}")
_OWED: Final = N_("Yours is still owed: post a picture in {channel}. Dogs and houseplants are taken, too.")
_GALLERY: Final = N_("The latest cats: {links}")
_UNDONE: Final = N_("Done: {member} owes a cat again, and the next picture counts.")
_NOTHING: Final = N_("{member} has not paid yet, so there is nothing to give back.")


class Cats(commands.Cog):
    """What members see of it."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._services = bot.services
        self._toll = bot.toll

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Look whether somebody pays."""
        await self._toll.seen(message)

    @app_commands.command(
        name=T_("command-name", "cattax"),
        description=T_("command-description", "How many cats have been paid, and whether yours is among them"),
    )
    @app_commands.guild_only()
    @app_commands.checks.cooldown(5, 10)
    async def cattax(self, interaction: discord.Interaction[Any]) -> None:
        """Tell how it stands."""
        guild_id = guild_of(interaction)
        channel_id = self._services.arrivals.welcome(guild_id).cat_channel_id
        await interaction.response.defer(ephemeral=True, thinking=True)
        tax, count = await self._services.cats.of(guild_id, interaction.user.id)
        if channel_id is None and not count:
            raise UserError(_NOWHERE)
        locale, catalogues = await reader(interaction), self._services.catalogues
        lines = [catalogues.text(locale, _COUNT, count=count)]
        if tax:
            lines.append(catalogues.text(locale, _PAID, number=tax.number, link=_link(tax)))
        elif channel_id:
            lines.append(catalogues.text(locale, _OWED, channel=f"<#{channel_id}>"))
        if shown := await self._services.cats.gallery(guild_id):
            links = " · ".join(f"[{each.number}]({_link(each)})" for each in shown)
            lines.append(catalogues.text(locale, _GALLERY, links=links))
        await tell(interaction, "\n".join(lines))


class CatGroup(ModeratorGroup, name="cats"):
    """What moderators do about it."""

    area = Area.ONBOARDING

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__()
        self._services = bot.services
        self._toll = bot.toll

    @app_commands.command(
        name=T_("command-name", "cat-undo"),
        description=T_("command-description", "Give a cat tax back: the next picture counts"),
    )
    @app_commands.rename(member=T_("option-name", "member"))
    @app_commands.describe(member=T_("option-description", "Whose picture was no cat"))
    async def cat_undo(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        """Forget what somebody has paid."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        undone = await self._toll.undo(guild_of(interaction), member.id, interaction.user.id)
        locale = await reader(interaction)
        said = _UNDONE if undone else _NOTHING
        await tell(interaction, self._services.catalogues.text(locale, said, member=member.mention))


class _Posted(Protocol):
    """Where a picture is."""

    @property
    def guild_id(self) -> int: ...
    @property
    def channel_id(self) -> int: ...
    @property
    def message_id(self) -> int: ...


def _link(cat: _Posted) -> str:
    return f"https://discord.com/channels/{cat.guild_id}/{cat.channel_id}/{cat.message_id}"


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Cats(bot))
    adopt(bot.moderators, CatGroup(bot).commands)
