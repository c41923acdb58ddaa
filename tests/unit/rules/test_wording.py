"""A rule in one field of a form, and back; and what is too long for a chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.rules import wording
from bot.rules.book import LONGEST_NAME, LONGEST_TEXT, MOST_KEYWORDS, RuleText

WRITTEN = """No politics
Please take it elsewhere.
Thank you.
# politics, election，选举
> Who did you vote for?
＃ 政治
---
We come from two places.

We want to stay friends."""
WORDS = st.text(alphabet="abc 政治，d", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
KEYWORDS = st.lists(WORDS.filter(lambda word: "，" not in word), max_size=4, unique=True).map(tuple)


def test_a_field_holds_the_whole_rule() -> None:
    assert wording.split(WRITTEN) == RuleText(
        "No politics",
        "Please take it elsewhere.\nThank you.",
        "We come from two places.\n\nWe want to stay friends.",
        ("politics", "election", "选举", "政治"),
        ("Who did you vote for?",),
    )


def test_a_channel_and_a_tag_are_no_keywords() -> None:
    assert wording.split("Cats\nPost them in <#12>\n#cats only") == RuleText("Cats", "Post them in <#12>\n#cats only")


@given(WORDS, WORDS, st.one_of(st.just(""), WORDS), KEYWORDS, st.lists(WORDS, max_size=3).map(tuple))
def test_what_is_written_comes_back(
    name: str, text: str, detail: str, keywords: tuple[str, ...], examples: tuple[str, ...]
) -> None:
    rule = RuleText(name, text, detail, keywords, examples)
    assert wording.split(wording.joined(rule)) == rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RuleText("", "text"), "first line"),
        (RuleText("name", ""), "first line"),
        (RuleText("n" * (LONGEST_NAME + 1), "text"), "the name has 81"),
        (RuleText("name", "🐱" * (LONGEST_TEXT // 2 + 1)), "the text has 802"),
        (RuleText("name", "text", "d" * 1501), "explanation has 1501"),
        (RuleText("name", "text", keywords=("k" * 41,)), "a keyword has 41"),
        (RuleText("name", "text", keywords=tuple(map(str, range(MOST_KEYWORDS + 1)))), "there are 21 keywords"),
        (RuleText("name", "text", examples=("e",) * 6), "there are 6 examples"),
    ],
)
def test_what_is_too_long_is_told_with_its_limit(text: RuleText, words: str) -> None:
    with pytest.raises(UserError) as error:
        wording.check({"zh-TW": text})
    assert words in str(error.value)


def test_what_just_fits_is_taken() -> None:
    wording.check({"en": RuleText("n" * LONGEST_NAME, "t" * LONGEST_TEXT, "d" * 1500)})
