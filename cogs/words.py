"""/explain and /pinyin: what a word means, and how Chinese is read."""

import asyncio
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.on_demand.explaining import Meant, explain
from bot.client.readers import reader
from bot.errors import N_
from bot.glossary.folding import is_han
from bot.markup import split
from bot.translation.aloud import aloud

_LONGEST_TERM = 100
_LONGEST_TEXT = 1000
_MOST_OFFERED = 25


class WordCommands(commands.Cog):
    """Answers members who ask about words, for their eyes only."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._services = bot.services

    @app_commands.command(
        name=T_("command-name", "explain"),
        description=T_("command-description", "What a word of Chinese or English slang means"),
    )
    @app_commands.rename(term=T_("option-name", "term"))
    @app_commands.describe(term=T_("option-description", "The word, as you saw it"))
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def explain(
        self, interaction: discord.Interaction[Any], term: app_commands.Range[str, 1, _LONGEST_TERM]
    ) -> None:
        """Explain a word."""
        await explain(interaction, term)

    @explain.autocomplete("term")
    async def _offer(self, interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        """Words that begin with what was typed; nothing while nothing was."""
        glossary = self._services.words.glossary(interaction.guild_id or 0)
        words = glossary.beginning(typed, _MOST_OFFERED)
        return [app_commands.Choice(name=word, value=word) for word in words if len(word) <= _LONGEST_TERM]

    @app_commands.command(
        name=T_("command-name", "pinyin"),
        description=T_("command-description", "How Chinese is read, with tone marks"),
    )
    @app_commands.rename(text=T_("option-name", "text"))
    @app_commands.describe(text=T_("option-description", "The Chinese text"))
    @everywhere
    @app_commands.checks.cooldown(5, 10)
    async def pinyin(
        self, interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, _LONGEST_TEXT]
    ) -> None:
        """Show a text with its reading."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        # Reads its dictionary when it is first asked, which takes a moment.
        reading = await asyncio.to_thread(aloud, text)
        if not any(map(is_han, text)):
            message_id = N_("There is no Chinese in it, so there is nothing to read aloud.")
            said = render.bilingual(await reader(interaction), self._services.catalogues, message_id)
            await tell(interaction, said)
            return
        for part in split(f"{text}\n{reading}", render.LIMIT):
            await tell(interaction, part)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(Meant)
    await bot.add_cog(WordCommands(bot))
