"""A rule book beside the rules that Discord itself shows to whoever joins."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from rapidfuzz import fuzz

from bot.i18n import ENGLISH, LOCALES
from bot.rules.book import Book, Rule, RuleText

# Two texts that share less than this say different things; found with rules that were reworded.
_ALIKE: Final = 60.0
_SAME: Final = 100.0
_NOT_SAID: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"\s*(?:[Rr]ule\s*|规则\s*|規則\s*)?\d{1,2}\s*[.)、．）:：]\s*")


class Match(Enum):
    """How a rule stands to those on the other side."""

    SAME = "same"
    ALIKE = "alike"
    ONLY_THERE = "only there"
    ONLY_HERE = "only here"


@dataclass(frozen=True, slots=True)
class Pair:
    """there: the place, from 0, of what Discord shows, with its text. rule: that of the book. One may be missing."""

    match: Match
    there: int | None = None
    text: str = ""
    rule: Rule | None = None


def compare(book: Book, texts: Sequence[str]) -> Sequence[Pair]:
    """What each text of Discord's has in the book, in Discord's order, and then what only the book has.

    A text that is a rule's name, its text, or both, in one language or in English and Chinese, is the same.
    """
    chosen = _chosen(book, texts)
    pairs = [_pair(place, text, *chosen.get(place, (None, 0.0))) for place, text in enumerate(texts)]
    taken = {rule.rule_id for rule, _ in chosen.values()}
    return [*pairs, *(Pair(Match.ONLY_HERE, rule=rule) for rule in book.rules if rule.rule_id not in taken)]


def _pair(place: int, text: str, rule: Rule | None, score: float) -> Pair:
    if rule is None:
        return Pair(Match.ONLY_THERE, place, text)
    return Pair(Match.SAME if score >= _SAME else Match.ALIKE, place, text, rule)


def _chosen(book: Book, texts: Sequence[str]) -> Mapping[int, tuple[Rule, float]]:
    """For each text its rule; the most alike find each other first, and each is chosen once."""
    scores = [
        (_score(text, rule), -place, -rule.position, rule) for place, text in enumerate(texts) for rule in book.rules
    ]
    chosen: dict[int, tuple[Rule, float]] = {}
    taken: set[int] = set()
    for score, place, _, rule in sorted(scores, key=lambda each: each[:3], reverse=True):
        if score < _ALIKE:
            break
        if -place not in chosen and rule.rule_id not in taken:
            chosen[-place] = (rule, score)
            taken.add(rule.rule_id)
    return chosen


def _score(text: str, rule: Rule) -> float:
    said = _plain(_NUMBER.sub("", text, count=1))
    if not said:
        return 0.0
    return max(_SAME if said == form else min(fuzz.ratio(said, form), _SAME - 1) for form in _forms(rule))


def _forms(rule: Rule) -> Iterator[str]:
    """How a rule can be said, without what does not sound."""
    for locale in LOCALES:
        yield from _parts(rule.texts[locale])
    english = rule.texts[ENGLISH]
    for locale in (each for each in LOCALES if each != ENGLISH):
        chinese = rule.texts[locale]
        for here, there in zip(_parts(english), _parts(chinese), strict=True):
            yield here + there
            yield there + here


def _parts(text: RuleText) -> tuple[str, str, str]:
    return _plain(text.name), _plain(text.text), _plain(f"{text.name} {text.text}")


def _plain(text: str) -> str:
    return _NOT_SAID.sub("", text).casefold()
