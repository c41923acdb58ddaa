"""How long a text is to Discord, and where it may be cut."""

import unicodedata


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units.

    Discord's API counts code points, its clients UTF-16; this one is never the smaller, so what fits here fits both.
    """
    return len(text) + sum(1 for char in text if char > "\uffff")


def reach(text: str, start: int, budget: int) -> int:
    """Return the greatest end for which `text[start:end]` is at most `budget` UTF-16 units long."""
    if units(text[start : start + budget]) <= budget:
        return min(len(text), start + budget)
    end = start
    while end < len(text) and (budget := budget - (2 if text[end] > "\uffff" else 1)) >= 0:
        end += 1
    return end


def joined(text: str, at: int) -> bool:
    """Tell whether a cut before `text[at]` would tear what is read as one character.

    Surrogate pairs, combining marks, variation selectors, emoji joined or modified, flags, tags, CR LF.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return (
        "\udc00" <= after <= "\udfff"
        or "\u200d" in (before, after)
        or unicodedata.category(after) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
        or (before == "\r" and after == "\n")
        or (_flag(after) and _flags_before(text, at) % 2 == 1)
    )


def _flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    count = 0
    while count < at and _flag(text[at - 1 - count]):
        count += 1
    return count


def safe(text: str, start: int, at: int) -> int:
    """Return the last place after `start` and up to `at` that tears no character, or `at` if there is none."""
    place = at
    while place > start and joined(text, place):
        place -= 1
    if place > start:
        return place
    return at - 1 if at - 1 > start and "\udc00" <= text[at : at + 1] <= "\udfff" else at
