"""What becomes of a book with which a file is put together: looked at before anything is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.i18n import LOCALES
from bot.rules.book import Book, Rule, RuleText
from bot.rules.files.draft import Draft

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule of the book as it will be. rule: what it is now, None if it is new. texts: what is known of it."""

    rule: Rule | None
    texts: Mapping[str, RuleText]

    @property
    def missing(self) -> Sequence[str]:
        """The locales that have to be translated."""
        return [locale for locale in LOCALES if locale not in self.texts]

    @property
    def changed(self) -> Sequence[str]:
        """The locales in which the rule will say something else."""
        return [each for each in LOCALES if self.rule and self.texts.get(each) != self.rule.texts[each]]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole book as it will be. before: as it is; gone: its rules that will not be in it any more."""

    before: Book
    entries: Sequence[Entry]

    @property
    def new(self) -> Sequence[Entry]:
        """The rules that there are not yet."""
        return [each for each in self.entries if each.rule is None]

    @property
    def changed(self) -> Sequence[Entry]:
        """The rules that will say something else."""
        return [each for each in self.entries if each.changed]

    @property
    def gone(self) -> Sequence[Rule]:
        """The rules that are taken out."""
        kept = {each.rule.rule_id for each in self.entries if each.rule}
        return [rule for rule in self.before.rules if rule.rule_id not in kept]

    @property
    def is_reordered(self) -> bool:
        """Whether rules that stay change places among each other."""
        places = [each.rule.position for each in self.entries if each.rule]
        return places != sorted(places)

    @property
    def is_nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.new or self.changed or self.gone or self.is_reordered)


def replacing(book: Book, drafts: Sequence[Draft], fold: Fold) -> Plan:
    """The file in the place of the book. A rule with the same name in a language stays the same rule."""
    left = list(book.rules)
    entries: list[Entry] = []
    for draft in drafts:
        rule = next((each for each in left if _is_called(each, draft, fold)), None)
        if rule:
            left.remove(rule)
        entries.append(Entry(rule, kept(rule, draft)))
    return Plan(book, entries)


def adding(book: Book, drafts: Sequence[Draft], fold: Fold) -> Plan:
    """The book as it is, and after it what only the file has."""
    new = [entry for entry in replacing(book, drafts, fold).entries if entry.rule is None]
    return Plan(book, [*(Entry(rule, rule.texts) for rule in book.rules), *new])


def _is_called(rule: Rule, draft: Draft, fold: Fold) -> bool:
    return any(fold(rule.texts[locale].name) == fold(text.name) for locale, text in draft.texts.items())


def kept(rule: Rule | None, draft: Draft) -> Mapping[str, RuleText]:
    """What the file says, and of what it does not say all that need not be translated anew."""
    if rule is None:
        return draft.texts
    is_same = all(rule.texts[locale] == text for locale, text in draft.texts.items())
    return {each: text for each, text in rule.texts.items() if is_same or not text.is_machine} | dict(draft.texts)
