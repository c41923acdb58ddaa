"""What changed from one version of a rule book to the next, as people read it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.rules import wording
from bot.rules.book import Book, Rule


class What(Enum):
    """What became of a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """before: None for a rule that is new. after: None for one that is gone."""

    what: What
    before: Rule | None
    after: Rule | None


def differences(before: Book, after: Book) -> Sequence[Difference]:
    """What became of each rule, those in the new book in its order, then those that are gone."""
    found: list[Difference] = []
    stayed = _stayed(before, after)
    for rule in after.rules:
        former = before.rule(rule.rule_id)
        if former is None:
            found.append(Difference(What.ADDED, None, rule))
        elif _plain(former) != _plain(rule):
            found.append(Difference(What.CHANGED, former, rule))
        elif rule.rule_id not in stayed:
            found.append(Difference(What.MOVED, former, rule))
    gone = [rule for rule in before.rules if after.rule(rule.rule_id) is None]
    return [*found, *(Difference(What.REMOVED, rule, None) for rule in gone)]


def lines(difference: Difference, locale: str) -> Sequence[str]:
    """What a rule said and says in a language, line by line: `- ` before what went, `+ ` before what came."""
    before, after = (_lines(rule, locale) for rule in (difference.before, difference.after))
    went = [f"- {line}" for line in before if line not in after]
    came = [f"+ {line}" for line in after if line not in before]
    return [*went, *came]


def _stayed(before: Book, after: Book) -> frozenset[int]:
    """The rules that kept their place among those that are in both: the longest run of them in the old order."""
    order = [rule.rule_id for rule in before.rules]
    places = [order.index(rule.rule_id) for rule in after.rules if rule.rule_id in order]
    best: list[list[int]] = []
    nothing: list[int] = []
    for place in places:
        longest = max((run for run in best if run[-1] < place), key=len, default=nothing)
        best.append([*longest, place])
    return frozenset(order[place] for place in max(best, key=len, default=nothing))


def _plain(rule: Rule) -> object:
    """What a rule says, whoever wrote it."""
    return {locale: replace(text, is_machine=False) for locale, text in rule.texts.items()}


def _lines(rule: Rule | None, locale: str) -> Sequence[str]:
    return wording.joined(rule.texts[locale]).split("\n") if rule else []
