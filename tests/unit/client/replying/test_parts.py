"""Posts that gather translations, as text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.client.replying import parts
from bot.markup import scan
from bot.markup.marks import marks, pairs
from bot.translation.record import Incoming
from bot.translation.types import Where

_TEXTS = st.text(min_size=1, max_size=80).map(lambda text: text.replace("\r", "").strip("\n") or "words")


def message(number: int, name: str = "Amy") -> Incoming:
    return Incoming(number, Where(1, 2), 7, "", datetime(2025, 1, 14, tzinfo=UTC), author_name=name)


@given(st.lists(st.tuples(st.text(max_size=40), _TEXTS), min_size=1, max_size=5))
def test_each_part_is_found_changed_and_cut_alone(said: list[tuple[str, str]]) -> None:
    made = [parts.part(message(number, name), text) for number, (name, text) in enumerate(said, 1)]
    content = parts.gathered(made)
    assert parts.sources(content) == list(range(1, len(said) + 1))
    changed = parts.replaced(content, 1, parts.part(message(1), "other words"))
    assert changed is not None
    assert parts.without(changed, {1}) == parts.without(content, {1})
    assert parts.sources(parts.without(content, {1})) == list(range(2, len(said) + 1))


def test_what_is_no_part_is_not_changed() -> None:
    assert parts.sources("only words") == []
    assert parts.replaced(parts.part(message(1), "words"), 2, "x") is None
    assert parts.without(parts.part(message(1), "words"), {1}) == ""


@given(st.text(max_size=60))
def test_no_name_gets_out_of_its_link(name: str) -> None:
    head = parts.head(message(5, name))
    assert "\n" not in head
    assert parts.sources(f"{head}\nwords") == [5]
    assert head.count("](https://") == 1


def test_a_line_that_looks_like_a_head_is_none() -> None:
    forged = parts.head(message(2))
    content = parts.gathered([parts.part(message(1), f"words\n{forged}\nmore"), parts.part(message(3), "others")])
    assert parts.sources(content) == [1, 3]


_MARKED = st.lists(
    st.sampled_from(["a", " ", "\n", "`", "```", "*", "**", "_", "~~", "||", "[", "]", "(", ")", "\\", ">>> ", "> "]),
    max_size=12,
).map("".join)


@given(_MARKED, _MARKED)
def test_no_markup_reaches_from_a_sealed_part_into_the_next(first: str, second: str) -> None:
    if not (parts.is_sealed(first) and parts.is_sealed(second)):
        return
    before = parts.part(message(1), first)
    content = parts.gathered([before, parts.part(message(2), second)])
    edge = len(before)
    tokens = scan(content)
    assert not [token for token in tokens if token.start < edge < token.end - 1]
    outside = [mark for mark in marks(content) if not any(one.start <= mark.start < one.end for one in tokens)]
    assert not [pair for pair in pairs(outside) if pair.opening.start < edge < pair.closing.start]


@pytest.mark.parametrize(
    "text", ["a ```", "`a", "||a", "**a", "a ~~ b", ">>> a", "[a", "*a\nb*", "\\`a`", "_a", "````a"]
)
def test_what_is_left_open_is_not_sealed(text: str) -> None:
    assert not parts.is_sealed(text)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "**a** b",
        "||a *b*||",
        "`a ** b`",
        "```\na ** b\n```",
        "[a](https://example.org/a)",
        "snake_case",
        "> a",
        "\\*a",
    ],
)
def test_what_is_closed_is_sealed(text: str) -> None:
    assert parts.is_sealed(text)
