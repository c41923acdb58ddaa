"""A rule book as the posts in which it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.markup import units
from bot.rules.book import Book
from bot.rules.layout import block, packed
from bot.store.rule_settings import TOGETHER

# What one message takes.
ROOM: Final = 2000
# In place of a locale, where both languages stand in one post.
BOTH: Final = ""
# In place of a locale: what asks everybody to agree again, whose part is the version that asks.
AGAIN: Final = "again"


@dataclass(frozen=True, slots=True)
class Page:
    """One post. locale: its language, BOTH or AGAIN. part: from 0."""

    locale: str
    part: int
    content: str


def pages(book: Book, layout: str, locales: Sequence[str], heads: Mapping[str, str], foot: str) -> Sequence[Page]:
    """A book in posts of at most 2,000 UTF-16 units each, none of its rules cut.

    locales: in which languages it is published. heads: by locale, what stands above the rules. foot: what stands
    below the last one.
    """
    if layout == TOGETHER:
        head = "\n".join(heads[locale] for locale in locales)
        blocks = ["\n".join(block(rule, locale) for locale in locales) for rule in book.rules]
        return _paged(BOTH, [head, *blocks], foot)
    return [
        page
        for locale in locales
        for page in _paged(
            locale,
            [heads[locale], *(block(rule, locale) for rule in book.rules)],
            foot if locale == locales[-1] else "",
        )
    ]


def _paged(locale: str, blocks: Sequence[str], foot: str) -> Sequence[Page]:
    texts = packed(blocks, ROOM)
    if foot and units(f"{texts[-1]}\n\n{foot}") <= ROOM:
        texts[-1] = f"{texts[-1]}\n\n{foot}"
    elif foot:
        texts.append(foot)
    return [Page(locale, part, text) for part, text in enumerate(texts)]
