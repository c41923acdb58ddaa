"""Texts that are like another."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

# Below this (percent of equal characters) two short texts share little but their letters.
_LEAST: Final = 55.0


def nearest(text: str, among: Sequence[str], most: int) -> list[int]:
    """Return the places in `among` of at most `most` texts that are like `text`, the nearest first, then by place."""
    found = process.extract(text, among, scorer=fuzz.ratio, processor=str.lower, limit=most, score_cutoff=_LEAST)
    return [place for _, _, place in found]
