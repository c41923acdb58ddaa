"""How the Chinese of a message is read out: its words alone."""

import re
from typing import Final

from bot.language.reading import pinyin
from bot.markup import pieces, protect

_MARKS: Final = re.compile(r"\*+|_+|\|{2,}|~{2,}|`+")


def aloud(text: str) -> str:
    """The pinyin of a text on one line, without the mentions, links, code and marks in it."""
    words = "".join(piece if isinstance(piece, str) else " " for piece in pieces(protect(text)))
    return pinyin(" ".join(_MARKS.sub("", words).split()))
