"""One word of a server, and what the glossary makes of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.glossary import Both, Entry
from bot.glossary import Kind as EntryKind
from bot.glossary.folding import is_han


class Kind(StrEnum):
    """What is done with a word: rendered as agreed, both ways; left as it is written; explained in a note."""

    TERM = "term"
    KEEP = "keep"
    SLANG = "slang"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a server. variants: how else it is written. rendering: how it is said in the other language.

    meaning_en, meaning_zh: what it means, for the readers of each language; the Chinese in whichever characters.
    """

    text: str
    kind: Kind = Kind.TERM
    rendering: str = ""
    variants: tuple[str, ...] = ()
    meaning_en: str = ""
    meaning_zh: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that is found in messages as this word; a term is found by its rendering, too."""
        own = (self.text, *self.variants)
        return (*own, self.rendering) if self.kind is Kind.TERM else own


def is_chinese(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return any(map(is_han, text))


def entries(word: Word) -> list[Entry]:
    """The glossary's entries for a word."""
    if word.kind is Kind.TERM:
        return _both_ways(word)
    if word.kind is Kind.KEEP:
        language = "zh" if is_chinese(word.text) else "en"
        meaning = Both(word.meaning_en, word.meaning_zh)
        return [Entry(word.text, language, meaning, kind=EntryKind.NEVER, variants=word.variants)]
    return [_explained(word, language) for language in _used_in(word)]


def _both_ways(word: Word) -> list[Entry]:
    """A term is an entry of each language: each is rendered as the other one."""
    chinese = (word.text, word.rendering) if is_chinese(word.text) else (word.rendering, word.text)
    zh, en = chinese
    forms = {"zh": zh, "en": en}
    return [
        Entry(
            forms[language],
            language,
            # Whoever asks what it means is at least told what it is called in the other language.
            Both(word.meaning_en or forms[other], word.meaning_zh or forms[other]),
            kind=EntryKind.TERM,
            variants=tuple(each for each in word.variants if is_chinese(each) is (language == "zh")),
            rendering=Both(en, zh),
            fixed=True,
        )
        for language, other in (("zh", "en"), ("en", "zh"))
    ]


def _explained(word: Word, language: str) -> Entry:
    rendering = Both(word.rendering, word.text) if language == "zh" else Both(word.text, word.rendering)
    return Entry(
        word.text,
        language,
        Both(word.meaning_en, word.meaning_zh),
        variants=word.variants,
        rendering=rendering,
        fixed=bool(word.rendering),
    )


def _used_in(word: Word) -> tuple[str, ...]:
    """The languages whose writers use a word of slang: both, where nothing tells whether its letters are pinyin."""
    if is_chinese(word.text):
        return ("zh",)
    if word.rendering:
        return ("en",) if is_chinese(word.rendering) else ("zh",)
    return ("zh", "en")
