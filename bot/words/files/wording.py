"""Words of a server as lines of a file."""

from typing import Final

from bot.errors import N_, UserError
from bot.words.checking import variants_of
from bot.words.files.row import Layout, Row
from bot.words.word import Kind, Word

LAYOUT: Final = Layout(
    table="word",
    columns=("word", "kind", "rendering", "variants", "meaning_en", "meaning_zh"),
    needed="word",
    lists=frozenset({"variants"}),
    aliases={
        "headword": "word",
        "词": "word",
        "詞": "word",
        "translation": "rendering",
        "译法": "rendering",
        "譯法": "rendering",
        "种类": "kind",
        "種類": "kind",
        "别的写法": "variants",
        "其他寫法": "variants",
        "英文解释": "meaning_en",
        "英文解釋": "meaning_en",
        "中文解释": "meaning_zh",
        "中文解釋": "meaning_zh",
    },
)


def word_of(row: Row) -> Word:
    """The word of a line, not checked yet. Raises UserError for a line that says none."""
    if row.error:
        raise row.error
    if not row.values.get("word"):
        raise UserError(N_("The word is missing."))
    return Word(
        row.values["word"],
        _kind(row),
        row.values.get("rendering", ""),
        variants_of(row.values.get("variants", "")),
        row.values.get("meaning_en", ""),
        row.values.get("meaning_zh", ""),
    )


def row_of(word: Word) -> dict[str, str]:
    """The line of a word."""
    return {
        "word": word.text,
        "kind": word.kind.value,
        "rendering": word.rendering,
        "variants": ",".join(word.variants),
        "meaning_en": word.meaning_en,
        "meaning_zh": word.meaning_zh,
    }


def _kind(row: Row) -> Kind:
    """The kind that is named; else what the other columns are for."""
    named = row.values.get("kind", "").strip().lower()
    if named in list(Kind):
        return Kind(named)
    if named:
        raise UserError(N_("“{kind}” is no kind of word. There are: {kinds}."), kind=named[:24], kinds=", ".join(Kind))
    if row.values.get("meaning_en") and row.values.get("meaning_zh"):
        return Kind.SLANG
    return Kind.TERM if row.values.get("rendering") else Kind.KEEP
