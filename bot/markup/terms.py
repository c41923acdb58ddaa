"""How the rendering of a term stands between an engine's words."""

import re

from bot.markup.letters import is_narrow, is_wide

_SPACES = " \t\u00a0\u3000"
_ARTICLE = re.compile(r"(?:a|an|the) ", re.IGNORECASE)
_LAST_ARTICLE = re.compile(r"(?<![A-Za-z0-9'])(?:a|an|the)[ ]{0,3}$", re.IGNORECASE)
# An engine that takes a slot for a noun or a verb bends it.
_BENT = re.compile(r"(?:'?s|es|ed|ing|n't)(?![A-Za-z])")
_NEEDS_SPACE = ",;:!?."


def fit(edge: str, before: str, rendering: str, after: str) -> tuple[str, str]:
    """Return the words before and after a rendering with the spaces between that the two languages want.

    Chinese characters touch; between them and Latin letters, and between Latin words, stands one space. An article of
    the engine gives way to the rendering's own. edge: the character before the rendering, or "" at the start.
    """
    if _ARTICLE.match(rendering):
        before = _LAST_ARTICLE.sub("", before)
    return _left(edge, before, rendering[:1]), _right(rendering[-1:], after)


def _left(edge: str, before: str, first: str) -> str:
    bare = before.rstrip(_SPACES)
    near = bare[-1:] or edge
    if not near.strip() or (bare == "" and before):
        return before
    if is_narrow(first) and near in _NEEDS_SPACE:
        return f"{bare} "
    return _spaced(before, bare, _gap(near, first, before != bare), at_end=True)


def _right(last: str, after: str) -> str:
    bare = after.lstrip(_SPACES)
    if not bare[:1].strip() or _BENT.match(after):
        return after
    return _spaced(after, bare, _gap(last, bare[0], after != bare), at_end=False)


def _gap(left: str, right: str, spaced: bool) -> bool:  # noqa: FBT001 - a pair of characters and what is between them
    """Whether a space belongs between two characters."""
    if is_wide(left) and is_wide(right):
        return False
    wide_mark = any(is_wide(char) and not char.isalnum() for char in (left, right))
    return not wide_mark and (spaced or (left.isalnum() and right.isalnum()))


def _spaced(words: str, bare: str, gap: bool, *, at_end: bool) -> str:  # noqa: FBT001 - the answer of _gap
    if gap:
        return f"{bare} " if at_end else f" {bare}"
    return bare or words
