from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engines.layout import has_words, keep_lines, portions
from bot.markup import chunks

LINES = st.lists(st.sampled_from(["", "  ", "hello", "  - 你好 ", "1 + 1", "😂", "⟦0⟧", "a ⟦1⟧\tb"]), max_size=12).map(
    "\n".join
)


def translate(text: str, ask: Callable[[str], str], halvings: int = 3, *, hurry: bool = False) -> str:
    return keep_lines(text, ask, halvings=halvings, may_go_on=lambda _: not hurry)


class Engine:
    """Upper-cases; `glue` joins what it is given into one line first."""

    def __init__(self, glue: str | None = None) -> None:
        self.glue = glue
        self.asked: list[str] = []

    def __call__(self, text: str) -> str:
        self.asked.append(text)
        return (text if self.glue is None else self.glue.join(text.split("\n"))).upper()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "123", "😂😂", "= =", "→ 3", "  \n!\n"])
def test_a_text_without_words_is_not_asked_for(text: str):
    engine = Engine()
    assert translate(text, engine) == text
    assert engine.asked == []
    assert not has_words(text)


@given(LINES)
def test_an_engine_that_keeps_lines_is_asked_once_and_the_layout_stays(text: str):
    engine = Engine()
    assert translate(text, engine) == text.upper()
    assert len(engine.asked) <= 1


@given(LINES)
def test_an_engine_that_trims_each_line_takes_nothing_away(text: str):
    answer = translate(text, lambda part: "\n".join(line.strip() for line in part.split("\n")).upper())
    assert answer == text.upper()


def test_glued_lines_are_asked_for_again_in_halves():
    engine = Engine(glue=" ")
    assert translate("one\n\n  two\nthree\nfour\n", engine) == "ONE\n\n  TWO\nTHREE\nFOUR\n"
    assert engine.asked[0] == "one\n\n  two\nthree\nfour"
    assert len(engine.asked) <= 7


def test_the_number_of_requests_is_bounded():
    engine = Engine(glue=" ")
    answer = translate("\n".join(["line"] * 500), engine)
    assert len(engine.asked) == 1 + 2 + 4 + 8
    assert answer.split() == ["LINE"] * 500


def test_in_a_hurry_a_merged_line_is_better_than_none():
    engine = Engine(glue=" ")
    assert translate(" one\ntwo", engine, hurry=True) == " ONE TWO"
    assert len(engine.asked) == 1


def test_one_line_stays_one_line():
    assert translate("hello, you", lambda _: "你好\n你") == "你好 你"


@given(st.text(), st.integers(1, 80))
def test_portions_lose_nothing_and_fit(text: str, limit: int):
    cut = portions(text, lambda part: len(part.encode("utf-8", "replace")) <= limit, chunks)
    assert "".join(cut) == text
    assert all(len(part) < 8 or len(part.encode("utf-8", "replace")) <= limit for part in cut)


def test_a_text_that_fits_is_one_portion():
    assert portions("hello", lambda part: len(part) <= 5, chunks) == ["hello"]
