"""Proposes the phrase in which a word is all right: the word with what stands beside it."""

import re
from typing import Final

# A word of Latin letters, or a Han character; what lies between is neither.
_PIECE: Final = re.compile(r"[^\W\u4e00-\u9fff]+|[\u4e00-\u9fff]")
_WORDS: Final = 1
_CHARACTERS: Final = 2


def around(text: str, word: str, longest: int) -> str:
    """The word as it stands in a text, with a word or two characters on either side; "" where it is not found so."""
    plain = word.rstrip("*")
    start = text.lower().find(plain.lower()) if plain else -1
    if start < 0:
        return ""
    end = start + len(plain)
    beside = _CHARACTERS if not plain.isascii() else _WORDS
    before = [
        found.start()
        for found in _PIECE.finditer(text)
        if found.end() <= start and "\n" not in text[found.end() : start]
    ]
    after = [
        found.end() for found in _PIECE.finditer(text) if found.end() > end and "\n" not in text[end : found.start()]
    ]
    first = before[-beside:][0] if before else start
    last = after[:beside][-1] if after else end
    phrase = text[first:last].strip()
    return phrase if len(phrase) <= longest else text[start:end]
