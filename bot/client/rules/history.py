"""What was published of a rule book, version by version: who, when, what changed, and what it said then."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.moderators import guild_of, require_moderator
from bot.client.paging import Leaf, Turn, cut, excerpt
from bot.client.readers import reader
from bot.client.views import PersistentItem
from bot.errors import N_
from bot.i18n import ENGLISH, LANGUAGES, Catalogues
from bot.rules.book import Book
from bot.rules.differences import Difference, What, differences, lines
from bot.rules.layout import block, packed
from bot.services import Services
from bot.store.rule_versions import Heading, Version

_NONE: Final = N_("Nothing has been published yet. `/redbridge rules publish` does it.")
_TITLE: Final = N_("Versions of the rules: {count} (page {number} of {pages})")
_LINE: Final = N_("**Version {number}** · {date} · {member}")
_IMPORTANT: Final = N_("important: everybody is asked again")
_WHAT: Final = {
    What.ADDED: N_("**{number}. {name}** is new"),
    What.REMOVED: N_("**{number}. {name}** was removed"),
    What.CHANGED: N_("**{number}. {name}** was changed"),
    What.MOVED: N_("**{number}. {name}** was number {before}"),
}
_SAME: Final = N_("It says what the version before it said.")
_FIRST: Final = N_("The first version.")
_CHOOSE: Final = N_("What changed in …")
_AS_IT_WAS: Final = N_("The rules as they were")
_ALL: Final = N_("All versions")
_ROOM: Final = 1700
_LONGEST_NAME: Final = 80


class TurnHistory(Turn, template=r"rulehist:1:(?P<number>\d{1,4}):(?P<rest>)"):
    """The pages of the list of versions."""

    book = "rulehist"
    area = Area.RULES

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Versions, the newest first."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        headings = await services.publishing.history(guild_of(interaction))
        if not headings:
            return Leaf(say(locale, _NONE))
        shown, pages, part = cut(len(headings), number)
        title = say(locale, _TITLE, count=len(headings), number=shown + 1, pages=pages)
        listed = [heading_line(each, locale, services.catalogues) for each in headings[part]]
        return Leaf("\n".join([title, *listed]), shown, pages)

    @classmethod
    async def turns(cls, interaction: discord.Interaction[Any], leaf: Leaf, rest: str = "") -> ui.View:
        """A menu of the versions on the page, and the buttons to others."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        view = await super().turns(interaction, leaf, rest)
        headings = await services.publishing.history(guild_of(interaction))
        _, _, part = cut(len(headings), leaf.number)
        if headings:
            options = [
                discord.SelectOption(label=str(each.version), value=str(each.version)) for each in headings[part]
            ]
            view.add_item(ChooseVersion(options, say(locale, _CHOOSE)))
        return view


class TurnVersion(Turn, template=r"rulever:1:(?P<number>\d{1,4}):(?P<rest>\d{1,6})"):
    """The pages of what changed in a version. rest: its number."""

    book = "rulever"
    area = Area.RULES

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """What changed, in both languages."""
        services: Services = interaction.client.services
        guild_id, locale = guild_of(interaction), await reader(interaction)
        version, before = await services.publishing.version(guild_id, int(rest))
        locales = (ENGLISH, services.preferences.chinese(guild_id))
        blocks = [
            heading_line(version.heading, locale, services.catalogues),
            *changes(before.book if before else None, version, locales, locale, services.catalogues),
        ]
        return paged(blocks, number)

    @classmethod
    async def turns(cls, interaction: discord.Interaction[Any], leaf: Leaf, rest: str = "") -> ui.View:
        """Also to the whole text, and back to the list."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        view = await super().turns(interaction, leaf, rest)
        view.add_item(TurnBook(0, f"{rest}.{locale}", say(locale, _AS_IT_WAS)))
        view.add_item(TurnHistory(0, "", say(locale, _ALL)))
        return view


class TurnBook(Turn, template=r"rulethen:1:(?P<number>\d{1,4}):(?P<rest>\d{1,6}\.(?:en|zh-CN|zh-TW))"):
    """The pages of a book as it was. rest: the version's number, and a language."""

    book = "rulethen"
    area = Area.RULES

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Its rules, with all that belonged to them."""
        services: Services = interaction.client.services
        wanted, _, language = rest.partition(".")
        version, _ = await services.publishing.version(guild_of(interaction), int(wanted))
        head = heading_line(version.heading, await reader(interaction), services.catalogues)
        return paged([head, *(block(rule, language, whole=True) for rule in version.book.rules)], number)

    @classmethod
    async def turns(cls, interaction: discord.Interaction[Any], leaf: Leaf, rest: str = "") -> ui.View:
        """Also to the other language, and back to what changed."""
        services: Services = interaction.client.services
        locale, say = await reader(interaction), services.catalogues.text
        wanted, _, shown = rest.partition(".")
        chinese = services.preferences.chinese(guild_of(interaction))
        other = chinese if shown == ENGLISH else ENGLISH
        view = await super().turns(interaction, leaf, rest)
        view.add_item(TurnBook(0, f"{wanted}.{other}", LANGUAGES[other]))
        view.add_item(TurnVersion(0, wanted, say(locale, N_("What changed"))))
        return view


class ChooseVersion(PersistentItem[ui.Select[Any]], template=r"rulevers:1"):
    """The menu of versions."""

    def __init__(self, options: list[discord.SelectOption] | None = None, placeholder: str | None = None) -> None:
        super().__init__(ui.Select(custom_id="rulevers:1", options=options or [], placeholder=placeholder))

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the menu back to life, maybe after a restart."""
        return cls(item.options if isinstance(item, ui.Select) else None)

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show what changed in it."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        number = self.item.values[0]
        leaf = await TurnVersion.leaf(interaction, 0, number)
        view = await TurnVersion.turns(interaction, leaf, number)
        await interaction.edit_original_response(content=leaf.text, view=view)


ITEMS: Final = (TurnHistory, TurnVersion, TurnBook, ChooseVersion)


def heading_line(heading: Heading, locale: str, catalogues: Catalogues) -> str:
    """Which version, when, by whom, and whether it was important."""
    date, member = f"<t:{heading.published_at // 1000}:f>", f"<@{heading.published_by}>"
    line = catalogues.text(locale, _LINE, number=heading.version, date=date, member=member)
    return f"{line} · {catalogues.text(locale, _IMPORTANT)}" if heading.is_important else line


def changes(
    before: Book | None, version: Version, locales: Sequence[str], locale: str, catalogues: Catalogues
) -> Sequence[str]:
    """What changed in a version, a block for each rule: what it said and says, in these languages."""
    if before is None:
        return [catalogues.text(locale, _FIRST)]
    found = differences(before, version.book)
    return [_block(each, locales, locale, catalogues) for each in found] or [catalogues.text(locale, _SAME)]


def _block(difference: Difference, locales: Sequence[str], locale: str, catalogues: Catalogues) -> str:
    rule = difference.after or difference.before
    if rule is None:
        raise ValueError("a difference has a rule")
    params: dict[str, Any] = {"number": rule.number, "name": excerpt(rule.texts[locale].name, _LONGEST_NAME)}
    if difference.what is What.MOVED and difference.before:
        params["before"] = difference.before.number
    head = catalogues.text(locale, _WHAT[difference.what], **params)
    changed = [line for each in locales for line in lines(difference, each)]
    # A mark that would end the block early is broken by what nobody sees.
    body = "\n".join(changed).replace("```", "`\u200b`\u200b`")
    return f"{head}\n```diff\n{body}\n```" if changed else head


def paged(blocks: Sequence[str], number: int) -> Leaf:
    """The page with this number of what these blocks fill."""
    texts = packed(blocks, _ROOM)
    shown = max(0, min(number, len(texts) - 1))
    return Leaf(texts[shown], shown, len(texts))


def first_page(blocks: Sequence[str]) -> str:
    """As much of these blocks as fits into one message."""
    return packed(blocks, _ROOM)[0]
