"""The best place to cut a text."""

import re
from collections.abc import Sequence

from bot.markup.length import safe

Span = tuple[int, int]

# From best to worst: each with the least share of the room that the part must fill for the cut to be worth it. A cut
# lies behind the white space, so that it stays with the part before.
_PLACES = (
    (re.compile(r"\n[ \t]*\n\s*"), 0.5),
    (re.compile(r"\n+"), 0.4),
    (re.compile(r"[。！？…]+[”’」』）)\"']*\s*|[.!?]+[\"')\]]*\s+"), 0.3),
    (re.compile(r"[，；、：]|[,;:]\s+"), 0.5),
    (re.compile(r"\s+"), 0.1),
    (re.compile(r"\n+|\s+|[。！？…，；、：]+"), 0.0),
)


def best_cut(text: str, start: int, end: int, whole: Sequence[Span]) -> int:
    """Return where to cut `text` after `start` and at `end` at the latest, with `start < end < len(text)`.

    `whole` are spans, in order, that no cut may fall into; only one that fills all the room is cut all the same.
    """
    for pattern, share in _PLACES:
        least = start + int((end - start) * share)
        for place in _ends(pattern, text, start, end):
            if place > max(least, start) and not _inside(place, whole) and text[start:place].strip():
                return place
    return _forced(text, start, end, whole)


def _ends(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[int]:
    return [found.end() for found in pattern.finditer(text, start, end)][::-1]


def _inside(place: int, whole: Sequence[Span]) -> bool:
    return any(first < place < last for first, last in whole)


def _forced(text: str, start: int, end: int, whole: Sequence[Span]) -> int:
    for first, last in whole:
        if first < end < last and text[start:first].strip():
            return safe(text, start, first)
    return safe(text, start, end)
