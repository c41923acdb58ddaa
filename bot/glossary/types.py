"""What a glossary holds, and what is found with it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is to be done with a word: explain it, render it as agreed, or never touch it."""

    SLANG = "slang"
    TERM = "term"
    NEVER = "never"


class Register(StrEnum):
    """How a word sounds."""

    NEUTRAL = "neutral"
    AFFECTIONATE = "affectionate"
    PLAYFUL = "playful"
    IRONIC = "ironic"
    MOCKING = "mocking"
    RUDE = "rude"
    VULGAR = "vulgar"
    SENSITIVE = "sensitive"


class Closeness(StrEnum):
    """How what was asked for meets an entry: by its headword, by a variant, or only nearly."""

    EXACT = "exact"
    VARIANT = "variant"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Both:
    """A text in each of the two languages; the Chinese is Simplified."""

    en: str = ""
    zh: str = ""

    def of(self, language: str) -> str:
        """The text for `en`, `zh` or a locale of theirs."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Context:
    """Where a word stands; words here are folded (lower case, Simplified).

    alone: with nothing else in its clause. preceded, followed: directly by one of these; the edge of a clause is
    written `<edge>`, a digit `<digit>`. near: anywhere in the line. Any one of them is enough.
    """

    alone: bool = False
    preceded: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.alone or bool(self.preceded or self.followed or self.near)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the language `en` or `zh`, and what to know of it.

    rendering: how it is said in each language; in its own, the headword. fixed: whether engines must use that.
    expansion: what an initialism is short for. reading: pinyin of the headword, or of the expansion.
    not_slang_when: where it means something else, in words; `unless` and `only` are the same for the matcher.
    home: whether it may be found in texts of its own language alone, because it means something else in the other.
    quiet: whether its rendering says it all, so that no note is needed. everyday: those of its variants that mean
    something plain as well; they are found alone in their clause only.
    """

    headword: str
    language: str
    meaning: Both
    kind: Kind = Kind.SLANG
    register: Register = Register.NEUTRAL
    variants: tuple[str, ...] = ()
    rendering: Both = Both()
    fixed: bool = False
    expansion: str = ""
    reading: str = ""
    not_slang_when: Both = Both()
    unless: Context = Context()
    only: Context = Context()
    home: bool = False
    quiet: bool = False
    everyday: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The same for the same word of the same language, whatever is said of it."""
        return f"{self.language}:{self.headword}"


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that is a word of the glossary.

    start, end: in code points of the text. rendering: what must stand for it in the translation, or "" where that is
    left to the engine. asked: whether the text asks what the word means. written: the stretch itself.
    """

    entry: Entry
    start: int
    end: int
    rendering: str = ""
    asked: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was asked for."""

    entry: Entry
    closeness: Closeness
