"""A false alarm proposes the phrase around the word."""

import pytest

from bot.rules.triggers.sparing import around


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        ("I hate office politics so much", "politics", "office politics so"),
        ("politics", "politics", "politics"),
        ("Politics, of the office", "politics", "Politics, of"),
        ("办公室政治真烦", "政治", "公室政治真烦"),
        ("一句\n政治\n一句", "政治", "政治"),
        ("the select few", "elect*", "the select few"),
        ("nothing of it", "politics", ""),
        ("政*治", "政治", ""),
        ("", "", ""),
        ("x" * 80 + " war", "war", "war"),
    ],
)
def test_the_phrase_around_a_word(text: str, word: str, phrase: str) -> None:
    assert around(text, word, 60) == phrase
