"""What changed between two versions is told completely, and no more than what changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES
from bot.rules.book import Book, Rule, RuleText
from bot.rules.differences import What, differences, lines

NAMES = st.lists(st.tuples(st.integers(0, 6), st.sampled_from("ab")), max_size=7, unique_by=lambda each: each[0])


def book(rules: list[tuple[int, str]]) -> Book:
    return Book(
        [
            Rule(n, place, {each: RuleText(f"{name}{n}", "text") for each in LOCALES})
            for place, (n, name) in enumerate(rules)
        ]
    )


def told(before: Book, after: Book) -> list[tuple[What, int]]:
    found = differences(before, after)
    return [(each.what, (each.after or each.before or before.rules[0]).rule_id) for each in found]


def test_one_rule_that_moves_is_one_difference() -> None:
    rules = [(n, "a") for n in range(5)]
    assert told(book(rules), book([rules[4], *rules[:4]])) == [(What.MOVED, 4)]
    assert told(book(rules), book([*rules[1:], rules[0]])) == [(What.MOVED, 0)]


def test_what_follows_a_removed_rule_has_not_moved() -> None:
    assert told(book([(0, "a"), (1, "a"), (2, "a")]), book([(1, "a"), (2, "a")])) == [(What.REMOVED, 0)]
    assert told(book([(1, "a")]), book([(0, "a"), (1, "a")])) == [(What.ADDED, 0)]


def test_approving_a_text_changes_nothing_that_one_reads() -> None:
    before = book([(0, "a")])
    seen = {locale: replace(text, is_machine=True) for locale, text in before.rules[0].texts.items()}
    assert differences(before, Book([replace(before.rules[0], texts=seen)])) == []


def test_lines_tell_of_all_that_a_rule_says() -> None:
    before = Rule(1, 0, {"en": RuleText("Cats", "Post one.", "They rule.", ("cat",), ("Biscuit",))})
    after = Rule(1, 0, {"en": RuleText("Cats", "Post two.", "They rule.", ("cat", "pet"), ())})
    (found,) = differences(Book([before]), Book([after]))
    assert lines(found, "en") == ["- Post one.", "- # cat", "- > Biscuit", "+ Post two.", "+ # cat, pet"]


@given(NAMES, NAMES)
def test_each_rule_is_told_of_once_and_only_if_something_became_of_it(
    old: list[tuple[int, str]], new: list[tuple[int, str]]
) -> None:
    found = {rule_id: what for what, rule_id in told(book(old), book(new))}
    then, now = dict(old), dict(new)
    assert {each for each, what in found.items() if what is What.ADDED} == now.keys() - then.keys()
    assert {each for each, what in found.items() if what is What.REMOVED} == then.keys() - now.keys()
    both = now.keys() & then.keys()
    assert {each for each, what in found.items() if what is What.CHANGED} == {n for n in both if now[n] != then[n]}
    # Without those that moved or were changed, the rest stands in the old order.
    stayed = [n for n, _ in new if n in both and found.get(n) is not What.MOVED]
    kept = [n for n in stayed if n not in found]
    assert kept == [n for n, _ in old if n in kept]


@given(NAMES)
def test_nothing_changed_is_no_difference(rules: list[tuple[int, str]]) -> None:
    assert differences(book(rules), book(rules)) == []
