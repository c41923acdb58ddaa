"""The hand-written word lists beside the dictionary."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

_PACKAGE: Final = "bot.engines.gloss"


@dataclass(frozen=True, slots=True)
class Tables:
    """Words and what is put for them; "" drops a word.

    english: English to Chinese; chinese: Chinese to English; readings: Chinese to pinyin; irregular: past to plain;
    final: the English that stands at the end of its clause in Chinese.
    """

    english: Mapping[str, str]
    chinese: Mapping[str, str]
    readings: Mapping[str, str]
    final: frozenset[str]
    irregular: Mapping[str, str]


def load_tables() -> Tables:
    """Read the TOML files of this package."""
    final = _read("to_chinese/final.toml")
    return Tables(
        english=_read("to_chinese/talk.toml") | _read("to_chinese/words.toml") | final,
        chinese=_read("to_english/talk.toml") | _read("to_english/words.toml"),
        readings=_invert(tomllib.loads(_text("readings.toml"))),
        final=frozenset(final),
        irregular=_invert(tomllib.loads(_text("irregular.toml"))),
    )


def _read(path: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for section in tomllib.loads(_text(path)).values():
        table |= _invert(section)
    return table


def _invert(section: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: rendering for rendering, words in section.items() for word in words}


def _text(path: str) -> str:
    return resources.files(_PACKAGE).joinpath(path).read_text(encoding="utf-8")
