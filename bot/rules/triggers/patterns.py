"""Moderators' patterns, in RE2's dialect: their time grows with the text, whatever the pattern."""

from collections.abc import Sequence
from typing import Any, Final, Protocol, cast

import re2  # pyright: ignore[reportMissingTypeStubs] - written in C++, without types

_RE2: Final[Any] = re2
# A pattern may use so much memory, which bounds how it can grow: x{1000}{1000} is refused, not tried.
_MEMORY: Final = 1 << 20
_SPARE: Final = 8


class Pattern(Protocol):
    """A compiled pattern."""

    def search(self, text: str, /) -> object | None:
        """Something if the pattern is anywhere in a text."""
        ...


class PatternSet(Protocol):
    """Several patterns as one automaton."""

    def Match(self, text: str, /) -> Sequence[int] | None:  # noqa: N802 - RE2's name
        """The indexes of those that are anywhere in a text."""
        ...


class PatternError(ValueError):
    """RE2 does not take a pattern; str() says why, in its own words."""


def compiled(pattern: str) -> Pattern:
    """Make a pattern ready; raises PatternError."""
    reason = b""
    try:
        return cast("Pattern", _RE2.compile(pattern, options=_options(_MEMORY)))
    except _RE2.error as error:
        reason = error.args[0]
    raise PatternError(reason.decode("utf-8", "replace"))


def together(patterns: Sequence[str]) -> PatternSet | None:
    """Make one automaton of several patterns; None of none. Raises PatternError."""
    if not patterns:
        return None
    joined = _RE2.Set.SearchSet(_options(_MEMORY * (len(patterns) + _SPARE)))
    for pattern in patterns:
        compiled(pattern)
        joined.Add(pattern)
    joined.Compile()
    return cast("PatternSet", joined)


def _options(memory: int) -> object:
    options = _RE2.Options()
    options.max_mem = memory
    options.case_sensitive = False
    options.log_errors = False
    return options
