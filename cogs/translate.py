"""Messages that translate themselves, and /translate."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import render
from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.marks import T_
from bot.client.posts import corners, incoming
from bot.client.views import Modal
from bot.errors import N_
from bot.i18n import negotiate
from bot.services import Services
from bot.translation.decide import NO_ANSWER, SAME_LANGUAGE, UNSUPPORTED
from bot.translation.types import Asker, Outcome, Wish

_LONGEST = 4000
_CHOICES = [
    app_commands.Choice(name=T_("choice-name", "English"), value="en"),
    app_commands.Choice(name=T_("choice-name", "Simplified Chinese"), value="zh-CN"),
    app_commands.Choice(name=T_("choice-name", "Traditional Chinese"), value="zh-TW"),
]
_NO_TRANSLATION = {
    SAME_LANGUAGE: N_("That is already in the language you asked for. Choose another one with the option “to”."),
    NO_ANSWER: N_("No usable translation came back. Try again in a minute, or say it in other words."),
    UNSUPPORTED: N_("RedBridge translates between English and Chinese, and this looks like another language."),
}
_NOTHING = N_("There is nothing to translate in it: no words of English or Chinese. Write a word or two and try again.")


class Translate(commands.Cog):
    """Hands messages to the replies, and answers /translate."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._replies = bot.replies
        self._recovery = bot.recovery
        self._services = bot.services

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A new message."""
        if found := incoming(message):
            await self._replies.new(found)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A session begins, maybe after one that was lost with all that Discord would have told in it."""
        await self._recovery.catch_up(corners(guild))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A changed message."""
        if found := incoming(payload.message):
            await self._replies.edited(found)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A deleted message."""
        await self._replies.deleted([payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages deleted at once."""
        await self._replies.deleted(sorted(payload.message_ids))

    @app_commands.command(
        name=T_("command-name", "translate"),
        description=T_("command-description", "Translate a text; only you see the answer"),
    )
    @app_commands.rename(text=T_("option-name", "text"), to=T_("option-name", "to"))
    @app_commands.describe(
        text=T_("option-description", "The text; leave it out to paste several lines"),
        to=T_("option-description", "The language you want to read it in"),
    )
    @app_commands.choices(to=_CHOICES)
    @app_commands.checks.cooldown(5, 10)
    async def translate(
        self,
        interaction: discord.Interaction[Any],
        text: app_commands.Range[str, 1, _LONGEST] | None = None,
        to: str | None = None,
    ) -> None:
        """Translate for the eyes of one member."""
        if text is None:
            await interaction.response.send_modal(Paste(self._services, interaction, to))
        else:
            await answer(self._services, interaction, text, to)


class Paste(Modal):
    """A form for texts of several lines, which a slash command's option cannot take."""

    def __init__(self, services: Services, interaction: discord.Interaction[Any], to: str | None) -> None:
        locale = negotiate(str(interaction.locale))
        catalogues = services.catalogues
        super().__init__(catalogues.text(locale, N_("Translate a text")))
        self._services = services
        self._to = to
        self._input: ui.TextInput[Any] = ui.TextInput(style=discord.TextStyle.paragraph, max_length=_LONGEST)
        self.add_item(ui.Label(text=catalogues.text(locale, N_("English or Chinese text")), component=self._input))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Translate what was pasted."""
        await answer(self._services, interaction, self._input.value, self._to)


async def answer(services: Services, interaction: discord.Interaction[Any], text: str, to: str | None) -> None:
    """Show a translation of `text` to one member. Without `to`, it goes from either language to the other."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale = negotiate(str(interaction.locale))
    target = to or _other_language(services, interaction, text, locale)
    outcome = await services.pipeline.translate(text, target, wish=_wish(services, interaction))
    if outcome.text is None:
        await tell(interaction, render.bilingual(locale, services.catalogues, _reason(outcome)))
        return
    for part in render.translation(outcome, services.catalogues):
        await tell(interaction, part)


def _wish(services: Services, interaction: discord.Interaction[Any]) -> Wish:
    """What only one member reads explains its slang each time: no channel is named."""
    asker = Asker(guild_id=interaction.guild_id or 0, member_id=interaction.user.id)
    return Wish(asker, services.preferences.engines(interaction.guild_id))


def _other_language(services: Services, interaction: discord.Interaction[Any], text: str, locale: str) -> str:
    if services.pipeline.read(text).language == "zh":
        return "en"
    return locale if locale != "en" else services.preferences.chinese(interaction.guild_id)


def _reason(outcome: Outcome) -> str:
    return _NO_TRANSLATION.get(outcome.skipped or "", _NOTHING)


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    await bot.add_cog(Translate(bot))
