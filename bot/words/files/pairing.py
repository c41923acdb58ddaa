"""What a server approved, as lines of a file."""

import re
from typing import Final

from bot.errors import N_, UserError
from bot.markup import seen
from bot.translation.memory.recollection import Pair
from bot.words.files.locales import locale_of
from bot.words.files.row import Layout, Row

# What no database and no XML takes.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LAYOUT: Final = Layout(
    table="translation",
    columns=("from", "to", "source", "translation"),
    needed="source",
    aliases={
        "原文语言": "from",
        "原文語言": "from",
        "译文语言": "to",
        "譯文語言": "to",
        "原文": "source",
        "译文": "translation",
        "譯文": "translation",
        "rendering": "translation",
    },
)


def pair_of(row: Row) -> Pair:
    """The translation of a line, not checked yet. Raises UserError for a line that says none."""
    if row.error:
        raise row.error
    source, rendering = (_text(row, name) for name in ("source", "translation"))
    here, there = (locale_of(row.values.get(name, "")) for name in ("from", "to"))
    if here is None or there is None or here[:2] == there[:2]:
        raise UserError(N_("One language must be en and the other one zh-CN or zh-TW."))
    return Pair(source, here, there, rendering)


def row_of(pair: Pair) -> dict[str, str]:
    """The line of a translation."""
    return {
        "from": pair.source_locale,
        "to": pair.target_locale,
        "source": pair.source_text,
        "translation": pair.rendering,
    }


def _text(row: Row, name: str) -> str:
    text = _UNWRITABLE.sub("", row.values.get(name, "").replace("\r\n", "\n").replace("\r", "\n"))
    text = seen(text).strip()
    if not text:
        raise UserError(N_("The text or its translation is missing."))
    return text
