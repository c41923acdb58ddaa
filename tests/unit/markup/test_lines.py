"""As many lines as the source has."""

import pytest

from bot.markup import pieces, protect, restore


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        ("one\ntwo", "一\n二", "一\n二"),
        ("one\n\ntwo\n", "一\n二", "一\n\n二\n"),
        ("one\ntwo", "一\n\n二", "一\n二"),
        ("one. two", "One.\nTwo", "One. Two"),
        ("一，二", "一，\n二", "一，二"),
        ("> one, two", "⟦0⟧一，\n二", "> 一，二"),
        ("- one. two\n- three", "⟦0⟧一。\n二\n⟦1⟧三", "- 一。二\n- 三"),
        ("Hi. you\n> one. two", "嗨。\n你\n⟦0⟧一。\n二", "嗨。你\n> 一。二"),
        ("> one\n> \n> two", "⟦0⟧一\n⟦1⟧\n⟦2⟧二", "> 一\n> \n> 二"),
    ],
)
def test_lines_come_back(source, answer, restored):
    assert restore(protect(source), answer) == restored


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("one\ntwo", "一 二"),
        ("one\ntwo\nthree", "一\n二 三"),
        ("- one\n- two", "⟦0⟧一 ⟦1⟧二"),
        ("one\ntwo", "一\n二\n三"),
    ],
)
def test_damage(source, answer):
    assert restore(protect(source), answer) is None


def test_lines_and_emoji_are_pieces_of_their_own():
    assert pieces(protect("one 😭 two\n\nthree❤️")) == ["one ", "😭", " two", "\n\n", "three", "❤️"]


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        ("so good 😭", "太好了 😭", "太好了 😭"),
        ("I ❤️ you 👍🏽", "我❤你👍🏽", "我❤️你👍🏽"),
        ("so good 😭", "太好了 😭✨", "太好了 😭✨"),
        ("so good 😭", "太好了", None),
        ("🇨🇳 and 👩‍👩‍👧‍👦", "🇨🇳 和 👩👩👧👦", None),
    ],
)
def test_no_emoji_is_lost(source, answer, restored):
    assert restore(protect(source), answer) == restored


@pytest.mark.parametrize(
    ("source", "answer", "restored"),
    [
        ("hello", "“你好”", "你好"),
        ("hello", '"你好"', "你好"),
        ("“hello”", "“你好”", "“你好”"),
        ('"hi" and "bye"', '"嗨"和"拜"', '"嗨"和"拜"'),
        ("he said hi and bye", "“嗨”和“拜”", "“嗨”和“拜”"),
        ("hello", "Translation: 你好", "你好"),
        ("hello", "译文：你好", "你好"),
        ("translation: a word", "翻译：一个词", "翻译：一个词"),
        ("hello", "  ", None),
        ("hello", "", None),
        ("hello", None, None),
    ],
)
def test_what_engines_wrap_around(source, answer, restored):
    assert restore(protect(source), answer) == restored
