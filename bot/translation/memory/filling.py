"""Templates with their hole filled."""

import re
from typing import Final, TypeVar

from bot.translation.memory.index import Found
from bot.translation.memory.numbers import other_number
from bot.translation.memory.places import Places
from bot.translation.memory.reading import Reading

T = TypeVar("T")
_HOLE: Final = re.compile(r"\{(?:place|name|number)\}")
_SEAM: Final = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")


def filling(message: Reading, found: Found[T], source: str, target: str, places: Places) -> str | None:
    """What stands in a template's hole, in the other language; None where that is not known.

    source: `en` or `zh`; target: the other.
    """
    if found.hole == "{number}":
        return other_number(message.units[found.start : found.end], target)
    spelled = message.spelled[found.start : found.end]
    words = spell(spelled)
    if found.hole == "{place}":
        return places.place(words, source)
    around = message.spelled[1 : found.start] + message.spelled[found.end :]
    # Where every word has a capital, a capital does not tell a name.
    return None if any(word[0].isupper() for word in around) else places.name(words, source)


def spell(words: tuple[str, ...]) -> str:
    """Write words as one text: spaces between Latin ones, none between Chinese characters."""
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", " ".join(words))


def fill(template: str, words: str) -> str:
    """Put words into a rendering's hole, apart from Chinese where they are Latin, with a capital at the start."""
    filled = _HOLE.sub(lambda _: words, template)
    if template.startswith("{"):
        filled = filled[:1].upper() + filled[1:]
    return _SEAM.sub(" ", filled)
