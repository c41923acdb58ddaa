"""The best place to cut a text."""

import re
from collections.abc import Iterable

from bot.markup.length import safe

Span = tuple[int, int]

# A full stop ends no sentence behind these, in any case of letters, behind an initial, or behind a list's number.
_SHORT = "".join(
    rf"(?<!\b{word})"
    for word in (
        *("mr", "ms", "mrs", "dr", "st", "vs", "prof", "jr", "sr", "inc", "ltd", "etc", "approx", "ca", "cf", "et al"),
        *(
            "fig",
            "vol",
            "pp",
            "sgt",
            "lt",
            "gov",
            "mt",
            "dept",
            "est",
            "jan",
            "feb",
            "aug",
            "sept",
            "oct",
            "nov",
            "dec",
        ),
        *(r"e\.g", r"i\.e", r"u\.s", r"u\.k", r"a\.m", r"p\.m", r"ph\.d", "[a-z]", "^[0-9]", "^[0-9][0-9]"),
    )
)
_CLOSERS = "[\"'”’」』）)\\]]*+"
_SENTENCE = (
    rf"[。！？…．]++{_CLOSERS}\s*"
    rf"|(?<![.!?])(?:[.!?]{{2,}}+|[!?]|{_SHORT}\.(?!(?<=\bno\.)\s+[0-9])){_CLOSERS}\s+"
)

# From best to worst: each with the least share of the room that the part must fill for the cut to be worth it. A cut
# lies behind the white space, so that it stays with the part before.
_PLACES = (
    (re.compile(r"\n[ \t]*\n\s*"), 0.5),
    (re.compile(r"\n+"), 0.4),
    (re.compile(_SENTENCE, re.IGNORECASE | re.MULTILINE), 0.3),
    (re.compile(r"[，；、：]|[,;:]\s+"), 0.5),
    (re.compile(r"\s+"), 0.1),
    (re.compile(r"\n+|\s+|[。！？…，；、：]+"), 0.0),
)
_FREE, _UNWELCOME, _FORBIDDEN = range(3)


class Cutter:
    """Finds cuts in one text.

    forbidden: spans that no cut may fall into, tokens. unwelcome: spans that are better kept together, too.
    """

    def __init__(self, text: str, forbidden: Iterable[Span], unwelcome: Iterable[Span] = ()) -> None:
        self._text = text
        self._levels = bytearray(len(text) + 1)
        for level, spans in ((_UNWELCOME, unwelcome), (_FORBIDDEN, forbidden)):
            for first, last in spans:
                inside = slice(max(first + 1, 0), min(last, len(text)))
                self._levels[inside] = bytes([level]) * len(self._levels[inside])

    def cut(self, start: int, end: int) -> int:
        """Return the best place after `start` and at `end` at the latest, where `start < end < len(text)`."""
        for pattern, share in _PLACES:
            least = start + int((end - start) * share)
            for place in [found.end() for found in pattern.finditer(self._text, start, end)][::-1]:
                if place > max(least, start) and not self._levels[place] and self._says(start, place):
                    return place
        return self._forced(start, end)

    def _forced(self, start: int, end: int) -> int:
        """No good place: the last that spares all spans, else the last that spares tokens, else the very end."""
        for worst in (_FREE, _UNWELCOME):
            place = end
            while place > start and (self._levels[place] > worst or safe(self._text, start, place) != place):
                place -= 1
            if place > start and self._says(start, place):
                return place
        return safe(self._text, start, end)

    def _says(self, start: int, place: int) -> bool:
        """Whether anything but white space lies between; a cut that leaves a blank part is no use."""
        return not self._text[start:place].isspace()
