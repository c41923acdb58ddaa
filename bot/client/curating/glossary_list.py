"""A server's own words, a page at a time."""

from typing import Any, Final

import discord

from bot.access.access import Area
from bot.client.paging import Leaf, Turn, cut, excerpt
from bot.client.readers import reader
from bot.errors import N_
from bot.i18n import Catalogues
from bot.services import Services
from bot.words.word import Kind, Word

_NONE: Final = N_("This server has no such words of its own yet. Add one with `/redbridge glossary add`.")
_HEAD: Final = N_("Words of this server: {count} (page {number} of {pages})")
# Translators: lines of that list; {also} is other spellings.
_TERM: Final = N_("**{word}** ⇄ {rendering}{also}")
_KEEP: Final = N_("**{word}** stays as it is{also}")
_SLANG: Final = N_("**{word}** means: {meaning}{also}")
_ALSO: Final = N_(" (also {spellings})")
_LONGEST_MEANING: Final = 70
_LONGEST_ALSO: Final = 40


class TurnWords(Turn, template=r"words:1:(?P<number>\d{1,4}):(?P<rest>term|keep|slang|)"):
    """The pages of the words; the rest is the kind that is shown, or nothing for all."""

    book = "words"
    area = Area.TRANSLATION

    @classmethod
    async def leaf(cls, interaction: discord.Interaction[Any], number: int, rest: str) -> Leaf:
        """Words in the order of their spelling."""
        services: Services = interaction.client.services
        locale = await reader(interaction)
        words = [word for word in services.words.list(interaction.guild_id or 0) if rest in ("", word.kind)]
        if not words:
            return Leaf(services.catalogues.text(locale, _NONE))
        shown, pages, part = cut(len(words), number)
        head = services.catalogues.text(locale, _HEAD, count=len(words), number=shown + 1, pages=pages)
        return Leaf("\n".join([head, *(line(word, locale, services.catalogues) for word in words[part])]), shown, pages)


def line(word: Word, locale: str, catalogues: Catalogues) -> str:
    """One word in one line, for a reader of `locale`."""
    spellings = excerpt(", ".join(word.variants), _LONGEST_ALSO)
    also = catalogues.text(locale, _ALSO, spellings=spellings) if spellings else ""
    text = excerpt(word.text, 60)
    if word.kind is Kind.TERM:
        return catalogues.text(locale, _TERM, word=text, rendering=excerpt(word.rendering, 60), also=also)
    if word.kind is Kind.KEEP:
        return catalogues.text(locale, _KEEP, word=text, also=also)
    meaning = word.meaning_en if locale == "en" else word.meaning_zh
    return catalogues.text(locale, _SLANG, word=text, meaning=excerpt(meaning, _LONGEST_MEANING), also=also)
