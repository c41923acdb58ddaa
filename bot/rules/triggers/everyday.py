"""Refuses what would fire all day long: moderators would only ever see false alarms."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.errors import N_, UserError
from bot.rules.triggers.matcher import Matcher

# Of sixty lines of everyday talk: a word such as `cat` may well be in one or two of them.
MOST: Final = 3
_EVERYDAY: Final = N_(
    "This would fire on nearly everything: {share} % of everyday messages, such as “{example}”, because of “{word}”. "
    "Nothing was changed. Choose longer or rarer words, or a narrower pattern."
)


def lines() -> Sequence[str]:
    """What people say all day, in both languages."""
    read = tomllib.loads((Path(__file__).parent / "everyday.toml").read_text("utf-8"))
    return [*read["en"], *read["zh"]]


def refuse_everyday(matcher: Matcher, everyday: Sequence[str]) -> None:
    """Raise UserError, with an example, for topics of which more than MOST of the lines speak."""
    found = [(line, hits[0].word) for line in everyday if (hits := matcher.match(line))]
    if len(found) > MOST:
        example, word = found[0]
        raise UserError(_EVERYDAY, share=round(100 * len(found) / len(everyday)), example=example, word=word)
