"""A rule as one writes it in a single field: its name, its text, and whatever else one has to say about it."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.errors import N_, UserError
from bot.i18n import LANGUAGES, LOCALES
from bot.markup import seen, units
from bot.rules.book import (
    LONGEST_DETAIL,
    LONGEST_EXAMPLE,
    LONGEST_KEYWORD,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_EXAMPLES,
    MOST_KEYWORDS,
    RuleText,
)

# What one field of a form takes.
LONGEST: Final = 4000
_KEYWORDS: Final = re.compile(r"[#＃][ \u3000]+(.*)")
_EXAMPLE: Final = re.compile(r"[>＞][ \u3000]+(.*)")
_RULER: Final = re.compile(r"[-—－_]{2,}")
_APART: Final = re.compile(r"[,，、;；]")
_NO_NAME: Final = N_(
    "{language}: the first line is the rule's name, and its text begins on the line below it. "
    "One of the two is missing; nothing was changed."
)
_LONG: Final = {
    "name": N_("{language}: the name has {n} characters, and {most} is the most. Shorten it; nothing was changed."),
    "text": N_("{language}: the text has {n} characters, and {most} is the most. Shorten it; nothing was changed."),
    "detail": N_(
        "{language}: the explanation has {n} characters, and {most} is the most. Shorten it; nothing was changed."
    ),
    "keyword": N_("{language}: a keyword has {n} characters, and {most} is the most. Shorten it; nothing was changed."),
    "example": N_(
        "{language}: an example has {n} characters, and {most} is the most. Shorten it; nothing was changed."
    ),
    "all": N_("{language}: all of it has {n} characters, and {most} is the most. Shorten it; nothing was changed."),
    "keywords": N_("{language}: there are {n} keywords, and {most} is the most. Leave some out; nothing was changed."),
    "examples": N_("{language}: there are {n} examples, and {most} is the most. Leave some out; nothing was changed."),
}


def split(typed: str) -> RuleText:
    """What stands in one field: name, text, `# keywords`, `> example`, and below `---` the long explanation."""
    head, detail = _cut(seen(typed).replace("\r\n", "\n").strip().split("\n"))
    name, *lines = head or [""]
    keywords = [found[1] for line in lines if (found := _KEYWORDS.fullmatch(line.strip()))]
    examples = [found[1] for line in lines if (found := _EXAMPLE.fullmatch(line.strip()))]
    text = [line for line in lines if not _KEYWORDS.fullmatch(line.strip()) and not _EXAMPLE.fullmatch(line.strip())]
    return RuleText(
        " ".join(name.split()),
        "\n".join(text).strip(),
        "\n".join(detail).strip(),
        words(keywords),
        tuple(" ".join(each.split()) for each in examples if each.strip()),
    )


def joined(text: RuleText) -> str:
    """A rule as one field of a form; `split` takes it apart again."""
    lines = [text.name, text.text]
    if text.keywords:
        lines.append(f"# {', '.join(text.keywords)}")
    lines += [f"> {each}" for each in text.examples]
    if text.detail:
        lines += ["---", text.detail]
    return "\n".join(filter(None, lines))


def words(typed: Iterable[str]) -> tuple[str, ...]:
    """Keywords that stand in lines with commas between them, each once."""
    each = (" ".join(word.split()) for line in typed for word in _APART.split(line))
    return tuple(dict.fromkeys(filter(None, each)))


def check(texts: Mapping[str, RuleText]) -> None:
    """Raise UserError for the first locale that cannot be used."""
    for locale in (each for each in LOCALES if each in texts):
        _check(LANGUAGES[locale], texts[locale])


def _check(language: str, text: RuleText) -> None:
    if not (text.name and text.text):
        raise UserError(_NO_NAME, language=language)
    for part, n, most in (
        ("keywords", len(text.keywords), MOST_KEYWORDS),
        ("examples", len(text.examples), MOST_EXAMPLES),
        ("name", units(text.name), LONGEST_NAME),
        ("text", units(text.text), LONGEST_TEXT),
        ("detail", units(text.detail), LONGEST_DETAIL),
        ("keyword", max(map(units, text.keywords), default=0), LONGEST_KEYWORD),
        ("example", max(map(units, text.examples), default=0), LONGEST_EXAMPLE),
        ("all", units(joined(text)), LONGEST),
    ):
        if n > most:
            raise UserError(_LONG[part], language=language, n=n, most=most)


def _cut(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands above a ruler, and below it."""
    for number, line in enumerate(lines):
        if number and _RULER.fullmatch(line.strip()):
            return lines[:number], lines[number + 1 :]
    return lines, []
