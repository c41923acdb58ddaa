"""Reads lists of words, which others may have written, from TOML."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar, cast

from bot.glossary import errors
from bot.glossary.contexts import DIGIT, EDGE
from bot.glossary.errors import GlossaryError
from bot.glossary.folding import Folding
from bot.glossary.types import Both, Context, Entry, Kind, Register

_LANGUAGES: Final = ("en", "zh")
_FIELDS: Final = frozenset(
    [
        "kind",
        "register",
        "variants",
        "everyday",
        "meaning",
        "rendering",
        "fixed",
        "expansion",
        "reading",
        "not_slang_when",
        "unless",
        "only",
        "home",
        "quiet",
    ]
)
_BAD: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029⟦⟧]")
_LONGEST_WORD: Final = 60
_LONGEST_TEXT: Final = 300
_MOST_WORDS: Final = 200

Choice = TypeVar("Choice", bound=StrEnum)
Table = Mapping[str, object]


class Reader:
    """Turns TOML into entries, or says what is wrong with it.

    classes: lists of words that rules may use under their name, as `@money`.
    """

    def __init__(self, folding: Folding, classes: Mapping[str, Sequence[str]]) -> None:
        self._folding = folding
        self._classes = classes

    def read(self, document: str) -> list[Entry]:
        """The entries of a list, in its order. Raises GlossaryError, which names the entry and the field at fault.

        A list names its `language` (`en` or `zh`), may give a `kind` for all its entries, and has a table
        `entry.<word>` for each word.
        """
        table = _parsed(document)
        language = table.get("language")
        if language not in _LANGUAGES:
            raise GlossaryError(errors.NO_LANGUAGE)
        if unknown := set(table) - {"language", "kind", "entry"}:
            raise GlossaryError(errors.UNKNOWN_FIELD, entry="…", field=min(unknown))
        entries = _Fields("…", table).table("entry")
        return [
            self._entry(word, str(language), {"kind": table.get("kind", Kind.SLANG.value)} | dict(fields.all))
            for word, fields in ((word, _Fields(word, entries).table_fields(word)) for word in entries)
        ]

    def _entry(self, word: str, language: str, table: Table) -> Entry:
        fields = _Fields(word, table)
        fields.refuse_others(_FIELDS)
        _checked(word, word, "entry", _LONGEST_WORD)
        kind = fields.choice("kind", Kind, Kind.SLANG)
        rendering = fields.text("rendering", needed=kind is Kind.TERM or fields.flag("fixed"))
        unless, only = self._context(fields, "unless"), self._context(fields, "only")
        not_slang_when = _both(fields, "not_slang_when")
        if (unless or only) and not (not_slang_when.en and not_slang_when.zh):
            raise GlossaryError(errors.UNSAID, entry=word)
        return Entry(
            headword=word,
            language=language,
            meaning=_both(fields, "meaning", needed=True),
            kind=kind,
            register=fields.choice("register", Register, Register.NEUTRAL),
            variants=fields.texts("variants") + fields.texts("everyday"),
            everyday=fields.texts("everyday"),
            rendering=Both(rendering, word) if language == "zh" else Both(word, rendering),
            fixed=fields.flag("fixed"),
            expansion=fields.text("expansion"),
            reading=fields.text("reading"),
            not_slang_when=not_slang_when,
            unless=unless,
            only=only,
            home=fields.flag("home"),
            quiet=fields.flag("quiet"),
        )

    def _context(self, fields: "_Fields", name: str) -> Context:
        if name not in fields.all:
            return Context()
        inner = fields.table_fields(name)
        inner.refuse_others(frozenset({"alone", "preceded", "followed", "near"}))
        return Context(
            alone=inner.flag("alone"),
            preceded=self._words(inner, "preceded"),
            followed=self._words(inner, "followed"),
            near=self._words(inner, "near"),
        )

    def _words(self, fields: "_Fields", name: str) -> tuple[str, ...]:
        """Folded words, with those of the named classes among them."""
        words: list[str] = []
        for word in fields.texts(name):
            if not word.startswith("@"):
                words.append(word if word in (EDGE, DIGIT) else self._folding.fold(word))
            elif word[1:] in self._classes:
                words += map(self._folding.fold, self._classes[word[1:]])
            else:
                raise GlossaryError(errors.NO_SUCH_CLASS, entry=fields.entry, name=word)
        return tuple(words)


def check_unique(entries: Iterable[Entry], folding: Folding) -> None:
    """Raise GlossaryError where two entries of one language are written the same."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for spelling in {folding.fold(each) for each in (entry.headword, *entry.variants)}:
            other = seen.setdefault((entry.language, spelling), entry)
            if other is not entry:
                raise GlossaryError(errors.TWICE, word=spelling, entry=entry.headword, other=other.headword)


class _Fields:
    """The fields of one entry, each read as what it must be."""

    def __init__(self, entry: str, table: Table) -> None:
        self.entry = entry
        self.all = table

    def refuse_others(self, known: frozenset[str]) -> None:
        if unknown := set(self.all) - known:
            raise GlossaryError(errors.UNKNOWN_FIELD, entry=self.entry, field=min(unknown))

    def text(self, name: str, *, needed: bool = False) -> str:
        value = self.all.get(name)
        if value is None:
            if needed:
                raise GlossaryError(errors.MISSING, entry=self.entry, field=name)
            return ""
        return _checked(value, self.entry, name, _LONGEST_TEXT)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.all.get(name, [])
        if not isinstance(value, list):
            raise GlossaryError(errors.NOT_A_LIST, entry=self.entry, field=name)
        listed = cast("list[object]", value)
        if len(listed) > _MOST_WORDS:
            raise GlossaryError(errors.TOO_MANY, entry=self.entry, field=name, most=_MOST_WORDS)
        return tuple(_checked(each, self.entry, name, _LONGEST_WORD) for each in listed)

    def flag(self, name: str) -> bool:
        value = self.all.get(name, False)
        if not isinstance(value, bool):
            raise GlossaryError(errors.NOT_YES_OR_NO, entry=self.entry, field=name)
        return value

    def choice(self, name: str, among: type[Choice], default: Choice) -> Choice:
        value = self.all.get(name, default.value)
        for member in among:
            if member.value == value:
                return member
        choices = ", ".join(member.value for member in among)
        raise GlossaryError(errors.NOT_A_CHOICE, entry=self.entry, field=name, choices=choices)

    def table(self, name: str) -> Table:
        value = self.all.get(name, {})
        if not isinstance(value, dict):
            raise GlossaryError(errors.NOT_A_TABLE, entry=self.entry, field=name)
        return cast("dict[str, object]", value)

    def table_fields(self, name: str) -> "_Fields":
        return _Fields(self.entry, self.table(name))


def _parsed(document: str) -> Table:
    try:
        return tomllib.loads(document)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        known = line[1] if line else str(document.count("\n") + 1)
    raise GlossaryError(errors.NOT_TOML, line=known)


def _both(fields: _Fields, name: str, *, needed: bool = False) -> Both:
    if name not in fields.all and not needed:
        return Both()
    inner = fields.table_fields(name)
    inner.refuse_others(frozenset(_LANGUAGES))
    named = _Fields(fields.entry, {f"{name}.{language}": text for language, text in inner.all.items()})
    return Both(named.text(f"{name}.en", needed=needed), named.text(f"{name}.zh", needed=needed))


def _checked(value: object, entry: str, name: str, most: int) -> str:
    if not isinstance(value, str):
        raise GlossaryError(errors.NOT_A_TEXT, entry=entry, field=name)
    if len(value) > most:
        raise GlossaryError(errors.TOO_LONG, entry=entry[:_LONGEST_WORD], field=name, most=most)
    if not value.strip() or value != value.strip() or _BAD.search(value):
        raise GlossaryError(errors.BAD_TEXT, entry=_BAD.sub("?", entry), field=name)
    return value
