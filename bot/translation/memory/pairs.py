"""The pairs in starter/*.toml."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NotRequired, TypedDict, cast

_FOLDER: Final = Path(__file__).parent / "starter"
_KEY: Final = re.compile(r'(?<=[{,] )(en|zh|tw|only) = (?=["\[])')
_LAST_COMMA: Final = re.compile(r",(?=\s*\]\s*\Z)")
Direction = Literal["en-zh", "zh-en"]
Convert = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Texts that mean the same. The first of each side is what the other side is rendered as.

    en, zh: as one types them in chat; Chinese is Simplified. Questions end with a question mark.
    tw: how it is said in Taiwan, in Traditional characters, where that is not the first of `zh` converted; never of a
    template.
    only: the one direction in which the pair holds; None for both.
    """

    en: tuple[str, ...]
    zh: tuple[str, ...]
    tw: str = ""
    only: Direction | None = None

    def sides(self, source: str) -> tuple[str, ...]:
        """The texts of the language `source` that this pair answers: none if it holds the other way only."""
        if self.only and not self.only.startswith(source):
            return ()
        return self.en if source == "en" else self.zh


class _Table(TypedDict):
    en: list[str]
    zh: list[str]
    tw: NotRequired[str]
    only: NotRequired[Direction]


def files() -> list[Path]:
    """The files with starter pairs, by name."""
    return sorted(_FOLDER.glob("*.toml"))


def pairs() -> Iterator[Pair]:
    """Read every starter pair, file by file."""
    for path in files():
        yield from read_pairs(path.read_text(encoding="utf-8"))


def read_pairs(text: str) -> Iterator[Pair]:
    """Read the pairs of one file: TOML, written so that it takes one look to make JSON of it, which is read at once.

    tomllib would take a fifth of the time that a start may take; a test holds both to the same.
    """
    body = _KEY.sub(r'"\1": ', text[text.index("[") :])
    for table in cast("list[_Table]", json.loads(_LAST_COMMA.sub("", body))):
        yield Pair(tuple(table["en"]), tuple(table["zh"]), table.get("tw", ""), table.get("only"))
