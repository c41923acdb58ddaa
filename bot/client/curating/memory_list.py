"""What a server approved, a page at a time."""

from typing import Any, Final

import discord

from bot.access.access import Area
from bot.client.paging import LONGEST_REST, Leaf, Turn, cut, excerpt
from bot.client.readers import reader
from bot.errors import N_
from bot.services import Services
from bot.words.curator import Approval

_NONE: Final = N_("This server has approved no translations yet.")
_NOT_FOUND: Final = N_("No approved translation of this server holds “{search}”.")
_HEAD: Final = N_("Approved translations: {count} (page {number} of {pages})")
_LONGEST: Final = 56


class TurnMemory(Turn, template=rf"memory:1:(?P<number>\d{{1,4}}):(?P<rest>(?s:.){{0,{LONGEST_REST}}})"):
    """The pages of the memory; the rest is what was searched for."""

    book = "memory"
    area = Area.TRANSLATION

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Translations, the oldest first."""
        services: Services = interaction.client.services
        locale = await reader(interaction)
        found = await services.curator.approved(interaction.guild_id or 0, rest)
        if not found:
            text = _NOT_FOUND if rest else _NONE
            return Leaf(services.catalogues.text(locale, text, **({"search": excerpt(rest, 60)} if rest else {})))
        shown, pages, part = cut(len(found), number)
        head = services.catalogues.text(locale, _HEAD, count=len(found), number=shown + 1, pages=pages)
        return Leaf("\n".join([head, *map(line, found[part])]), shown, pages)


def line(approval: Approval) -> str:
    """One translation in one line: from which language, what, how it is said, who approved it and when."""
    pair = approval.pair
    source, rendering = excerpt(pair.source_text, _LONGEST), excerpt(pair.rendering, _LONGEST)
    return f"`{pair.source_locale}` {source} → `{pair.target_locale}` {rendering} · {stamp(approval)}"


def stamp(approval: Approval) -> str:
    """Who approved a translation, and on which day, as Discord shows it to each in their own way."""
    return f"<@{approval.by}> <t:{approval.at // 1000}:d>"
