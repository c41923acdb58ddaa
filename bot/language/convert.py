"""Simplified into Traditional as Taiwan writes it, and back."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, Protocol, cast

# Runs of Han characters are converted, and nothing else is even looked at: slots, other scripts, halves of surrogates.
_RUN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_CONFIGS = {"traditional": "s2twp", "simplified": "tw2sp"}
_Direction = Literal["traditional", "simplified"]


class _OpenCC(Protocol):
    def convert(self, text: str) -> str: ...


@dataclass(frozen=True, slots=True)
class _Converter:
    """OpenCC for one direction, and the words that go before it."""

    opencc: _OpenCC
    own: dict[str, str]
    own_words: re.Pattern[str]

    def run(self, found: re.Match[str]) -> str:
        """Convert a run of Han characters."""
        parts: list[str] = []
        last = 0
        text = found[0]
        for word in self.own_words.finditer(text):
            parts += (self.opencc.convert(text[last : word.start()]), self.own[word[0]])
            last = word.end()
        return "".join([*parts, self.opencc.convert(text[last:])])


def to_traditional(text: str) -> str:
    """Return `text` with its Chinese in Traditional characters and Taiwan's words: 软件 → 軟體.

    Meant for Simplified; what is Traditional already mostly stays as it is. Whatever is not Han, slots `⟦n⟧` among it,
    stays to the letter. Kanji in a Japanese text do not. Never raises.
    """
    return _RUN.sub(_converter("traditional").run, text) if _RUN.search(text) else text


def to_simplified(text: str) -> str:
    """Return `text` with its Chinese in Simplified characters and the mainland's words: 軟體 → 软件.

    Any Traditional will do. Whatever is not Han, slots `⟦n⟧` among it, stays to the letter. Never raises.
    """
    return _RUN.sub(_converter("simplified").run, text) if _RUN.search(text) else text


def each_simplified(characters: str) -> Sequence[str]:
    """Return what OpenCC makes of each of `characters` where it stands alone; most often one character."""
    return _converter("simplified").opencc.convert("\n".join(characters)).split("\n")


@lru_cache(maxsize=2)
def _converter(direction: _Direction) -> _Converter:
    """Read OpenCC's dictionaries: some 50 MiB to Traditional, 7 MiB to Simplified. A converter serves any thread.

    Threads that both come first may both read them; one of the two is kept.
    """
    import opencc  # noqa: PLC0415 - only who converts pays

    lists = tomllib.loads(files("bot.language").joinpath("convert.toml").read_text("utf-8"))
    own = cast("dict[str, str]", lists[direction])
    longest_first = sorted(own, key=len, reverse=True)
    return _Converter(cast("_OpenCC", opencc.OpenCC(_CONFIGS[direction])), own, re.compile("|".join(longest_first)))
