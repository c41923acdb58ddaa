"""Which rules somebody means who writes numbers and keywords, in whatever language and script they have at hand."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.rules.book import Book, Rule

Fold = Callable[[str], str]
_APART: Final = re.compile(r"[\s,，、;；]+")
_NUMBERS: Final = re.compile(r"[#.(（]?(\d{1,3})(?:[-~–到至](\d{1,3}))?[.)）、]?")
# As many words may make up a keyword.
_MOST_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """rules: in the order in which they were asked for, each once. unknown: what means none of them, as written."""

    rules: Sequence[Rule]
    unknown: Sequence[str]


def find(book: Book, wanted: str, fold: Fold) -> Found:
    """The rules that `wanted` names, by numbers, spans of numbers (2-4), names and keywords of any language.

    A word that is no keyword is looked for within names and keywords, and else within texts. fold: what makes two
    spellings the same, in characters, width and case.
    """
    words = [each for each in _APART.split(wanted) if each]
    rules: list[Rule] = []
    unknown: list[str] = []
    terms = [(rule, list(_terms(rule, fold))) for rule in book.rules]
    while words:
        taken, named = _first(book, terms, words, fold)
        if named:
            rules += named
        else:
            unknown.append(" ".join(words[:taken]))
        words = words[taken:]
    return Found(list({rule.rule_id: rule for rule in rules}.values()), unknown)


def _first(
    book: Book, terms: Sequence[tuple[Rule, Sequence[str]]], words: Sequence[str], fold: Fold
) -> tuple[int, Sequence[Rule]]:
    """What the first words name, and how many of them do."""
    if spans := _NUMBERS.fullmatch(fold(words[0])):
        first, last = int(spans[1]), int(spans[2] or spans[1])
        numbered = [book.numbered(number) for number in range(first, min(last, len(book.rules)) + 1)]
        return 1, [rule for rule in numbered if rule]
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        term = fold(" ".join(words[:count]))
        if exact := [rule for rule, known in terms if term in known]:
            return count, exact
    word = fold(words[0])
    near = [rule for rule, known in terms if any(word in each or _holds(word, each) for each in known)]
    return 1, near or [rule for rule, _ in terms if any(word in fold(text.text) for text in rule.texts.values())]


def _holds(word: str, term: str) -> bool:
    """Whether a word without spaces holds a keyword of Chinese, in which words are not written apart."""
    return len(term) > 1 and not term.isascii() and term in word


def _terms(rule: Rule, fold: Fold) -> Iterator[str]:
    """What a rule is called, in all languages."""
    for text in rule.texts.values():
        yield from (" ".join(fold(term).split()) for term in (text.name, *text.keywords))
