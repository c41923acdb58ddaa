"""Which letters stand close together, and which need a space between them."""

import re

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def is_wide(char: str) -> bool:
    """Whether it is a Chinese character, kana, or punctuation of that width."""
    return _WIDE.match(char) is not None


def is_narrow(char: str) -> bool:
    """Whether it is a letter or digit of a script that parts words by spaces. False for an empty text."""
    return char.isalnum() and not is_wide(char)
