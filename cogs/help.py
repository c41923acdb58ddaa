"""/help: what RedBridge does, in the reader's language."""

import re
from typing import Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client.bot import RedBridgeBot
from bot.client.errors import tell
from bot.client.everywhere import everywhere
from bot.client.marks import T_
from bot.client.readers import LANGUAGES, reader
from bot.client.views import PersistentItem, view_of
from bot.errors import N_
from bot.i18n import LOCALES, Catalogues

_HELP = (
    N_("**RedBridge lets people who write English and people who write Chinese talk in one channel.**"),
    N_("Write as you always do. Where a channel is translated, the other language appears under your message."),
    N_("Where channels are joined by a bridge, it appears in the others, under your name."),
    N_("Edit your message and its translation follows; delete it and the translation goes too."),
    N_("End a message with `!i` and it is not translated."),
    N_("Translate one message for you alone: its menu, Apps → Translate. `/translate` does the same with any text."),
    N_("A flag under a message asks for its translation, for everybody to see; 🌐 asks for the other language."),
    N_("You know a better translation? The message's menu, Apps → Improve: moderators decide."),
    N_("`/tips` is a short tour for newcomers, `/cattax` counts cats, `/time` tells how late it is on the other side."),
    N_("`/rules` shows the rules here in your language."),
    N_("`/buddy` finds somebody of the other language to ask, where a server offers that."),
    N_("`/explain` tells what a word of slang means, `/pinyin` how Chinese is read."),
    N_("`/language` chooses what you read; `/privacy` shows what is kept about you, and leaves you out if you like."),
    # Translators: a heading above the commands of moderators
    N_("**For moderators**"),
    N_("`/redbridge channel` chooses how a channel is translated, `/redbridge default` what holds everywhere else."),
    N_("`/redbridge chinese` chooses Simplified or Traditional Chinese for the server."),
    N_("`/redbridge bridge` joins channels, each with a language of its own."),
    N_("`/redbridge glossary` and `/redbridge memory` teach RedBridge how you talk here."),
    N_("`/redbridge review` shows what members suggest, `/redbridge log` who changed what."),
    N_("`/redbridge onboarding` greets newcomers and takes their cat tax, `/redbridge cat-undo` gives it back."),
    N_("`/redbridge rules` keeps the rule book; a message's menu, Apps → Remind of a rule, says one kindly."),
    N_(
        "`/redbridge flags` turns flags on or off, `/redbridge access` entrusts roles, "
        "`/redbridge check` finds what is amiss."
    ),
)


class HelpIn(PersistentItem[ui.Button[Any]], template=r"help:1:(?P<locale>en|zh-CN|zh-TW)"):
    """A button that shows the help in another language."""

    def __init__(self, locale: str) -> None:
        super().__init__(ui.Button(label=LANGUAGES[locale], custom_id=f"help:1:{locale}"))
        self._locale = locale

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["locale"])

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the same page in the button's language."""
        catalogues = interaction.client.services.catalogues
        await interaction.response.edit_message(content=page(self._locale, catalogues), view=_switches(self._locale))


class Help(commands.Cog):
    """Explains RedBridge."""

    def __init__(self, bot: RedBridgeBot) -> None:
        self._catalogues = bot.services.catalogues

    @app_commands.command(
        name=T_("command-name", "help"),
        description=T_("command-description", "What RedBridge does, and how to use it"),
    )
    @everywhere
    async def help(self, interaction: discord.Interaction[Any]) -> None:
        """Show the help to one member."""
        locale = await reader(interaction)
        await tell(interaction, page(locale, self._catalogues), view=_switches(locale))


def page(locale: str, catalogues: Catalogues) -> str:
    """The whole help, as the content of one message."""
    return "\n".join(catalogues.text(locale, line) for line in _HELP)


def _switches(shown: str) -> ui.View:
    return view_of(*(HelpIn(locale) for locale in LOCALES if locale != shown))


async def setup(bot: RedBridgeBot) -> None:
    """Load this extension."""
    bot.add_dynamic_items(HelpIn)
    await bot.add_cog(Help(bot))
