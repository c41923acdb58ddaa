"""What of a message is read out."""

import pytest

from bot.translation.aloud import aloud


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("我的猫很可爱", "wǒ de māo hěn kě'ài"),
        ("<@123> **你好**，看 https://example.com/cat", "nǐ hǎo, kàn"),
        ("> 谢谢\n||再见|| `代码`", "xièxie zàijiàn"),
        ("<@123>", ""),
    ],
)
def test_only_its_words_are_read(text: str, reading: str) -> None:
    assert aloud(text) == reading
