"""Rule books as Markdown: what `write_markdown` writes is read again as it was; other lists as well as can be."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from bot.errors import N_
from bot.filing.problems import BadFileError, Problem
from bot.filing.strict import decoded
from bot.i18n import LANGUAGES, LOCALES
from bot.rules.book import MOST_RULES, Book, RuleText
from bot.rules.files.document import TOO_MANY
from bot.rules.files.draft import Contents, Draft
from bot.rules.files.items import Item, Run, runs
from bot.rules.files.naming import MACHINE, Detect, texts

_BOM: Final = b"\xef\xbb\xbf"
_NO_RULES: Final = N_(
    "There is no list in this file. Each rule begins a line with a number and a dot (“1.”), with a dash, "
    "or with a heading (“##”)."
)
OTHER_TONGUE: Final = N_("This is in neither English nor Chinese. Write it in one of the two.")
_UNEVEN: Final = N_(
    "There are {n} rules in {language}, and {others} in {other}. Each rule needs its place in both lists."
)
_KEYWORDS: Final = {"en": "Keywords", "zh-CN": "关键词", "zh-TW": "關鍵字"}
_TITLE: Final = "# Rules · 规则 · 規則"
_INDENT: Final = "   "
# A full book in all languages, each with a list of its own.
_MOST_ITEMS: Final = MOST_RULES * len(LOCALES)


def read_markdown(data: bytes, detect: Detect) -> Contents:
    """The rules of a file. Raises UserError for what is no text, BadFileError for what is no rule book."""
    found, left = runs(decoded(data.removeprefix(_BOM)))
    if not found:
        raise BadFileError([Problem("line 1", _NO_RULES)])
    if (n := sum(len(run.items) for run in found)) > _MOST_ITEMS:
        raise BadFileError([Problem("rules", TOO_MANY, {"n": n, "most": MOST_RULES})])
    drafts = [[_draft(item, run.locale, detect) for item in run.items] for run in found]
    problems = [Problem(each.where, OTHER_TONGUE) for each in chain(*drafts) if not each.texts]
    if problems:
        raise BadFileError(problems)
    return Contents(_together(found, drafts), left)


def write_markdown(book: Book) -> bytes:
    """The file of a book: a list for each language."""
    lines = [_TITLE]
    for locale in LOCALES:
        lines += ["", f"## {LANGUAGES[locale]}"]
        for rule in book.rules:
            lines += ["", *_item(rule.number, rule.texts[locale], locale)]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _draft(item: Item, locale: str | None, detect: Detect) -> Draft:
    return Draft(f"line {item.line}", texts(item.lines, locale, detect) or {})


def _together(found: Sequence[Run], drafts: Sequence[Sequence[Draft]]) -> Sequence[Draft]:
    """Lists of one language each that follow each other are one book that is written several times."""
    spoken = [_spoken(run, each) for run, each in zip(found, drafts, strict=True)]
    if not all(spoken) or len(set(spoken)) == 1:
        return list(chain(*drafts))
    lists: dict[str, list[Draft]] = {}
    for locale, each in zip(spoken, drafts, strict=True):
        lists.setdefault(locale, []).extend(each)
    counts = {locale: len(each) for locale, each in lists.items()}
    (language, n), *others = counts.items()
    for other, count in others:
        if count != n:
            names = {"language": LANGUAGES[language], "other": LANGUAGES[other]}
            raise BadFileError([Problem(lists[other][0].where, _UNEVEN, {"n": n, "others": count, **names})])
    return [Draft(same[0].where, _merged(same)) for same in zip(*lists.values(), strict=True)]


def _spoken(run: Run, drafts: Sequence[Draft]) -> str:
    """The one language of a list; "" if it has several."""
    locales = {*chain(*(each.texts for each in drafts))}
    return run.locale or (locales.pop() if len(locales) == 1 else "")


def _merged(drafts: Sequence[Draft]) -> Mapping[str, RuleText]:
    return {locale: text for each in drafts for locale, text in each.texts.items()}


def _item(number: int, text: RuleText, locale: str) -> Iterator[str]:
    yield f"{number}. **{text.name}**{f' {MACHINE}' if text.is_machine else ''}"
    parts = [text.text]
    parts += [f"*{_KEYWORDS[locale]}:* {', '.join(text.keywords)}"] if text.keywords else []
    parts += ["\n".join(f"> {each}" for each in text.examples)] if text.examples else []
    parts += ["---", text.detail] if text.detail else []
    for part in parts:
        yield ""
        yield from (f"{_INDENT}{line}".rstrip() for line in part.split("\n"))
