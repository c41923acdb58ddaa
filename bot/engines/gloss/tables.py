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

    english: English to Chinese; chinese: Chinese to English; readings: Chinese to pinyin; irregular: past to plain.
    """

    english: Mapping[str, str]
    chinese: Mapping[str, str]
    readings: Mapping[str, str]
    irregular: Mapping[str, str]


def load_tables() -> Tables:
    """Read the TOML files of this package."""
    return Tables(
        english=_read("to_chinese/talk.toml") | _read("to_chinese/words.toml"),
        chinese=_read("to_english/talk.toml") | _read("to_english/words.toml"),
        readings=_invert(tomllib.loads(_text("readings.toml"))),
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
