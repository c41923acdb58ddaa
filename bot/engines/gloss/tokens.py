"""English text in words and what stands between them."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

# What stays in one piece: names of files by their endings, paths, `:shortcodes:`.
_FILES: Final = (
    "py|js|ts|md|txt|json|toml|ya?ml|ini|cfg|log|csv|exe|bat|sh|png|jpe?g|gif|webp|svg|pdf|mp[34]|wav|zip|rar|7z|html?"
    "|css|c|h|cpp|java|jar|rs|go|docx?|xlsx?|pptx?|com|org|net|io|gg|cn"
)
_TOKEN: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}|⟦\d+⟧|[A-Za-z]:[\\/][^\s⟦]*|:[A-Za-z0-9_+-]{2,32}:|(?i:[\w-]{1,64}\.(?:"
    + _FILES
    + r")\b)|[0-9A-Za-z_À-ɏ]+(?:['’][0-9A-Za-z_À-ɏ]+)*|\s+|[^\s0-9A-Za-z_À-ɏ⟦]+|."
)
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_CONTRACTION: Final = re.compile(r"(?i)(.+)['’](m|re|ll|ve|d|s)")
_WRITTEN_OUT: Final = {"m": "am", "re": "are", "ll": "will", "ve": "", "d": "would", "s": "is"}
# After these, 's is short for "is"; after anything else it says whose.
_TAKE_IS: Final = frozenset(
    {"it", "that", "this", "what", "he", "she", "there", "here", "where", "who", "how", "when", "why"}
)
_BE: Final = frozenset({"am", "is", "are", "was", "were", "be", "been", "being"})


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    BE = "be"
    WHOSE = "whose"
    GAP = "gap"
    OTHER = "other"


class Token(NamedTuple):
    """A piece of text. Of a contraction that is written out, only the first word is part of the text."""

    kind: Kind
    text: str


def tokens_of(text: str) -> Iterator[Token]:
    """The tokens of a text; contractions are written out, `I'm` as `I` and `am`."""
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if piece.isspace():
            yield Token(Kind.GAP, piece)
        elif _WORD.fullmatch(piece):
            yield from _words(piece.replace("’", "'"))
        else:
            yield Token(Kind.OTHER, piece)


def _words(piece: str) -> Iterator[Token]:
    contraction = _CONTRACTION.fullmatch(piece)
    if not contraction or piece.lower() == "let's":
        yield Token(Kind.BE if piece.lower() in _BE else Kind.WORD, piece)
        return
    word, ending = contraction[1], contraction[2].lower()
    yield Token(Kind.WORD, word)
    if ending == "s" and word.lower() not in _TAKE_IS:
        yield Token(Kind.WHOSE, "'s")
    elif rest := _WRITTEN_OUT[ending]:
        yield Token(Kind.BE if rest in _BE else Kind.WORD, rest)
