"""Which reaction asks for which language."""

import pytest

from bot.language.types import Detection
from bot.translation import flags

ENGLISH = Detection("en")
SIMPLIFIED = Detection("zh", variant="Hans")
TRADITIONAL = Detection("zh", variant="Hant")
EITHER = Detection("zh")


@pytest.mark.parametrize(
    ("emoji", "detection", "expected"),
    [
        ("🇨🇳", ENGLISH, "zh-CN"),
        ("🇸🇬", ENGLISH, "zh-CN"),
        ("🇲🇾", ENGLISH, "zh-CN"),
        ("🇹🇼", ENGLISH, "zh-TW"),
        ("🇭🇰", ENGLISH, "zh-TW"),
        ("🇲🇴", ENGLISH, "zh-TW"),
        *((flag, SIMPLIFIED, "en") for flag in ("🇺🇸", "🇬🇧", "🇨🇦", "🇦🇺", "🇳🇿", "🇮🇪")),
        ("🇹🇼", SIMPLIFIED, "zh-TW"),
        ("🇨🇳", TRADITIONAL, "zh-CN"),
        ("🌐", ENGLISH, "zh-TW"),
        ("🌐", SIMPLIFIED, "en"),
        ("🌐\ufe0f", TRADITIONAL, "en"),
    ],
)
def test_a_flag_asks_for_its_language(emoji: str, detection: Detection, expected: str) -> None:
    assert flags.asks(emoji)
    assert flags.target(emoji, detection, "zh-TW") == expected


@pytest.mark.parametrize(
    ("emoji", "detection"),
    [
        ("🇺🇸", ENGLISH),
        ("🇨🇳", SIMPLIFIED),
        ("🇭🇰", TRADITIONAL),
        ("🇨🇳", EITHER),
        ("🌐", Detection("und")),
        ("🇺🇸", Detection("und")),
        ("🇺🇸", Detection("ja")),
        ("🌐", Detection("ja")),
    ],
)
def test_nothing_is_asked_where_nothing_is_to_be_translated(emoji: str, detection: Detection) -> None:
    assert flags.target(emoji, detection, "zh-CN") is None


@pytest.mark.parametrize("emoji", ["👍", "🇯🇵", "🇩🇪", "🏳️", "🔄", "🇺", "us", "flag_us", ""])
def test_other_reactions_ask_for_nothing(emoji: str) -> None:
    assert not flags.asks(emoji)
    assert flags.target(emoji, ENGLISH, "zh-CN") is None


def test_arrows_in_a_circle_ask_once_more() -> None:
    assert flags.asks_again("🔄")
    assert not flags.asks_again("🔁")
