"""The screen on which moderators see all rules, choose one, and add others."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.rules import card
from bot.client.rules.starters import ChooseStarter
from bot.client.views import PersistentItem, PlainButton
from bot.errors import N_, UserError
from bot.rules.book import Book, Rule
from bot.services import Services

_TITLE: Final = N_("**The rules**")
_NONE: Final = N_("- There are none yet. Choose a book to begin with, or write your own.")
_COUNT: Final = N_("- Rules: {count}. Choose one to read it in all languages, change, move or remove it.")
_UNSEEN: Final = N_("-# 🤖 is machine-made in part, and nobody has looked at it yet.")
_CHOOSE: Final = N_("Choose a rule …")
_GONE: Final = N_("This rule is not in the book any more. Nothing was changed; the panel shows what is.")
# As many options as a menu takes, each of which may be as long as that.
_PAGE: Final = 25
_LONGEST: Final = 100
_NAME: Final = 50
_KEY: Final = "book"


class ChooseRule(PersistentItem[ui.Select[Any]], template=r"rulebook:1:rule"):
    """The menu of rules."""

    def __init__(self, options: list[discord.SelectOption] | None = None, placeholder: str | None = None) -> None:
        super().__init__(ui.Select(custom_id="rulebook:1:rule", options=options or [], placeholder=placeholder))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show the rule in the place of the panel."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        rule = (await services.rules.book(guild_of(interaction))).rule(int(self.item.values[0]))
        if rule is None:
            raise UserError(_GONE)
        await card.show(interaction, rule)


class TurnBook(PersistentItem[ui.Button[Any]], template=r"rulebook:1:page:(?P<page>\d)"):
    """A button to another page of the book."""

    def __init__(self, page: int, label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"rulebook:1:page:{page}"))
        self._page = page

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(int(match["page"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show it in the place of the present one."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        await interaction.client.rule_hub.redraw(interaction, BookScreen(self._page))


class AddRule(PlainButton, template=r"rulebook:1:add"):
    """A button that opens an empty form."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Open it."""
        require_moderator(interaction, Area.RULES)
        await card.open_form(interaction, None)


class TakeHome(PlainButton, template=r"rulebook:1:export"):
    """A button that hands over the files of the book."""

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Hand them over, below the panel."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.client.rule_exchange.export(interaction)


ITEMS: Final = (ChooseRule, TurnBook, AddRule, TakeHome)


class BookScreen:
    """All rules. page: of the book, from 0."""

    key = _KEY
    label = N_("The rules")

    def __init__(self, page: int = 0) -> None:
        self._page = page

    async def draw(self, interaction: discord.Interaction[Any]) -> tuple[str, Sequence[ui.Item[Any]]]:
        """Tell which there are, and let them be chosen."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        book = await services.rules.book(guild_of(interaction))
        add = AddRule(say(locale, N_("Write a rule")))
        if not book.rules:
            return "\n".join((say(locale, _TITLE), say(locale, _NONE))), [ChooseStarter.of(services, locale), add]
        pages = -(-len(book.rules) // _PAGE)
        shown = min(self._page, pages - 1)
        rules = book.rules[shown * _PAGE : (shown + 1) * _PAGE]
        lines = [say(locale, _TITLE), say(locale, _COUNT, count=len(book.rules)), *_lines(rules, locale)]
        if _is_unseen(book):
            lines.append(say(locale, _UNSEEN))
        items: list[ui.Item[Any]] = [ChooseRule(_options(rules, locale), say(locale, _CHOOSE))]
        turns = ((shown - 1, N_("Previous page")), (shown + 1, N_("Next page")))
        items += [TurnBook(page, say(locale, label)) for page, label in turns if 0 <= page < pages]
        return "\n".join(lines), [*items, add, TakeHome(say(locale, N_("As files")))]


def _lines(rules: Sequence[Rule], locale: str) -> list[str]:
    return [f"**{each.number}.** {excerpt(each.texts[locale].name, _NAME)}{_mark(each)}" for each in rules]


def _options(rules: Sequence[Rule], locale: str) -> list[discord.SelectOption]:
    labels = [(f"{each.number}. {each.texts[locale].name}"[:_LONGEST], str(each.rule_id)) for each in rules]
    return [discord.SelectOption(label=label, value=value) for label, value in labels]


def _is_unseen(book: Book) -> bool:
    return any(map(_mark, book.rules))


def _mark(rule: Rule) -> str:
    return " 🤖" if any(text.is_machine for text in rule.texts.values()) else ""
