"""Bold, italics, underline, strike and spoilers."""

import pytest

from bot.markup import balanced, pieces, protect, restore
from bot.markup.marks import marks, pairs
from tests.unit.linear import grows_linearly


def found(text: str) -> list[tuple[str, str]]:
    """Each pair's mark and what stands between, in the order in which they open."""
    made = sorted(pairs(marks(text)), key=lambda pair: (pair.opening.start, -pair.closing.end, -len(pair.opening.text)))
    return [(pair.opening.text, text[pair.opening.end : pair.closing.start]) for pair in made]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("*a*", [("*", "a")]),
        ("_a_ b", [("_", "a")]),
        ("**a**", [("**", "a")]),
        ("__a__", [("__", "a")]),
        ("~~a~~", [("~~", "a")]),
        ("||a||", [("||", "a")]),
        ("||a||||b||", [("||", "a"), ("||", "b")]),
        ("***a***", [("**", "a"), ("*", "a")]),
        ("__*a*__", [("__", "*a*"), ("*", "a")]),
        ("__***a***__", [("__", "***a***"), ("**", "a"), ("*", "a")]),
        ("||**a**||", [("||", "**a**"), ("**", "a")]),
        ("***a** b*", [("*", "a** b"), ("**", "a")]),
        ("***a* b**", [("**", "a* b"), ("*", "a")]),
        ("**a *b***", [("**", "a *b"), ("*", "b")]),
        ("我*真的*爱_你_。", [("*", "真的"), ("_", "你")]),
        ("*a *b* c", [("*", "b")]),
        ("** a **", [("**", " a ")]),
    ],
)
def test_pairs(text, made):
    assert found(text) == made


@pytest.mark.parametrize(
    "text",
    [
        *("3*4*5", "3 * 4 * 5", "2**10 and 3**2", "snake_case_name", "a__b__c", "f**k this s**t", "* a * b", "_ _"),
        *(r"\*a\*", "**", "*", "5* and 4*", "____", "~~~a~~~", "a|b|c", "__init__x"),
    ],
)
def test_what_is_no_pair(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["3*4*5 = 60", "snake_case_name is ok", "f**k this s**t"])
def test_what_is_no_pair_may_change(text):
    assert restore(protect(text), "好的") == "好的"


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        ("我*真的*爱你", "I*really*love you", "I *really* love you"),
        ("我*真的*爱你", "I * really * love you", "I *really* love you"),
        ("我**真的**爱你", "I**really**love you", "I **really** love you"),
        ("I **really** love you", "我 ** 真的 ** 爱你", "我**真的**爱你"),
        ("I **really** love you", "我＊＊真的＊＊爱你", "我**真的**爱你"),
        ("I _really_ love you", "我 _ 真的 _ 爱你", "我_真的_爱你"),
        ("||he dies||", "｜｜他死了｜｜", "||他死了||"),
        ("||he dies||", "|| 他死了 ||", "||他死了||"),
        ("~~no~~ yes", "～～不～～是", "~~不~~是"),
        ("** loose **", "** 松 **", "** 松 **"),
        ("***so*** good", "*** 真 *** 好", "***真***好"),
        ("a *b* c 3*4", "甲 *乙* 丙 3*4", "甲 *乙* 丙 3*4"),
    ],
)
def test_what_engines_do_to_marks_is_repaired(source, answer, restored):
    assert restore(protect(source), answer) == restored


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("*a* b", "甲 乙"),
        ("_a_ b", "甲 乙"),
        ("***a*** b", "**甲** 乙"),
        ("a b", "*甲* 乙"),
        ("||**x** y||", "**甲** ||乙||"),
        ("||<@1>|| hi", "⟦0⟧ ||你好||"),
        ("||<@1> dies|| hi", "||死|| ⟦0⟧ 你好"),
    ],
)
def test_damage(source, answer):
    assert restore(protect(source), answer) is None


def test_marks_are_pieces_of_their_own():
    assert pieces(protect("**a *b*** <@1> c_d")) == ["**", "a ", "*", "b", "***", " ", 0, " c_d"]


def test_a_pair_may_move_but_not_leave_a_spoiler():
    assert balanced("**a** ||b||", "||乙|| **甲**")
    assert not balanced("||a **b**||", "||甲|| **乙**")


@pytest.mark.parametrize("unit", ["*", "_", "**a", "*a*", "_a_ ", "||", "~~", "***a ", "*a _b ", "＊＊"])
def test_no_marks_make_it_slow(unit):
    grows_linearly(lambda text: pairs(marks(text)), unit)
    grows_linearly(lambda text: restore(protect("**a** _b_ " + text), "** a ** _b_ " + text), unit, 500)
