"""Rule books as JSON: complete, and the same again when they are read."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal, cast

from pydantic import Field, ValidationError

from bot.errors import N_
from bot.filing.heads import require_head
from bot.filing.mistakes import problems_of
from bot.filing.parts import Part
from bot.filing.problems import BadFileError, Problem
from bot.filing.strict import decoded, parsed
from bot.i18n import LOCALES
from bot.markup import seen
from bot.rules.book import MOST_EXAMPLES, MOST_KEYWORDS, MOST_RULES, Book, RuleText
from bot.rules.files.draft import Draft

FORMAT: Final = "redbridge.rules"
VERSION: Final = 1
TOO_MANY: Final = N_("There are {n} rules in it, and {most} is the most. Take some out.")
_FOREIGN: Final = N_(
    'This is no rule book: the file must begin with `"format": "{format}"`. '
    "`/redbridge rules export` makes one, and a list in Markdown can be read as well. Nothing was changed."
)


class TextPart(Part):
    """A rule in one language. machine: translated, and not looked at by anybody yet."""

    name: str
    text: str
    detail: str = ""
    keywords: Annotated[list[str], Field(max_length=MOST_KEYWORDS)] = Field(default_factory=list[str])
    examples: Annotated[list[str], Field(max_length=MOST_EXAMPLES)] = Field(default_factory=list[str])
    machine: bool = False


class RulePart(Part):
    """A rule in the languages that the file has; the others are translated."""

    en: TextPart | None = None
    zh_cn: TextPart | None = Field(None, alias="zh-CN")
    zh_tw: TextPart | None = Field(None, alias="zh-TW")


class Document(Part):
    """A whole file; the rules stand in their order."""

    format: Literal["redbridge.rules"]
    version: Literal[1]
    rules: list[RulePart]


def read_json(data: bytes) -> Sequence[Draft]:
    """The rules of a file. Raises UserError where it is no rule book, BadFileError where something in it is wrong."""
    value = parsed(decoded(data))
    require_head(value, FORMAT, VERSION, _FOREIGN)
    if isinstance(rules := value.get("rules"), list) and (n := len(cast("list[Any]", rules))) > MOST_RULES:
        raise BadFileError([Problem("rules", TOO_MANY, {"n": n, "most": MOST_RULES})])
    try:
        document = Document.model_validate(value)
    except ValidationError as error:
        problems = problems_of(error)
    else:
        return [_draft(number, part) for number, part in enumerate(document.rules)]
    raise BadFileError(problems)


def write_json(book: Book) -> bytes:
    """The file of a book."""
    rules = [{locale: _said(rule.texts[locale]) for locale in LOCALES} for rule in book.rules]
    document = {"format": FORMAT, "version": VERSION, "rules": rules}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _draft(number: int, part: RulePart) -> Draft:
    given = zip(LOCALES, (part.en, part.zh_cn, part.zh_tw), strict=True)
    return Draft(f"rules.{number}", {locale: _text(each) for locale, each in given if each})


def _text(part: TextPart) -> RuleText:
    """A text as one of a form would be: its names, keywords and examples are lines of their own."""
    name, keywords, examples = _line(part.name), _lines(part.keywords), _lines(part.examples)
    return RuleText(name, seen(part.text).strip(), seen(part.detail).strip(), keywords, examples, part.machine)


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, texts)))


def _line(text: str) -> str:
    return " ".join(seen(text).split())


def _said(text: RuleText) -> Mapping[str, Any]:
    return {
        "name": text.name,
        "text": text.text,
        "detail": text.detail,
        "keywords": list(text.keywords),
        "examples": list(text.examples),
        "machine": text.is_machine,
    }
