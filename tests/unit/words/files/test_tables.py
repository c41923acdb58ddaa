"""TOML, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.words.files import tables
from bot.words.files.pairing import LAYOUT as PAIRS
from bot.words.files.row import FileError
from bot.words.files.wording import LAYOUT, row_of, word_of
from bot.words.word import Kind, Word

DOCUMENT = """
# ours
[[word]]
word = "火锅局"
rendering = "Hotpot Night"
variants = ["火锅趴", "hotpot party"]

[[word]]
word = "RedBridge"
kind = "keep"
colour = "red"

[[word]]
word = 7

[[ "word" ]]
word = "late"
"""


def test_tables_become_lines() -> None:
    first, second, third, fourth = tables.read(DOCUMENT.encode(), LAYOUT)
    assert word_of(first) == Word("火锅局", Kind.TERM, "Hotpot Night", ("火锅趴", "hotpot party"))
    assert word_of(second) == Word("RedBridge", Kind.KEEP)
    assert [row.line for row in (first, second, third, fourth)] == [3, 8, 13, 16]
    with pytest.raises(UserError, match="must be a text"):
        word_of(third)


def test_tables_without_heads_are_counted() -> None:
    rows = tables.read(b'word = [{word = "aa"}, {word = "bb"}]', LAYOUT)
    assert [(row.line, row.values["word"]) for row in rows] == [(1, "aa"), (2, "bb")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[[word]]\nword = x", "line 2"),
        (b"[[wort]]", "no table [[word]]"),
        (b'word = "aa"', "no table [[word]]"),
        (b"", "no table [[word]]"),
        ("[[word]]\nword = '火'".encode("gb18030"), "UTF-8"),
        (b"a = " + b"[" * 5000, "not TOML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(FileError) as caught:
        tables.read(data, LAYOUT)
    assert said in str(caught.value)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys(("from", "to", "source", "translation"), TEXTS)), min_size=1, max_size=4
    )
)
def test_what_is_written_is_read_back(rows: list[dict[str, str]]) -> None:
    read = tables.read(tables.write(rows, PAIRS), PAIRS)
    assert [row.values for row in read] == [{name: text for name, text in row.items() if text.strip()} for row in rows]


def test_a_word_goes_both_ways() -> None:
    word = Word("火锅局", Kind.TERM, "Hotpot Night", ("火锅趴", "hotpot party"), "x", "好")
    (row,) = tables.read(tables.write([row_of(word)], LAYOUT), LAYOUT)
    assert word_of(row) == word
