"""What makes two texts one, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.memory.characters import plain, shortened
from bot.translation.memory.reading import read
from tests.unit.linear import grows_linearly


def same(one: str, other: str) -> bool:
    left, right = read(plain(one)), read(plain(other))
    return (left.key, left.question) == (right.key, right.question)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Good morning", "GOOD  MORNING!!!"),
        ("thanks", "ｔｈａｎｋｓ！"),
        ("I'm OK", "im okay 😊"),
        ("don’t worry", "dont worry..."),
        ("you are welcome", "u r welcome"),
        ("it's fine", "It is fine."),
        ("follow-up", "follow up"),
        ("U.S.", "US"),
        ("I make 1,000", "i make 1000"),
        ("what does “yyds” mean?", 'What does "yyds" mean??'),
        ("你好，世界", " 你好 世界！"),
        ("妳好", "您好～"),
        ("用 App 吗？", "用app吗?"),
        ("sooooo good", "sooo good"),
        ("❤️ thanks 🙏🏽", "thanks"),
        ("1️⃣ thanks", "thanks"),
    ],
)
def test_texts_that_are_one(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("it's", "its"),
        ("we're", "were"),
        ("I'll", "ill"),
        ("let's", "lets"),
        ("no", "noo"),
        ("to", "too"),
        ("so good", "sooo good"),
        ("你吃了", "你吃了？"),
        ("really", "really?"),
        ("100", "1000"),
        ("1.5", "15"),
        ("10:30", "1030"),
        ("20-30", "2030"),
        ("-5", "5"),
        ("5%", "5"),
        ("$5", "5"),
        ("C++", "C"),
        ("谢谢", "谢"),
        ("她来了", "他来了"),
        ("看看", "看"),
        ("x²", "x2"),
        ("café", "cafe"),
    ],
)
def test_texts_that_are_two(one, other):
    assert not same(one, other)


def test_what_is_around_the_words_is_kept_in_order():
    reading = read("⟦0⟧, 🌞 good ⟦1⟧ morning!! ⟦2⟧")
    assert reading.units == ("good", "⟦⟧", "morning")
    assert [piece for kind, piece in reading.before if kind != "space"] == ["⟦0⟧", ",", "🌞"]
    assert [piece for kind, piece in reading.after if kind != "space"] == ["!!", "⟦2⟧"]
    assert reading.inner == ("⟦1⟧",)


def test_breaks_and_questions_are_where_they_stand():
    reading = read("what? no, 🐱 stop")
    assert (reading.breaks, reading.questions, reading.question) == ((1, 2, 2), (1,), False)


@pytest.mark.parametrize(
    ("text", "wrap"), [("**hi**", "**"), ("||hi||", "||"), ("~~hi~~", "~~"), ("*hi", ""), ("_ hi_", "")]
)
def test_marks_around_the_whole_text(text, wrap):
    assert read(text).wrap == wrap


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("good", set()),
        ("goood", {"good", "god"}),
        (
            "soooo cuteee",
            {"so cute", "soo cute", "sooo cute", "so cutee", "soo cutee", "so cuteee", "soo cuteee", "sooo cutee"},
        ),
        ("1000", set()),
        ("好好好吃", {"好好吃", "好吃"}),
    ],
)
def test_stretched_letters_may_be_two_or_one(text, readings):
    assert set(shortened(plain(text))) == readings


def test_many_stretched_letters_are_not_tried_in_every_way():
    assert shortened("aaa bbb ccc ddd") == ("aa bb cc dd", "a b c d")


@given(st.text())
def test_any_text_can_be_read(text):
    """Nothing is lost but spaces, quotes and the like: units are never more than characters, save for contractions."""
    reading = read(plain(text))
    assert len(reading.units) == len(reading.spelled)
    assert all(0 < at <= len(reading.units) for at in reading.breaks)


@given(st.text(alphabet="ab '.,?!好吗⟦0⟧3-😊\n*"))
def test_reading_twice_is_reading_once(text):
    once = plain(text)
    assert plain(once) == once
    assert read(once) == read(once)


@pytest.mark.parametrize("unit", ["a", "a'", "u.", "哈", "**", "😊", "⟦", "3,", "|| ", "no-"])
def test_no_text_is_slow(unit):
    grows_linearly(lambda text: read(plain(text)), unit)
