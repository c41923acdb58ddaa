"""The rule book as moderators see it: its rules in short, or the books one can begin with where it is empty."""

from typing import Any, Final

import discord

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import guild_of
from bot.client.paging import Leaf, Turn, cut, excerpt
from bot.client.readers import reader
from bot.client.rules.starters import ChooseStarter
from bot.client.views import view_of
from bot.errors import N_
from bot.services import Services

_EMPTY: Final = N_(
    "This server's rule book is empty. Choose one to begin with, and change what you like, "
    "or write your own with `/redbridge rules add`."
)
_NONE: Final = N_("This server's rule book is empty. `/redbridge rules list` offers books to begin with.")
_HEAD: Final = N_("Rules of this server: {count} (page {number} of {pages})")
_UNSEEN: Final = N_("-# 🤖 is machine-made in part, and nobody has looked at it yet: `/redbridge rules edit` shows it.")
_LONGEST_NAME: Final = 60
_LONGEST_TEXT: Final = 90


class TurnRules(Turn, template=r"ruled:1:(?P<number>\d{1,4}):(?P<rest>)"):
    """The pages of the book."""

    book = "ruled"
    area = Area.RULES

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Rules in their order, in the moderator's language."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        rules = (await services.rules.book(guild_of(interaction))).rules
        if not rules:
            return Leaf(say(locale, _NONE))
        shown, pages, part = cut(len(rules), number)
        lines = [say(locale, _HEAD, count=len(rules), number=shown + 1, pages=pages)]
        machine = [any(text.is_machine for text in rule.texts.values()) for rule in rules[part]]
        for rule, is_machine in zip(rules[part], machine, strict=True):
            text = rule.texts[locale]
            name = f"**{rule.number}. {excerpt(text.name, _LONGEST_NAME)}**{' 🤖' if is_machine else ''}"
            lines.append(f"{name} {excerpt(text.text, _LONGEST_TEXT)}")
        if any(machine):
            lines.append(say(locale, _UNSEEN))
        return Leaf("\n".join(lines), shown, pages)


async def show(interaction: discord.Interaction[Any]) -> None:
    """Answer a command with the book, or with those to begin with."""
    services: Services = interaction.client.services
    if (await services.rules.book(guild_of(interaction))).rules:
        await TurnRules.show(interaction)
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    locale, say = await reader(interaction), services.catalogues.text
    await tell(interaction, say(locale, _EMPTY), view=view_of(ChooseStarter.of(services, locale)))
