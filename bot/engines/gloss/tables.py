"""The hand-written word lists beside the dictionary."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from bot.engines.gloss.names import Names
from bot.lexicon.english import irregular

_PACKAGE: Final = "bot.engines.gloss"


@dataclass(frozen=True, slots=True)
class Tables:
    """Words and what is put for them; "" drops a word.

    english: English to Chinese; chinese: Chinese to English; readings: Chinese to pinyin; irregular: past to plain;
    final: the English that stands at the end of its clause in Chinese; whole: that means this only at the end of its
    clause; alone: Chinese to English where nothing stands
    beside it; whose: 我 and its like to "my", before `kin`; comparable: English that takes -er and -est.
    """

    english: Mapping[str, str]
    chinese: Mapping[str, str]
    readings: Mapping[str, str]
    final: frozenset[str]
    whole: frozenset[str]
    irregular: Mapping[str, str]
    alone: Mapping[str, str]
    whose: Mapping[str, str]
    kin: frozenset[str]
    comparable: frozenset[str]
    names: Names


def load_tables() -> Tables:
    """Read the TOML files of this package."""
    final = _read("to_chinese/final.toml")
    whole = _read("to_chinese/whole.toml")
    kin = tomllib.loads(_text("to_english/kin.toml"))
    return Tables(
        english=_read("to_chinese/talk.toml")
        | _read("to_chinese/words.toml")
        | _read("to_chinese/chat.toml")
        | whole
        | final,
        chinese=_read("to_english/talk.toml") | _read("to_english/words.toml") | _read("to_english/chat.toml"),
        readings=_invert(tomllib.loads(_text("readings.toml"))),
        final=frozenset(final),
        whole=frozenset(whole),
        irregular=irregular(),
        alone=_read("to_english/alone.toml"),
        whose=_invert(kin["whose"]),
        kin=frozenset(kin["kin"]["words"]),
        comparable=_listed("to_chinese/comparable.toml")["adjectives"],
        names=Names(**_listed("to_chinese/names.toml")),
    )


def _read(path: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for section in tomllib.loads(_text(path)).values():
        table |= _invert(section)
    return table


def _invert(section: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: rendering for rendering, words in section.items() for word in words}


def _listed(path: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in tomllib.loads(_text(path)).items()}


def _text(path: str) -> str:
    return resources.files(_PACKAGE).joinpath(path).read_text(encoding="utf-8")
