"""Simplified or Traditional."""

from functools import lru_cache

from bot.language.types import Variant

# Characters that both variants know, but that one of them uses far more; they decide where nothing else does.
_LIKELY_HANS = frozenset("么几后里干")
_LIKELY_HANT = frozenset("著甚冑")


def variant_of(text: str) -> Variant | None:
    """Return the variant of Chinese that the characters of `text` belong to, or None where they fit both."""
    simplified, traditional = _sets()
    # Each character counts once: a word repeated is no more evidence than the word.
    used = set(text)
    hans, hant = len(used & simplified), len(used & traditional)
    if hans == hant:
        hans, hant = len(used & _LIKELY_HANS), len(used & _LIKELY_HANT)
    if hans == hant:
        return None
    return "Hans" if hans > hant else "Hant"


@lru_cache(maxsize=1)
def _sets() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only Simplified, and those that only Traditional texts use."""
    # Only who asks for a variant pays for the lists, which come without types.
    from zhon import cedict  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - see above

    simplified, traditional = frozenset(cedict.simplified), frozenset(cedict.traditional)
    return simplified - traditional, traditional - simplified
