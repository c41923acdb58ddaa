"""What a line of a file says of a translation."""

from bot.words.files.pairing import pair_of
from bot.words.files.row import Row


def test_what_no_database_takes_and_nobody_sees_is_left_out() -> None:
    row = Row(1, {"from": "EN-US", "to": "zh-Hant", "source": "my\x00 c\u200bat\r\n!", "translation": "\u202e我的貓"})
    pair = pair_of(row)
    assert (pair.source_text, pair.rendering) == ("my cat\n!", "我的貓")
    assert (pair.source_locale, pair.target_locale) == ("en", "zh-TW")
