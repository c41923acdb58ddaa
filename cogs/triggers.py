"""/redbridge triggers: what calls for a rule; and the messages that do."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, adopt, guild_of, is_moderator
from bot.client.rules import alarms, trigger_card, trigger_typed
from bot.client.rules.meant import suggest
from bot.client.rules.trying import try_out
from bot.client.rules.watching import Watching
from bot.rules.triggers.checking import LONGEST_PATTERN
from bot.services import Services

_MOST_CHOICES = 25
_LONGEST = 100
Number = app_commands.Range[int, 1, 99999]
Wanted = app_commands.Range[str, 1, _LONGEST] | None
Words = app_commands.Range[str, 1, 4000] | None
Pattern = app_commands.Range[str, 1, LONGEST_PATTERN] | None
_NAMES = {
    "rule": T_("option-name", "rule"),
    "words": T_("option-name", "words"),
    "pattern": T_("option-name", "pattern"),
}
_TELLS = {
    "rule": T_("option-description", "Which rule: its number, its name or a keyword"),
    "words": T_("option-description", "Words and phrases, with commas"),
    "pattern": T_("option-description", "A regular expression (RE2)"),
}
_TRIGGER = T_("option-name", "trigger")
_WHICH = T_("option-description", "Which trigger")


async def _suggest(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[int]]:
    """Triggers that what was typed could mean; only for moderators."""
    if interaction.guild_id is None or not is_moderator(interaction, Area.RULES):
        return []
    services: Services = interaction.client.services
    found = [
        (f"{each.trigger_id}. {', '.join(each.words) or each.pattern}"[:_LONGEST], each.trigger_id)
        for each in services.triggers.of(interaction.guild_id)
    ]
    choices = [
        app_commands.Choice(name=label, value=number) for label, number in found if typed.lower() in label.lower()
    ]
    return choices[:_MOST_CHOICES]


class Triggers(commands.Cog):
    """What is listened to."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._watching = Watching(bot, bot.services)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Look at what was written."""
        await self._watching.seen(message)

    @commands.Cog.listener()
    async def on_translated(self, message_id: int, text: str) -> None:
        """Look at what it says in the other language."""
        await self._watching.translated(message_id, text)


class TriggerGroup(ModeratorGroup):
    """Making and changing them."""

    area = Area.RULES

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__(
            name=T_("command-name", "triggers"),
            description=T_("command-description", "What calls for a rule"),
        )
        self._services: Services = bot.services

    @app_commands.command(
        name=T_("command-name", "add"),
        description=T_("command-description", "Choose words that call for a rule"),
    )
    @app_commands.rename(**_NAMES)
    @app_commands.describe(**_TELLS)
    @app_commands.autocomplete(rule=suggest)
    async def add(
        self, interaction: discord.Interaction[Any], rule: Wanted = None, words: Words = None, pattern: Pattern = None
    ) -> None:
        """Make one of what was typed, or open an empty form."""
        if rule is None and words is None and pattern is None:
            await trigger_card.open_new(interaction)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await trigger_typed.add(interaction, trigger_typed.Typed(rule, words, pattern))

    @app_commands.command(
        name=T_("command-name", "edit"),
        description=T_("command-description", "See and change a trigger"),
    )
    @app_commands.rename(trigger=_TRIGGER, **_NAMES)
    @app_commands.describe(trigger=_WHICH, **_TELLS)
    @app_commands.autocomplete(trigger=_suggest)
    @app_commands.autocomplete(rule=suggest)
    async def edit(
        self,
        interaction: discord.Interaction[Any],
        trigger: Number,
        rule: Wanted = None,
        words: Words = None,
        pattern: Pattern = None,
    ) -> None:
        """Change what was typed, and show it, with what can be done."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await trigger_typed.edit(interaction, trigger, trigger_typed.Typed(rule, words, pattern))

    @app_commands.command(
        name=T_("command-name", "list"),
        description=T_("command-description", "Show all triggers"),
    )
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await trigger_card.show_all(interaction)

    @app_commands.command(
        name=T_("command-name", "remove"),
        description=T_("command-description", "Forget a trigger"),
    )
    @app_commands.rename(trigger=_TRIGGER)
    @app_commands.describe(trigger=_WHICH)
    @app_commands.autocomplete(trigger=_suggest)
    async def remove(self, interaction: discord.Interaction[Any], trigger: Number) -> None:
        """Forget it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        gone = await self._services.triggers.remove(guild_of(interaction), trigger, interaction.user.id)
        await trigger_card.show_removed(interaction, gone)


class Trying(ModeratorGroup, name="trying"):
    """The command that stands beside scheduled reminders, for it is about what reminds."""

    area = Area.RULES

    @app_commands.command(
        name=T_("command-name", "test"),
        description=T_("command-description", "What a text would call, and why"),
    )
    @app_commands.rename(text=T_("option-name", "text"))
    @app_commands.describe(text=T_("option-description", "What somebody could write"))
    async def test(self, interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, 2000]) -> None:
        """Try it out."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await try_out(interaction, text)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*trigger_card.ITEMS, *alarms.ITEMS)
    bot.moderators.add_command(TriggerGroup(bot))
    reminders = bot.moderators.get_command("reminders")
    if isinstance(reminders, app_commands.Group):
        adopt(reminders, Trying().commands)
    await bot.add_cog(Triggers(bot))
