"""A rule as a file has it, in one language or more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.rules.book import RuleText


@dataclass(frozen=True, slots=True)
class Draft:
    """texts: by locale, those that the file has. where: its place in the file, such as `rules.3` or `line 12`."""

    where: str
    texts: Mapping[str, RuleText]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds. left: lines that belong to no rule, and so stay out."""

    drafts: Sequence[Draft]
    left: Sequence[str] = ()
