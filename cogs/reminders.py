"""/redbridge reminders: rules, or texts of a server's own, that come on a schedule."""

from typing import Any

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client.bot import RedBridgeBot
from bot.client.marks import T_
from bot.client.moderators import ModeratorGroup, guild_of, is_moderator
from bot.client.rules import timed_card
from bot.client.rules.reminder_exchange import DecideReminders
from bot.client.rules.timed_form import Typed
from bot.rules.reminders import LONGEST, MOST_MESSAGES, NEEDED, RANDOM, TURN
from bot.services import Services

_REMINDER = T_("option-name", "reminder")
_WHICH = T_("option-description", "Which reminder")
_NAMES = {
    "channel": T_("option-name", "channel"),
    "when": T_("option-name", "when"),
    "zone": T_("option-name", "zone"),
    "quiet": T_("option-name", "quiet"),
    "messages": T_("option-name", "messages"),
    "shows": T_("option-name", "shows"),
    "text": T_("option-name", "text"),
}
_TELLS = {
    "channel": T_("option-description", "Where it comes"),
    "when": T_("option-description", "12h, 3 days, or a cron expression"),
    "zone": T_("option-description", "A large city"),
    "quiet": T_("option-description", "Quiet hours, such as 22:00-08:00"),
    "messages": T_("option-description", "Only after so many messages"),
    "shows": T_("option-description", "Which rules it shows"),
    "text": T_("option-description", "Or a text of its own, in either language"),
}
_SHOWS = [
    app_commands.Choice(name=T_("choice-name", "the rules in turn"), value=TURN),
    app_commands.Choice(name=T_("choice-name", "a rule at random"), value=RANDOM),
    app_commands.Choice(name=T_("choice-name", "what was needed lately"), value=NEEDED),
]
Number = app_commands.Range[int, 1, 99999]
Place = discord.TextChannel | None
When = app_commands.Range[str, 1, 100] | None
Zone = app_commands.Range[str, 1, 64] | None
Quiet = app_commands.Range[str, 1, 24] | None
Messages = app_commands.Range[int, 0, MOST_MESSAGES] | None
Said = app_commands.Range[str, 1, LONGEST] | None


async def _suggest(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[int]]:
    """Reminders that what was typed could mean; only for moderators."""
    guild = interaction.guild
    if guild is None or not is_moderator(interaction, Area.RULES):
        return []
    services: Services = interaction.client.services
    labels: list[tuple[str, int]] = []
    for each in await services.reminders.every(guild.id):
        channel = guild.get_channel(each.channel_id)
        labels.append((f"{each.reminder_id}. #{channel.name if channel else '–'}", each.reminder_id))
    return [app_commands.Choice(name=label, value=number) for label, number in labels if typed in label][:25]


class Reminders(ModeratorGroup):
    """Making and changing them."""

    area = Area.RULES

    def __init__(self, bot: RedBridgeBot) -> None:
        super().__init__(
            name=T_("command-name", "reminders"),
            description=T_("command-description", "What reminds of the rules"),
        )
        self._services: Services = bot.services
        self._hub = bot.rule_hub
        self._exchange = bot.reminder_exchange

    @app_commands.command(
        name=T_("command-name", "add"),
        description=T_("command-description", "Let a rule or a text come again and again"),
    )
    @app_commands.rename(**_NAMES)
    @app_commands.describe(**_TELLS)
    @app_commands.choices(shows=_SHOWS)
    async def add(  # noqa: PLR0913, PLR0917 - Discord's options
        self,
        interaction: discord.Interaction[Any],
        channel: Place = None,
        when: When = None,
        zone: Zone = None,
        quiet: Quiet = None,
        messages: Messages = None,
        shows: str | None = None,
        text: Said = None,
    ) -> None:
        """Make one, or open a form where nobody said in which channel."""
        if channel is None:
            await timed_card.open_new(interaction)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        await timed_card.add(interaction, channel.id, Typed(when, zone, quiet, messages, shows, text))

    @app_commands.command(
        name=T_("command-name", "edit"),
        description=T_("command-description", "See and change a reminder"),
    )
    @app_commands.rename(reminder=_REMINDER, **_NAMES)
    @app_commands.describe(reminder=_WHICH, **_TELLS)
    @app_commands.choices(shows=_SHOWS)
    @app_commands.autocomplete(reminder=_suggest)
    async def edit(  # noqa: PLR0913, PLR0917 - Discord's options
        self,
        interaction: discord.Interaction[Any],
        reminder: Number,
        channel: Place = None,
        when: When = None,
        zone: Zone = None,
        quiet: Quiet = None,
        messages: Messages = None,
        shows: str | None = None,
        text: Said = None,
    ) -> None:
        """Change what was typed, and show it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = channel.id if channel else None
        await timed_card.edit(interaction, reminder, place, Typed(when, zone, quiet, messages, shows, text))

    @app_commands.command(
        name=T_("command-name", "list"),
        description=T_("command-description", "See, change and make reminders"),
    )
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._hub.show(interaction, timed_card.SCREEN)

    @app_commands.command(
        name=T_("command-name", "remove"),
        description=T_("command-description", "Forget a reminder"),
    )
    @app_commands.rename(reminder=_REMINDER)
    @app_commands.describe(reminder=_WHICH)
    @app_commands.autocomplete(reminder=_suggest)
    async def remove(self, interaction: discord.Interaction[Any], reminder: Number) -> None:
        """Forget it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        gone = await self._services.reminders.remove(guild_of(interaction), reminder, interaction.user.id)
        await timed_card.show_removed(interaction, gone)

    @app_commands.command(
        name=T_("command-name", "export"),
        description=T_("command-description", "Take reminders and triggers home, as a file"),
    )
    async def export(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the file over."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._exchange.export(interaction)

    @app_commands.command(
        name=T_("command-name", "import"),
        description=T_("command-description", "See what a file would change"),
    )
    @app_commands.rename(file=T_("option-name", "file"))
    @app_commands.describe(file=T_("option-description", "From export, here or elsewhere"))
    async def take(self, interaction: discord.Interaction[Any], file: discord.Attachment) -> None:
        """Show what it would change."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._exchange.propose(interaction, file)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(*timed_card.ITEMS, DecideReminders)
    bot.moderators.add_command(Reminders(bot))
