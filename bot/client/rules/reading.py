"""/rules: what members read, in their own language, with the other one a press away."""

import re
from collections.abc import Sequence
from typing import Any, Final, Self

import discord
from discord import ui

from bot.access.access import Area
from bot.client.errors import tell
from bot.client.moderators import guild_of, is_moderator, require_moderator
from bot.client.paging import excerpt
from bot.client.readers import reader
from bot.client.rules.agreeing import Agree, standing_line
from bot.client.rules.since import WhatChanged
from bot.client.views import PersistentItem, view_of
from bot.errors import N_, UserError
from bot.i18n import ENGLISH, LANGUAGES
from bot.rules.book import Book, Rule
from bot.rules.layout import block, packed
from bot.services import Services

_NONE: Final = N_("This server has written down no rules with RedBridge yet.")
_NONE_MODERATOR: Final = N_("This server's rule book is empty. `/redbridge rules list` offers books to begin with.")
_NOTHING: Final = N_("No rule here goes by “{wanted}”. `/rules` without anything behind it shows all of them.")
_GONE: Final = N_("These rules are not in the book any more. `/rules` shows what is.")
_UNKNOWN: Final = N_("-# No rule goes by: {unknown}")
_LEFT_OUT: Final = N_("-# Those are a lot at once: the first {most} are shown.")
_MACHINE: Final = N_("-# 🤖 Translated by machine, and nobody has looked at it yet.")
_POSTED: Final = N_("-# Posted: {link}")
_POST: Final = N_("Post here")
# As many as are named at once; their ids have to fit into a button.
MOST: Final = 8
_ROOM: Final = 1700
_MESSAGE: Final = 2000
_IDS: Final = r"(?P<ids>\d{1,9}(?:\.\d{1,9}){0,7}|)"


class ShowRules(
    PersistentItem[ui.Button[Any]], template=rf"rules:1:(?P<locale>en|zh-CN|zh-TW):(?P<page>\d{{1,3}}):{_IDS}"
):
    """A button to the same rules in the other language, or to another page of them. No ids: the whole book."""

    def __init__(self, locale: str, page: int, ids: Sequence[int], label: str = "-") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"rules:1:{locale}:{page}:{_joined(ids)}"))
        self._locale, self._page, self._ids = locale, page, ids

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(match["locale"], int(match["page"]), _split(match["ids"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Show them in the place of what is there."""
        await interaction.response.defer()
        services: Services = interaction.client.services
        rules = _still(await services.publishing.known(guild_of(interaction)), self._ids)
        text, view = await _page(interaction, rules, self._ids, self._locale, self._page)
        await interaction.edit_original_response(content=text, view=view)


class PostRules(PersistentItem[ui.Button[Any]], template=rf"rulepost:1:{_IDS}"):
    """A button with which a moderator posts rules for everybody, in both languages."""

    def __init__(self, ids: Sequence[int], label: str = "-") -> None:
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=label, style=style, custom_id=f"rulepost:1:{_joined(ids)}"))
        self._ids = ids

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Bring the button back to life, maybe after a restart."""
        return cls(_split(match["ids"]))

    async def used(self, interaction: discord.Interaction[Any]) -> None:
        """Post them where the moderator is, and say so; the button goes, so that nothing is posted twice."""
        require_moderator(interaction, Area.RULES)
        await interaction.response.defer()
        services: Services = interaction.client.services
        guild_id = guild_of(interaction)
        rules = _still(await services.publishing.known(guild_id), self._ids)
        chinese = services.preferences.chinese(guild_id)
        blocks = [f"{block(rule, ENGLISH)}\n{block(rule, chinese)}" for rule in rules]
        channel = interaction.client.get_partial_messageable(interaction.channel_id, guild_id=guild_id)
        # Who presses twice posts once: Discord knows the second one by its nonce.
        answer = interaction.message.id if interaction.message else interaction.id
        posts = [
            await channel.send(
                each,
                nonce=f"{answer}.{number}",
                silent=True,
                suppress_embeds=True,
                allowed_mentions=discord.AllowedMentions.none(),
            )
            for number, each in enumerate(packed(blocks, _MESSAGE))
        ]
        locale = await reader(interaction)
        text, view = await _page(interaction, rules, self._ids, locale, 0, may_post=False)
        said = services.catalogues.text(locale, _POSTED, link=posts[0].jump_url)
        await interaction.edit_original_response(content=f"{text}\n{said}", view=view)


ITEMS: Final = (ShowRules, PostRules)


async def show(interaction: discord.Interaction[Any], wanted: str) -> None:
    """Answer with the rules that somebody asks for, or with all. The interaction is deferred already."""
    services: Services = interaction.client.services
    locale, say = await reader(interaction), services.catalogues.text
    book = await services.publishing.known(guild_of(interaction))
    if not book.rules:
        raise UserError(_NONE_MODERATOR if is_moderator(interaction, Area.RULES) else _NONE)
    if not wanted.strip():
        text, view = await _page(interaction, book.rules, [], locale, 0)
        await tell(interaction, text, view=view)
        return
    found = services.rules.find(book, wanted)
    if not found.rules:
        raise UserError(_NOTHING, wanted=excerpt(wanted, 60))
    ids = [rule.rule_id for rule in found.rules[:MOST]]
    text, view = await _page(interaction, _still(book, ids), ids, locale, 0)
    if found.unknown:
        text += "\n" + say(locale, _UNKNOWN, unknown=excerpt(" · ".join(found.unknown), 100))
    if len(found.rules) > MOST:
        text += "\n" + say(locale, _LEFT_OUT, most=MOST)
    await tell(interaction, text, view=view)


async def _page(  # noqa: PLR0913 - all that a page is drawn from
    interaction: discord.Interaction[Any],
    rules: Sequence[Rule],
    ids: Sequence[int],
    locale: str,
    number: int,
    *,
    may_post: bool = True,
) -> tuple[str, ui.View]:
    """A page of rules in a language; with explanations where somebody asked for these rules."""
    services: Services = interaction.client.services
    own, say = await reader(interaction), services.catalogues.text
    pages = packed([block(rule, locale, whole=bool(ids)) for rule in rules], _ROOM)
    number = min(number, len(pages) - 1)
    lines = [pages[number]]
    if any(rule.texts[locale].is_machine for rule in rules):
        lines.append(say(own, _MACHINE))
    standing = await services.agreements.standing(guild_of(interaction), interaction.user.id)
    if line := standing_line(standing, own, services):
        lines.append(line)
    turns = ((number - 1, N_("Previous page")), (number + 1, N_("Next page")))
    items: list[ui.Item[Any]] = [
        ShowRules(locale, each, ids, say(own, label)) for each, label in turns if 0 <= each < len(pages)
    ]
    other = _other(own, locale, services.preferences.chinese(guild_of(interaction)))
    items.append(ShowRules(other, 0, ids, LANGUAGES[other]))
    if standing.is_asked:
        items.append(Agree())
    if standing.agreement and (standing.is_asked or standing.is_behind):
        items.append(WhatChanged(say(own, N_("What changed"))))
    if ids and may_post and is_moderator(interaction, Area.RULES):
        items.append(PostRules(ids, say(own, _POST)))
    return "\n".join(lines), view_of(*items)


def _other(own: str, shown: str, chinese: str) -> str:
    """What a reader of `own` is offered who sees `shown`: their own language, or the other one."""
    if shown != own:
        return own
    return chinese if own == ENGLISH else ENGLISH


def _still(book: Book, ids: Sequence[int]) -> Sequence[Rule]:
    """Those of the rules that are in the book by now, all if none are named. Raises UserError if there are none."""
    rules = [rule for rule in map(book.rule, ids) if rule] if ids else book.rules
    if not rules:
        raise UserError(_GONE)
    return rules


def _joined(ids: Sequence[int]) -> str:
    return ".".join(map(str, ids))


def _split(ids: str) -> list[int]:
    return [int(each) for each in ids.split(".") if each]
