"""The plain forms of English words, and what their endings add."""

from collections.abc import Container, Iterator, Mapping
from typing import Final, NamedTuple

_SHORTEST: Final = 3
_VOWELS: Final = frozenset("aeiouy")


class Form(NamedTuple):
    """A plain form. before, after: Chinese that stands for the ending: `more` before, `already` after."""

    plain: str
    before: str = ""
    after: str = ""


# Ending, what replaces it, and what it adds. The first that leads to a known word counts.
_ENDINGS: Final = (
    ("ies", "y", Form("")),
    ("s", "", Form("")),
    ("es", "", Form("")),
    ("ied", "y", Form("", after="了")),
    ("ed", "", Form("", after="了")),
    ("ed", "e", Form("", after="了")),
    ("ing", "", Form("")),
    ("ing", "e", Form("")),
    ("in'", "", Form("")),
    ("ier", "y", Form("", before="更")),
    ("er", "", Form("", before="更")),
    ("er", "e", Form("", before="更")),
    ("iest", "y", Form("", before="最")),
    ("est", "", Form("", before="最")),
    ("est", "e", Form("", before="最")),
    ("ily", "y", Form("")),
    ("ly", "", Form("")),
)


def forms_of(word: str, irregular: Mapping[str, str], comparable: Container[str]) -> Iterator[Form]:
    """What a lower-case word may be a form of, likelier ones first; the word itself is not among them.

    Only `comparable` words take -er and -est: no "spoiler" is more spoilt than another.
    """
    if word in irregular:
        yield Form(irregular[word], after="了")
    for ending, instead, form in _ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        for plain in _undoubled(stem) if not instead else (stem + instead,):
            if form.before and plain not in comparable:
                continue
            if len(plain) >= _SHORTEST and not _VOWELS.isdisjoint(plain):
                yield form._replace(plain=plain)


def squeezed(word: str) -> Iterator[str]:
    """A word without the letters that people draw out: `soooo`, `cuuute`. First to two letters, then to one."""
    for most in (2, 1):
        short = ""
        for letter in word:
            if not short.endswith(letter * most):
                short += letter
        if short != word:
            yield short


def _undoubled(stem: str) -> tuple[str, ...]:
    """`running` is a form of `run`, but `telling` one of `tell`."""
    return (stem, stem[:-1]) if len(stem) > _SHORTEST and stem[-1] == stem[-2] else (stem,)
