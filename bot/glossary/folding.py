"""What different spellings of a word have in common, character by character, so that positions stay."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_SLOT: Final = re.compile(r"⟦[^⟦⟧]*⟧")
# Where a slot was: no letter, digit or punctuation, so nothing is found in it.
MASK: Final = "\ufffc"
_FULL_WIDTH: Final = range(0xFF00, 0xFFF0)
_APOSTROPHES: Final = "’‘ʼ´`"
# Ends of sentences that Chinese writes in its own way.
_PUNCTUATION: Final = {"。": ".", "、": ","}


class Folding(dict[int, str]):
    """A table for `str.translate`: lower case, half width, Simplified; filled as characters come up."""

    def __init__(self, simplify: Callable[[str], str]) -> None:
        super().__init__()
        self._simplify = simplify

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        self[code] = folded
        return folded

    def fold(self, text: str) -> str:
        """Fold a text; the result has its length. What stands in a slot is masked."""
        if "⟦" in text:
            text = _SLOT.sub(lambda slot: MASK * len(slot[0]), text)
        return text.translate(self)

    def _fold(self, character: str) -> str:
        if character.isspace():
            return " "
        if character in _APOSTROPHES:
            return "'"
        if ord(character) in _FULL_WIDTH:
            character = _one(unicodedata.normalize("NFKC", character), character)
        character = _PUNCTUATION.get(character, character)
        character = _one(character.lower(), character)
        return _one(self._simplify(character), character) if is_han(character) else character


def is_han(character: str) -> bool:
    """Whether a character is Chinese."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def is_letter(character: str) -> bool:
    """Whether a character may be part of a Latin word or of a number; "" is none."""
    return character == "_" or (character.isalnum() and character < "\u0250")


def _one(folded: str, character: str) -> str:
    return folded if len(folded) == 1 else character
