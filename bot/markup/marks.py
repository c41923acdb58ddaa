"""Paired marks: bold, underline, strike, spoiler."""

import re
from collections import Counter
from dataclasses import dataclass

_MARK = re.compile(r"\\.|(\*\*|__|\|\||~~)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """One half of a pair: `text` is `**`, `__`, `||` or `~~`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and the one that closes it."""

    opening: Mark
    closing: Mark


def marks(text: str) -> list[Mark]:
    """Return the marks in `text` that are not escaped. Tokens must have been taken out, or the caller skips theirs."""
    return [Mark(found[1], *found.span()) for found in _MARK.finditer(text) if found[1]]


def pairs(found: list[Mark]) -> tuple[list[Pair], bool]:
    """Pair `found` up, and tell whether all are paired and well nested.

    A mark closes the nearest open one of its kind; marks left open inside it are no pairs.
    """
    made: list[Pair] = []
    stack: list[Mark] = []
    nested = True
    for mark in found:
        kinds = [opened.text for opened in stack]
        if mark.text not in kinds:
            stack.append(mark)
            continue
        at = len(kinds) - 1 - kinds[::-1].index(mark.text)
        nested = nested and at == len(stack) - 1
        made.append(Pair(stack[at], mark))
        del stack[at:]
    return made, nested and not stack


def balanced(source: str, translation: str) -> bool:
    """Tell whether `translation` keeps the paired marks of `source`, both given with slots instead of tokens.

    Marks that pair up in the source must be there in the same number, and well nested if they were. Marks that stood
    alone (`a || b`) may go, but none may be added.
    """
    before, after = marks(source), marks(translation)
    wanted, got = Counter(mark.text for mark in before), Counter(mark.text for mark in after)
    for kind in wanted | got:
        if got[kind] > wanted[kind] or (wanted[kind] % 2 == 0 and got[kind] != wanted[kind]):
            return False
    return not pairs(before)[1] or pairs(after)[1]
