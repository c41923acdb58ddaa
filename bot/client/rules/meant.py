"""The rule that a moderator means who types its number, its name or a keyword."""

from typing import Any, Final

import discord
from discord import app_commands

from bot.access.access import Area
from bot.client.moderators import guild_of, is_moderator
from bot.client.readers import reader
from bot.errors import N_, UserError
from bot.rules.book import Rule
from bot.services import Services

_UNCLEAR: Final = N_("No rule goes by “{wanted}”, or several do. Write its number: `/redbridge rules list` shows them.")
_MOST_CHOICES: Final = 25
_LONGEST: Final = 100


async def suggest(interaction: discord.Interaction[Any], begun: str) -> list[app_commands.Choice[str]]:
    """Rules that what was typed so far could mean; only for moderators."""
    if interaction.guild_id is None or not is_moderator(interaction, Area.RULES):
        return []
    services: Services = interaction.client.services
    locale, book = await reader(interaction), await services.rules.book(interaction.guild_id)
    found = services.rules.find(book, begun).rules if begun.strip() else book.rules
    labels = [(f"{rule.number}. {rule.texts[locale].name}"[:_LONGEST], str(rule.number)) for rule in found]
    return [app_commands.Choice(name=label, value=number) for label, number in labels[:_MOST_CHOICES]]


async def meant(interaction: discord.Interaction[Any], wanted: str) -> Rule:
    """The one rule that is meant; raises UserError where it could be none or several."""
    services: Services = interaction.client.services
    found = services.rules.find(await services.rules.book(guild_of(interaction)), wanted).rules
    if len(found) != 1:
        raise UserError(_UNCLEAR, wanted=wanted[:60])
    return found[0]
