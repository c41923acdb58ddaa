"""Whether what was found stands by itself, or is part of something longer."""

from typing import Final

from bot.glossary.folding import is_han, is_letter

# Directly before a word these make it a name, a path or an address.
_BEFORE: Final = frozenset("@#/\\$&=~^°")
# Between two letters these make one word or address of two.
_JOINTS: Final = frozenset(".-'@/\\&=")
# Directly before or after a number these make it an amount, a time, a date or a sum.
_BEFORE_NUMBER: Final = frozenset("¥€£№第约°+-*/=<>×x")
_AFTER_NUMBER: Final = frozenset("%°+*/=<>×¥$€£")
_IN_NUMBER: Final = frozenset(".,:-/~")
# Punctuation that ends no clause.
_GOES_ON: Final = frozenset("$#'\"-/&")
# Such a short Chinese word may come about where two others meet; what is longer hardly does.
_SHORT: Final = 2


def stands_free(folded: str, start: int, end: int) -> bool:
    """Whether a word of Latin letters or digits ends where it seems to; Chinese characters part it from others."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if is_letter(folded[start]):
        if is_letter(before) or before in _BEFORE or _joined(folded, start - 1, -1):
            return False
        if before == ":" and after == ":":
            return False
    if is_letter(folded[end - 1]) and (is_letter(after) or (_joined(folded, end, 1) and not _possessive(folded, end))):
        return False
    return not folded[start:end].isdigit() or _counts_nothing(folded, start, end)


def may_cross_words(folded: str, start: int, end: int) -> bool:
    """Whether a stretch is so short, and all Chinese, that it may be the end of a word and the beginning of another."""
    return end - start <= _SHORT and all(map(is_han, folded[start:end]))


def ends_clause(folded: str, at: int, step: int) -> bool:
    """Whether a clause ends at `at`, looking ahead (step 1) or back (-1); spaces are skipped.

    A space beside a Chinese character ends one, and so does whatever is no letter: punctuation, an emoji, a slot.
    """
    spaces = 0
    at = at if step > 0 else at - 1
    while 0 <= at < len(folded) and folded[at] == " ":
        at += step
        spaces += 1
    if not 0 <= at < len(folded):
        return True
    character = folded[at]
    if is_han(character):
        return spaces > 0
    return not character.isalnum() and character not in _GOES_ON


def _joined(folded: str, at: int, step: int) -> bool:
    """Whether a joint stands at `at` and a letter beyond it."""
    if not 0 <= at < len(folded) or folded[at] not in _JOINTS:
        return False
    beyond = at + step
    return 0 <= beyond < len(folded) and is_letter(folded[beyond])


def _possessive(folded: str, end: int) -> bool:
    return folded[end : end + 2] == "'s" and not is_letter(folded[end + 2 : end + 3])


def _counts_nothing(folded: str, start: int, end: int) -> bool:
    before, after = folded[start - 1 : start], folded[end : end + 1]
    if before in _BEFORE_NUMBER or after in _AFTER_NUMBER:
        return False
    if before in _IN_NUMBER and folded[start - 2 : start - 1].isdigit():
        return False
    return not (after in _IN_NUMBER and folded[end + 1 : end + 2].isdigit())
