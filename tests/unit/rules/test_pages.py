"""A book in posts: each fits, each rule stands whole in one, whichever way the languages stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LOCALES
from bot.markup import units
from bot.rules.book import LONGEST_NAME, LONGEST_TEXT, Book, Rule, RuleText
from bot.rules.layout import block
from bot.rules.pages import BOTH, ROOM, pages
from bot.store.rule_settings import APART, TOGETHER

SHOWN = ("en", "zh-TW")
HEADS = {locale: f"## Rules {locale}" for locale in LOCALES}
LENGTHS = st.lists(
    st.tuples(st.integers(1, LONGEST_NAME), st.integers(1, LONGEST_TEXT), st.integers(1, LONGEST_TEXT)),
    min_size=1,
    max_size=12,
)


def book(lengths: list[tuple[int, int, int]]) -> Book:
    return Book(
        [
            Rule(
                n,
                n,
                {
                    locale: RuleText(
                        "N" * name, ("x" if locale == "en" else "字") * (here if locale == "en" else there)
                    )
                    for locale in LOCALES
                },
            )
            for n, (name, here, there) in enumerate(lengths)
        ]
    )


@given(LENGTHS, st.sampled_from([APART, TOGETHER]))
def test_every_post_fits_and_no_rule_is_cut(lengths: list[tuple[int, int, int]], layout: str) -> None:
    made = book(lengths)
    found = pages(made, layout, SHOWN, HEADS, "-# Version 7")
    assert all(units(page.content) <= ROOM for page in found)
    assert len({(page.locale, page.part) for page in found}) == len(found)
    assert found[-1].content.endswith("-# Version 7")
    assert sum("-# Version 7" in page.content for page in found) == 1
    for rule in made.rules:
        if layout == TOGETHER:
            both = "\n".join(block(rule, locale) for locale in SHOWN)
            assert sum(both in page.content for page in found if page.locale == BOTH) == 1
        else:
            for locale in SHOWN:
                assert any(block(rule, locale) in page.content for page in found if page.locale == locale)


@pytest.mark.parametrize(("layout", "locales"), [(APART, ["en", "zh-TW"]), (TOGETHER, [BOTH])])
def test_a_short_book_is_one_post_each(layout: str, locales: list[str]) -> None:
    assert [page.locale for page in pages(book([(3, 20, 20)] * 3), layout, SHOWN, HEADS, "-#")] == locales
