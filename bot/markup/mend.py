"""Repair what engines do to paired marks: spaces inside them, wide ones, words that stick to them."""

import re
from collections import Counter

from bot.markup.letters import is_narrow, is_wide
from bot.markup.marks import Pair, balanced, marks, pairs, runs

_SPACES = " \t\u00a0\u3000"
# No engine puts more spaces behind a mark.
_FAR = 8
_WIDE_MARKS = re.compile(r"＊{1,3}|＿{1,3}|｜{2}|～{2}")
_NARROW = str.maketrans("＊＿｜～", "*_|~")


def mend(source: str, answer: str) -> str:
    """Return `answer` with the paired marks of `source` as Discord reads them; both with slots instead of tokens.

    Where the marks of the answer are not those of the source, in number and kind, it is left as it is.
    """
    if answer == source or not (made := pairs(marks(source))):
        return answer
    halves = {(half.start, half.end) for pair in made for half in (pair.opening, pair.closing)}
    kinds = {source[start:end] for start, end in halves}
    if not balanced(source, answer):
        answer = _WIDE_MARKS.sub(lambda run: _narrow(run[0], source, kinds), answer)
    return _respace(source, halves, answer, loose=_is_loose(source, made))


def _narrow(run: str, source: str, kinds: set[str]) -> str:
    narrow = run.translate(_NARROW)
    return narrow if narrow in kinds and run not in source else run


def _respace(source: str, halves: set[tuple[int, int]], answer: str, *, loose: bool) -> str:
    """Give each run that is as often in the answer as in the source's pairs its place between the words.

    No pair stands inside one of its own kind, so that of each kind they open and close in turn.
    """
    plenty = Counter(source[start:end] for start, end in halves)
    places = {kind: [span for span in runs(answer) if answer[slice(*span)] == kind] for kind in plenty}
    fit = [kind for kind in plenty if len(places[kind]) == plenty[kind] and plenty[kind] % 2 == 0]
    turns = sorted((start, end, n % 2 == 0) for kind in fit for n, (start, end) in enumerate(places[kind]))
    tight = not any(map(is_wide, source))
    words, last = [""], 0
    for start, end, opens in turns:
        before, after = answer[last:start], answer[end : end + _FAR].lstrip(_SPACES)[:1]
        last = end
        if opens:
            before = _before_opening(before, after, tight=tight)
            last += 0 if loose else _blank(answer, end)
        elif not loose:
            before = before.rstrip(_SPACES) or before
        words += [before, answer[start:end]]
        if not opens:
            last += _blank(answer, end) if tight and is_wide(before[-1:]) and is_wide(after) else 0
            words.append(" " if is_narrow(before[-1:]) and is_narrow(answer[end : end + 1]) else "")
    return "".join([*words, answer[last:]])


def _is_loose(source: str, made: list[Pair]) -> bool:
    """Whether the author himself put spaces inside the marks."""
    return any(
        source[pair.opening.end : pair.opening.end + 1].isspace()
        or source[pair.closing.start - 1 : pair.closing.start].isspace()
        for pair in made
    )


def _blank(text: str, at: int) -> int:
    """How many spaces stand at a place in a text, if words follow them."""
    near = text[at : at + _FAR]
    bare = near.lstrip(_SPACES)
    return len(near) - len(bare) if bare.strip() else 0


def _before_opening(before: str, after: str, *, tight: bool) -> str:
    """A space where narrow words would meet around the mark, and none between Chinese ones if the source had none."""
    if is_narrow(before[-1:]) and is_narrow(after):
        return f"{before} "
    bare = before.rstrip(_SPACES)
    return bare if tight and is_wide(bare[-1:]) and is_wide(after) else before
