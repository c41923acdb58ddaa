"""A text in disguise folds into what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.triggers.folding import Folding

FOLDING = Folding()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("POLITICS", "politics"),
        ("ｐｏｌｉｔｉｃｓ！", "politics!"),
        ("polítics", "politics"),
        ("pоlitics", "politics"),  # with a Cyrillic о
        ("政\u200b治", "政治"),
        ("選舉與戰爭", "选举与战争"),
        ("", ""),
    ],
)
def test_a_disguise_comes_off(text: str, plain: str) -> None:
    assert FOLDING.fold(text) == plain


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("政*治", "政治"),
        ("政 治 局势", "政治局势"),
        ("政.治·话题", "政治话题"),
        ("p.o.l.i.t.i.c.s now", "politics now"),
        ("let us p o l i t i c s", "let us politics"),
    ],
)
def test_what_is_written_apart_is_put_together(text: str, together: str) -> None:
    assert together in FOLDING.forms(text).splitlines()


@pytest.mark.parametrize("text", ["家政，治理", "管家政。治好了", "good morning", "U S of A", "a b", "3.5 GB"])
def test_sentences_stay_apart(text: str) -> None:
    assert "政治" not in FOLDING.forms(text)
    assert FOLDING.forms(text).splitlines()[0] == FOLDING.fold(text)


@given(st.text())
def test_folding_takes_any_text(text: str) -> None:
    assert FOLDING.forms(text).startswith(FOLDING.fold(text))
