"""/rules for everybody, and /redbridge rules: the rule book of a server, in all its languages."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt, guild_of
from bot.client.rules import card, listing, reading, typed
from bot.client.rules.exchange import DecideRules
from bot.client.rules.meant import meant, suggest
from bot.client.rules.screens import ITEMS
from bot.client.rules.starters import ChooseStarter
from bot.rules.book import MOST_RULES
from bot.services import Services
from cogs._rule_versions import ITEMS as VERSION_ITEMS
from cogs._rule_versions import Versions

_LONGEST = 100
_RULE = T_("option-name", "rule")
_WHICH = T_("option-description", "Which rule: its number, its name or a keyword")
_TEXT = T_("option-name", "text")
_LINE = T_("option-description", "Name: text, in either language")
Line = app_commands.Range[str, 1, 1000]
Place = app_commands.Range[int, 1, MOST_RULES]
Wanted = app_commands.Range[str, 1, _LONGEST]


class Rules(commands.Cog):
    """What members read."""

    @app_commands.command(
        name=T_("command-name", "rules"),
        description=T_("command-description", "Read the rules of this server in your language"),
    )
    @app_commands.rename(which=T_("option-name", "which"))
    @app_commands.describe(
        which=T_("option-description", "Numbers or keywords, such as: 1 3 politics; all if left out")
    )
    @app_commands.guild_only()
    @app_commands.checks.cooldown(5, 10)
    async def rules(self, interaction: discord.Interaction[Any], which: Wanted | None = None) -> None:
        """Show them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await reading.show(interaction, which or "")


class RuleGroup(ModeratorGroup):
    """Writing, ordering and removing rules."""

    area = Area.RULES

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__(
            name=T_("command-name", "rules"),
            description=T_("command-description", "The rules of this server, in both languages"),
        )
        self._services: Services = bot.services
        adopt(self, Versions().commands)
        self._exchange, self._hub = bot.rule_exchange, bot.rule_hub

    @app_commands.command(
        name=T_("command-name", "panel"),
        description=T_("command-description", "See and change the rules"),
    )
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Show the panel."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._hub.show(interaction)

    @app_commands.command(
        name=T_("command-name", "add"),
        description=T_("command-description", "Write a rule in one language or more; the others are translated"),
    )
    @app_commands.rename(text=_TEXT)
    @app_commands.describe(text=_LINE)
    async def add(self, interaction: discord.Interaction[Any], text: Line | None = None) -> None:
        """Open an empty form, or add what was typed."""
        if text is None:
            await card.open_form(interaction, None)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await typed.add(interaction, text)

    @app_commands.command(
        name=T_("command-name", "edit"),
        description=T_("command-description", "See a rule in all languages, change it, approve its translation"),
    )
    @app_commands.rename(rule=_RULE, text=_TEXT)
    @app_commands.describe(rule=_WHICH, text=_LINE)
    @app_commands.autocomplete(rule=suggest)
    async def edit(self, interaction: discord.Interaction[Any], rule: Wanted, text: Line | None = None) -> None:
        """Show the rule, with what can be done; say what was typed first."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await meant(interaction, rule)
        await (typed.edit(interaction, found, text) if text else card.show(interaction, found))

    @app_commands.command(
        name=T_("command-name", "move"),
        description=T_("command-description", "Give a rule another number; the others make room"),
    )
    @app_commands.rename(rule=_RULE, number=T_("option-name", "number"))
    @app_commands.describe(rule=_WHICH, number=T_("option-description", "The number that it gets"))
    @app_commands.autocomplete(rule=suggest)
    async def move(self, interaction: discord.Interaction[Any], rule: Wanted, number: Place) -> None:
        """Move it, and show the book."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await meant(interaction, rule)
        moved = await self._services.rules.move(guild_of(interaction), found.rule_id, number - 1, interaction.user.id)
        await card.show(interaction, moved)

    @app_commands.command(
        name=T_("command-name", "remove"),
        description=T_("command-description", "Take a rule out of the book; it can be brought back at once"),
    )
    @app_commands.rename(rule=_RULE)
    @app_commands.describe(rule=_WHICH)
    @app_commands.autocomplete(rule=suggest)
    async def remove(self, interaction: discord.Interaction[Any], rule: Wanted) -> None:
        """Remove it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await meant(interaction, rule)
        gone = await self._services.rules.remove(guild_of(interaction), found.rule_id, interaction.user.id)
        await card.show_removed(interaction, gone)

    @app_commands.command(
        name=T_("command-name", "list"),
        description=T_("command-description", "Show the rule book, or books to begin with if it is empty"),
    )
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show the first page."""
        await listing.show(interaction)

    @app_commands.command(
        name=T_("command-name", "export"),
        description=T_("command-description", "Take the rules home, as files"),
    )
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the files over."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._exchange.export(interaction)

    @app_commands.command(
        name=T_("command-name", "import"),
        description=T_("command-description", "See what a file would change"),
    )
    @app_commands.rename(file=T_("option-name", "file"))
    @app_commands.describe(file=T_("option-description", "JSON, or a list in Markdown"))
    async def take(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Show what it would change."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._exchange.propose(interaction, file)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*card.ITEMS, DecideRules, listing.TurnRules, ChooseStarter, *reading.ITEMS, *ITEMS)
    bot.add_dynamic_items(*VERSION_ITEMS)
    bot.moderators.add_command(RuleGroup(bot))
    await bot.add_cog(Rules(bot))
