"""Topics are found by their words and patterns, in both languages and in disguise, and where they are meant only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.triggers.folding import Folding
from bot.rules.triggers.matcher import Hit, Matcher, Topic
from bot.rules.triggers.patterns import PatternError, compiled

FOLDING = Folding()
POLITICS = Topic(1, ("politics", "elect*", "war", "政治", "选举", "zz"))


def found(text: str, *topics: Topic) -> list[tuple[int, str]]:
    return [(hit.key, hit.word) for hit in Matcher(topics or (POLITICS,), FOLDING).match(text)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Let's talk politics", "politics"),
        ("the ELECTIONS are near", "elect*"),
        ("two wars, and a war's end", "war"),
        ("我们聊政治吧", "政治"),
        ("選舉結果", "选举"),
        ("政*治", "政治"),
        ("p.o.l.i.t.i.c.s", "politics"),
        ("别说zz了", "zz"),
    ],
)
def test_a_word_is_found(text: str, word: str) -> None:
    assert found(text) == [(1, word)]


@pytest.mark.parametrize("text", ["", "warm software", "a pizza, please", "家政，治理", "pol itics", "the select few"])
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert found(text) == []


def test_the_translation_counts_as_well_and_each_topic_once() -> None:
    matcher = Matcher([POLITICS, Topic(2, ("猫",))], FOLDING)
    assert matcher.match("那件事和猫", "that political war thing, war") == [Hit(1, "war"), Hit(2, "猫")]


def test_a_word_may_belong_to_several_topics() -> None:
    assert found("ad", Topic(7, ("ad",)), Topic(8, ("ad", "spam"))) == [(7, "ad"), (8, "ad")]


@pytest.mark.parametrize(
    ("text", "is_found"), [("an ad hoc plan", False), ("an ad, ad hoc", True), ("Ad Hoc", False), ("see my ad", True)]
)
def test_an_exception_spares_what_lies_in_it(text: str, is_found: bool) -> None:
    assert bool(found(text, Topic(3, ("ad",), exceptions=("ad hoc",)))) is is_found


@pytest.mark.parametrize(("text", "is_found"), [("call 555-1234", True), ("order 555-1234", False)])
def test_a_pattern_has_exceptions_too(text: str, is_found: bool) -> None:
    assert bool(found(text, Topic(4, pattern=r"\d{3}-\d{4}", exceptions=("order 555-1234",)))) is is_found


@pytest.mark.parametrize("pattern", ["x{1000}{1000}", "(?=a)", "a**", "[", r"(a)\1", "(" * 2000])
def test_a_pattern_that_could_run_away_or_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


def test_patterns_that_others_choke_on_are_done_with() -> None:
    matcher = Matcher([Topic(5, pattern="(a+)+$"), Topic(6, pattern="(.*a){12}b")], FOLDING)
    # A backtracking engine would need longer than the universe has; this test would run out of time.
    assert matcher.match("a" * 4000 + "!") == ()


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), max_size=6))
def test_any_text_and_any_words_do(text: str, words: list[str]) -> None:
    Matcher([Topic(1, tuple(words), exceptions=tuple(words[:1]))], FOLDING).match(text)


@given(st.sampled_from(["politics", "政治", "选举"]), st.text(alphabet=" *._-", min_size=1, max_size=1))
def test_a_word_is_found_however_its_letters_are_kept_apart(word: str, between: str) -> None:
    assert found(between.join(word)) == [(1, word)]
