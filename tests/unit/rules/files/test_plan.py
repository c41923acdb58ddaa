"""What a file would make of a book: which rules stay the same ones, which are new, and which go."""

from collections.abc import Sequence

from bot.i18n import LOCALES
from bot.rules.book import Book, Rule, RuleText
from bot.rules.files.draft import Draft
from bot.rules.files.plan import adding, replacing


def rule(number: int, name: str, *, is_machine: bool = False) -> Rule:
    texts = {each: RuleText(f"{name} {each}", "Text.", is_machine=is_machine and each != "en") for each in LOCALES}
    return Rule(10 + number, number, texts)


BOOK = Book([rule(0, "Cats"), rule(1, "Ads", is_machine=True), rule(2, "Kind")])


def draft(locale: str, name: str, text: str = "Text.") -> Draft:
    return Draft("line 1", {locale: RuleText(name, text)})


def ids(rules: Sequence[Rule | None]) -> list[int | None]:
    return [each.rule_id if each else None for each in rules]


def test_a_rule_with_the_same_name_in_any_language_stays_the_same_rule() -> None:
    plan = replacing(BOOK, [draft("zh-CN", "KIND ZH-CN"), draft("en", "New"), draft("en", "Cats en")], str.lower)
    assert ids([each.rule for each in plan.entries]) == [12, None, 10]
    assert ids(plan.gone) == [11]
    assert [each.texts for each in plan.changed] == [{**BOOK.rules[2].texts, "zh-CN": RuleText("KIND ZH-CN", "Text.")}]
    assert plan.is_reordered


def test_nothing_is_translated_anew_that_a_person_wrote_or_that_still_fits() -> None:
    same, machine, person = [
        replacing(BOOK, [each], str.lower).entries[0]
        for each in (draft("en", "Ads en"), draft("en", "Ads en", "Else."), draft("en", "Kind en", "Else."))
    ]
    assert (same.missing, same.changed) == ([], [])
    assert (machine.missing, machine.changed) == (["zh-CN", "zh-TW"], list(LOCALES))
    assert (person.missing, person.changed) == ([], ["en"])


def test_one_name_is_one_rule_only_once() -> None:
    plan = replacing(BOOK, [draft("en", "Cats en"), draft("en", "Cats en", "Twice.")], str.lower)
    assert ids([each.rule for each in plan.entries]) == [10, None]


def test_the_same_book_changes_nothing() -> None:
    assert replacing(BOOK, [Draft("", each.texts) for each in BOOK.rules], str.lower).is_nothing
    assert not replacing(BOOK, [Draft("", each.texts) for each in reversed(BOOK.rules)], str.lower).is_nothing


def test_what_is_added_changes_nothing_that_there_is() -> None:
    plan = adding(BOOK, [draft("en", "Cats en", "Else."), draft("en", "New")], str.lower)
    assert ids([each.rule for each in plan.entries]) == [10, 11, 12, None]
    assert (len(plan.new), plan.changed, plan.gone, plan.is_reordered) == (1, [], [], False)
