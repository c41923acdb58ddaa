"""Words with a fixed rendering."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import Span, pieces, protect, restore, scan
from tests.unit.linear import grows_linearly
from tests.unit.markup.messages import MESSAGES


def term(text: str, words: str, rendering: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), rendering)


@pytest.mark.parametrize(
    ("source", "words", "rendering", "answer", "restored"),
    [
        ("你家猫就yyds", "yyds", "the GOAT", "Your cat is ⟦0⟧", "Your cat is the GOAT"),
        ("你家猫就yyds", "yyds", "the GOAT", "Your cat is⟦0⟧!", "Your cat is the GOAT!"),
        ("你家猫就yyds", "yyds", "the GOAT", "Your cat is a ⟦0⟧.", "Your cat is the GOAT."),
        ("你家猫就yyds", "yyds", "the GOAT", "Your cat is the⟦0⟧.", "Your cat is the GOAT."),
        ("yyds，你家猫", "yyds", "the GOAT", "⟦0⟧,your cat", "the GOAT,your cat"),
        ("小红书的猫", "小红书", "RedNote", "⟦0⟧'s cat", "RedNote's cat"),
        ("小红薯们好", "小红薯", "RedNote user", "Hello ⟦0⟧s", "Hello RedNote users"),
        ("小红书很好玩", "小红书", "RedNote", "⟦0⟧is fun", "RedNote is fun"),
        ("小红书很好玩", "小红书", "RedNote", "So,⟦0⟧ is fun", "So, RedNote is fun"),
        ("your cat is the GOAT fr", "the GOAT", "永远的神", "你的猫是 ⟦0⟧ 真的", "你的猫是永远的神真的"),
        ("RedNote is fun", "RedNote", "小红书", "⟦0⟧ 很好玩", "小红书很好玩"),
        ("RedNote is fun", "RedNote", "小红书", "「 ⟦0⟧ 」很好玩", "「小红书」很好玩"),
        ("RedNote app", "RedNote", "小红书", "⟦0⟧APP", "小红书 APP"),
        ("i like Lemon8 a lot", "Lemon8", "Lemon8", "我很喜欢⟦0⟧这个", "我很喜欢 Lemon8 这个"),
        ("i like Lemon8 a lot", "Lemon8", "Lemon8", "我很喜欢⟦0⟧，真的", "我很喜欢 Lemon8，真的"),
        ("well, RedNote", "RedNote", "RedNote", "这个嘛， ⟦0⟧ ！", "这个嘛，RedNote！"),
        ("<@1> on RedNote", "RedNote", "小红书", "⟦1⟧上的⟦0⟧", "小红书上的<@1>"),
    ],
)
def test_how_renderings_stand(source, words, rendering, answer, restored):
    assert restore(protect(source, [term(source, words, rendering)]), answer) == restored


def test_the_number_of_a_slot_goes_by_its_place():
    protected = protect("RedNote <@1> yyds", [Span(13, 17, "the GOAT"), Span(0, 7, "小红书")])
    assert protected.text == "⟦0⟧ ⟦1⟧ ⟦2⟧"
    assert protected.slots == ("小红书", "<@1>", "the GOAT")
    assert protected.words == {0, 2}


@pytest.mark.parametrize(
    "span",
    [
        Span(0, 4, "x"),
        Span(3, 8, "x"),
        Span(9, 13, "x"),
        Span(16, 19, "x"),
        Span(4, 4, "x"),
        Span(5, 99, "x"),
        Span(-3, 2, "x"),
        Span(4, 6, "  "),
    ],
)
def test_a_term_that_meets_something_else_is_left_to_the_engine(span):
    #       0123456789012345678
    text = "<@1> hi **yyds** a\nb"
    assert protect(text, [span]) == protect(text)


def test_of_two_terms_that_meet_the_first_counts():
    assert protect("永远的神", [Span(0, 4, "the GOAT"), Span(2, 4, "of")]).slots == ("the GOAT",)


def test_terms_go_before_quantities():
    assert protect("v我50% ok", [Span(2, 5, "half")], quantities=True).slots == ("half",)


def test_a_lost_term_is_damage_and_comes_back_piece_by_piece():
    protected = protect("你家猫就yyds啊", [Span(4, 8, "the GOAT")])
    assert restore(protected, "Your cat is the best") is None
    assert pieces(protected) == ["你家猫就", 0, "啊"]
    assert restore(protected, "Your cat is⟦0⟧, ah") == "Your cat is the GOAT, ah"


def test_a_rendering_that_reads_as_a_token_is_no_damage():
    protected = protect("爱你 <3 笔芯", [Span(6, 8, "<3")])
    assert restore(protected, "love you ⟦0⟧ ⟦1⟧") == "love you <3 <3"


@given(MESSAGES, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8)), max_size=4))
def test_any_terms_leave_all_tokens_in_place(text, drawn):
    spans = [Span(start, start + length, "称") for start, length in drawn]
    protected = protect(text, spans)
    assert [slot for n, slot in enumerate(protected.slots) if n not in protected.words] == list(protect(text).slots)
    restored = restore(protected, protected.text)
    if restored is not None:
        assert {token.text for token in scan(text)} <= {token.text for token in scan(restored)}


def test_many_terms_are_quick():
    def work(text: str) -> None:
        protected = protect(text, [Span(at, at + 2, "the GOAT") for at in range(0, len(text), 4)])
        assert restore(protected, protected.text)

    grows_linearly(work, "神了 a ", 1000)
