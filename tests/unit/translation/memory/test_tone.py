"""What stands around the words of a message goes over to their rendering."""

import pytest

from bot.translation.memory.characters import plain
from bot.translation.memory.reading import read
from bot.translation.memory.tone import bare, dress


def dressed(rendering: str, message: str, target: str) -> str:
    return dress(rendering, read(plain(message)), target)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("thanks", "谢谢"),
        ("thanks!", "谢谢！"),
        ("thanks!!!!!!", "谢谢！！！"),
        ("thanks.", "谢谢。"),
        ("thanks...", "谢谢……"),
        ("thanks~", "谢谢～"),
        ("thanks 😊", "谢谢 😊"),
        ("thanks! 😊😊", "谢谢！😊😊"),
        ("😊 thanks", "😊 谢谢"),
        ("⟦0⟧ thanks!", "⟦0⟧ 谢谢！"),
        ("⟦0⟧, thanks", "⟦0⟧，谢谢"),
        ("thanks, ⟦0⟧!", "谢谢，⟦0⟧！"),
        ("thanks ⟦0⟧ ⟦1⟧", "谢谢 ⟦0⟧ ⟦1⟧"),
        ("⟦0⟧\nthanks\n⟦1⟧", "⟦0⟧\n谢谢\n⟦1⟧"),
        ("**thanks**!", None),
        ("**thanks!**", "**谢谢！**"),
        ("“thanks”", "谢谢"),
        ("(thanks)", "谢谢"),
    ],
)
def test_into_chinese(message, expected):
    if expected is None:
        assert "*" in read(message).key
    else:
        assert dressed("谢谢", message, "zh-CN") == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("谢谢！！", "Thanks!!"),
        ("谢谢。", "Thanks."),
        ("谢谢～", "Thanks"),
        ("谢谢……", "Thanks..."),
        ("⟦0⟧谢谢", "⟦0⟧ Thanks"),
        ("谢谢⟦0⟧", "Thanks ⟦0⟧"),
        ("⟦0⟧，谢谢", "⟦0⟧ Thanks"),
        ("谢谢❤️", "Thanks❤️"),
    ],
)
def test_into_english(message, expected):
    assert dressed("Thanks", message, "en") == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("how are you", "你好吗？"),
        ("how are you?", "你好吗？"),
        ("how are you??", "你好吗？？"),
        ("how are you?!", "你好吗？！"),
        ("how are you...", "你好吗？"),
        ("how are you 😊?", "你好吗 😊？"),
        ("how are you ⟦0⟧?", "你好吗 ⟦0⟧？"),
        ("how are you!", "你好吗？！"),
    ],
)
def test_a_question_asks_once(message, expected):
    assert dressed("你好吗？", message, "zh-TW") == expected


@pytest.mark.parametrize(
    ("text", "stem"), [("谢谢！", "谢谢"), ("Thanks!!", "Thanks"), ("好吗？", "好吗？"), ("...", "...")]
)
def test_bare(text, stem):
    assert bare(text) == stem
