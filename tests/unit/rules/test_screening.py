"""Rules are found again in what Discord shows, however it is put there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES
from bot.rules.book import Book, Rule, RuleText
from bot.rules.screening import Match, compare

KIND = {
    "en": RuleText("Be kind", "Talk to people as if they sat across the table."),
    "zh-CN": RuleText("友善待人", "说话就像对方坐在你对面。"),
    "zh-TW": RuleText("友善待人", "說話就像對方坐在你對面。"),
}
ADS = {
    "en": RuleText("No ads", "Ask a moderator before you sell something here."),
    "zh-CN": RuleText("别发广告", "想在这里卖东西，先问管理员。"),
    "zh-TW": RuleText("請勿打廣告", "想在這裡賣東西，先問管理員。"),
}
BOOK = Book([Rule(7, 0, KIND), Rule(8, 1, ADS)])


@pytest.mark.parametrize(
    "text",
    [
        "Be kind",
        "1. be KIND!",
        "Rule 1: Be kind. Talk to people as if they sat across the table.",
        "**友善待人**：说话就像对方坐在你对面",
        "說話就像對方坐在你對面。",
        "Be kind · 友善待人",
    ],
)
def test_the_same_is_found_however_it_is_written(text: str) -> None:
    first, second = compare(BOOK, [text])
    assert (first.match, first.there, first.rule) == (Match.SAME, 0, BOOK.rules[0])
    assert (second.match, second.rule) == (Match.ONLY_HERE, BOOK.rules[1])


def test_what_was_reworded_is_alike_and_the_rest_stands_alone() -> None:
    texts = ["Keep your camera on", "Ask a moderator before selling anything here", "友善待人"]
    found = compare(BOOK, texts)
    assert [(pair.match, pair.there, pair.rule.rule_id if pair.rule else None) for pair in found] == [
        (Match.ONLY_THERE, 0, None),
        (Match.ALIKE, 1, 8),
        (Match.SAME, 2, 7),
    ]


def test_a_rule_is_chosen_once_by_what_is_most_alike() -> None:
    found = compare(BOOK, ["Be kinds", "Be kind"])
    assert [pair.match for pair in found] == [Match.ONLY_THERE, Match.SAME, Match.ONLY_HERE]


def test_what_says_nothing_is_only_there() -> None:
    assert [pair.match for pair in compare(BOOK, ["—— 🍵", ""])] == [Match.ONLY_THERE] * 2 + [Match.ONLY_HERE] * 2


TEXTS = st.text(alphabet="ab c字。1.\n", max_size=12)


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=5))
def test_each_text_and_each_rule_is_told_of_once(texts: list[str], names: list[str]) -> None:
    rules = [Rule(n, n, {locale: RuleText(name, "x" * n) for locale in LOCALES}) for n, name in enumerate(names)]
    found = compare(Book(rules), texts)
    assert [pair.there for pair in found if pair.there is not None] == list(range(len(texts)))
    assert sorted(pair.rule.rule_id for pair in found if pair.rule) == list(range(len(names)))
