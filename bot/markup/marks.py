"""Paired marks: bold, italics, underline, strike, spoiler."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.markup.letters import is_narrow

# A run of marks may hold two of them: `***` is bold and italics at once, `||||` ends one spoiler and begins the next.
_RUN = re.compile(r"\\.|(\*+|_+|\|{2,}|~{2,})", re.DOTALL)
_PARTS = {
    "*": ("*",),
    "**": ("**",),
    "***": ("**", "*"),
    "_": ("_",),
    "__": ("__",),
    "___": ("__", "_"),
    "~~": ("~~",),
}
SPOILER = "||"


@dataclass(frozen=True, slots=True)
class Mark:
    """One half of a pair: `text` is `**`, `*`, `__`, `_`, `||` or `~~`, and both parts of `***` span all of it.

    opens, closes: whether it can, by what stands beside it.
    """

    text: str
    start: int
    end: int
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and the one that closes it.

    inside: the kinds of the pairs around it, outermost first.
    """

    opening: Mark
    closing: Mark
    inside: tuple[str, ...] = ()


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the runs of mark characters in `text` are that are not escaped, whatever they mean."""
    return (found.span() for found in _RUN.finditer(text) if found[1])


def marks(text: str) -> list[Mark]:
    """Return the marks in `text`, in order. Tokens must have been taken out, or the caller skips theirs.

    As Discord reads them, but for runs inside a word or between figures (`snake_case`, `3*4*5`, `f**k`), which people
    do not mean as marks.
    """
    return [mark for start, end in runs(text) for mark in _marks(text, start, end)]


def _marks(text: str, start: int, end: int) -> Iterator[Mark]:
    run, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if run[0] == "|":
        yield from (Mark(SPOILER, at, at + 2) for at in range(start, end - 1, 2))
        return
    if (run[0] != "~" and is_narrow(before) and is_narrow(after)) or run not in _PARTS:
        return
    # Italics hug their words; a lone underscore is one only at the edge of a word.
    hugs_next = after != "" and not after.isspace() and not (run == "_" and is_narrow(before))
    hugs_last = before != "" and not before.isspace() and not (run == "_" and is_narrow(after))
    loose = len(run) == 2
    for part in _PARTS[run]:
        yield Mark(part, start, end, loose or hugs_next, loose or hugs_last)


def pairs(found: Iterable[Mark]) -> list[Pair]:
    """Return the pairs that `found` makes, which are always well nested, in the order in which they close.

    A mark closes the nearest open one of its kind; marks left open inside it are no pairs.
    """
    made: list[Pair] = []
    stack: list[Mark] = []
    for mark in _innermost_first(list(found), stack):
        at = next((n for n in reversed(range(len(stack))) if stack[n].text == mark.text), None)
        if at is not None and mark.closes:
            # The two halves of `***` may be closed in either order.
            crossed = any(above.start != stack[at].start for above in stack[at + 1 :])
            made.append(Pair(stack[at], mark, tuple(open_mark.text for open_mark in stack[:at])))
            del stack[at : None if crossed else at + 1]
        elif mark.opens:
            # No pair stands inside one of its own kind.
            stack[:] = [one for one in stack if one.text != mark.text]
            stack.append(mark)
    return made


def _innermost_first(found: list[Mark], stack: list[Mark]) -> Iterator[Mark]:
    """The parts of one run, ordered so that the innermost open one is closed first; `stack` is read meanwhile."""
    at = 0
    while at < len(found):
        run = [mark for mark in found[at : at + 2] if mark.start == found[at].start]
        if len(run) == 2 and stack and stack[-1].text == run[1].text:
            run.reverse()
        yield from run
        at += len(run)


def balanced(source: str, translation: str) -> bool:
    """Tell whether `translation` keeps the paired marks of `source`, both given with slots instead of tokens.

    The same pairs must be there, those in spoilers still in spoilers. Marks that stood alone (`a || b`) may go, but
    none may be added.
    """
    before, after = marks(source), marks(translation)
    if Counter(mark.text for mark in after) - Counter(mark.text for mark in before):
        return False
    return _kinds(before) == _kinds(after)


def _kinds(found: list[Mark]) -> Counter[tuple[str, bool]]:
    return Counter((pair.opening.text, SPOILER in pair.inside) for pair in pairs(found))
