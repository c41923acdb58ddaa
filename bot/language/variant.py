"""Simplified or Traditional."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final, cast

from bot.language.convert import each_simplified
from bot.language.types import Variant

# Han characters in use: the first extension, and the basic block.
_CODES: Final = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for each variant: characters that decide, then characters and words that are likelier in one."""

    hans: frozenset[str]
    hant: frozenset[str]
    likely_hans: frozenset[str]
    likely_hant: frozenset[str]
    words: re.Pattern[str]
    both: re.Pattern[str]


def variant_of(text: str) -> Variant | None:
    """Return the variant of Chinese that `text` is written in, or None where it is the same in both.

    Characters that only one variant has decide; where they do not, those that one has far more often, and words that
    only one side of the strait says. A text in both at once counts as what more people write, which is Simplified.
    """
    evidence = _evidence()
    # Each character counts once: a word repeated is no more evidence than the word.
    used = set(text)
    hans, hant = len(used & evidence.hans), len(used & evidence.hant)
    found = hans - hant or _likely(text, evidence) or hans
    if not found:
        return None
    return "Hans" if found > 0 else "Hant"


def _likely(text: str, evidence: _Evidence) -> int:
    """Return how much more speaks for Simplified than for Traditional, in what speaks softly."""
    rest = set(evidence.both.sub("", text))
    found = len(rest & evidence.likely_hans) - len(rest & evidence.likely_hant)
    return found or sum(1 if word.lastgroup == "hans" else -1 for word in evidence.words.finditer(text))


@lru_cache(maxsize=1)
def _evidence() -> _Evidence:
    """OpenCC says which characters are simplified, and into what; the lists of CC-CEDICT which are in use in both."""
    # Only who asks for a variant pays for the lists, which come without types.
    from zhon import cedict  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs] - see above

    lists = cast("dict[str, str]", tomllib.loads(files("bot.language").joinpath("variant.toml").read_text("utf-8")))
    simplified, traditional = frozenset(cedict.simplified), frozenset(cedict.traditional)
    characters = "".join(map(chr, chain(*_CODES)))
    changed = {
        char: into
        for char, into in zip(characters, each_simplified(characters), strict=True)
        if char != into and len(into) == 1
    }
    likely_hans = frozenset(lists["likely_hans"])
    return _Evidence(
        hans=((frozenset(changed.values()) | simplified) - traditional) - likely_hans,
        hant=(frozenset(changed) | (traditional - simplified)) - frozenset(lists["not_hant"]),
        likely_hans=likely_hans,
        likely_hant=frozenset(lists["likely_hant"]),
        words=re.compile(f"(?P<hant>{_any_of(lists['hant'])})|(?P<hans>{_any_of(lists['hans'])})"),
        both=re.compile(_any_of(lists["both"])),
    )


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))
