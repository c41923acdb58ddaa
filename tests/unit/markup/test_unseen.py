"""Characters that nobody sees."""

import pytest

from bot.markup import seen


@pytest.mark.parametrize("text", ["\u200b", "\u202e", "\u2066\u2069", "\ufeff", "\u2060", "\u00ad"])
def test_they_are_taken_out(text: str) -> None:
    assert seen(f"a{text}b") == "ab"


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "می‌خواهم", "  a\tb\n", "⟦0⟧"])
def test_what_makes_emoji_and_words_stays(text: str) -> None:
    assert seen(text) == text
