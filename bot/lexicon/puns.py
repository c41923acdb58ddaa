"""Plays on words: idioms written with other characters of the same sound, English words with an animal in them."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Final

from bot.lexicon.dictionary import Dictionary

_RUN: Final = re.compile("[\u4e00-\u9fff]{4,}")
_WORD: Final = re.compile(r"(?<![\w@#/.'-])[a-z]{5,20}(?![\w@/'-]|\.\w)")
_TONE: Final = re.compile(r"\d")
# A play leaves enough of the idiom to be heard: of its four signs one is another. With two, chance finds some, too.
_KEPT: Final = 3
_MOST_READINGS: Final = 8


@dataclass(frozen=True, slots=True)
class Pun:
    """written: as it stands in the text. meant: the word that it sounds like, in its usual spelling, Simplified."""

    written: str
    meant: str


class Puns:
    """Finds plays on words. What the dictionary has as a word is none."""

    def __init__(self, dictionary: Dictionary) -> None:
        """Reads through the dictionary once; some tens of milliseconds."""
        self._dictionary = dictionary
        self._idioms: dict[str, list[str]] = {}
        for idiom, reading in dictionary.idioms():
            self._idioms.setdefault(_TONE.sub("", reading), []).append(idiom)
        self._sounds = _sounds()
        self._readings = lru_cache(4096)(self._read)

    def find(self, text: str, language: str) -> Pun | None:
        """The first play on a word in a text of `zh` (Simplified) or `en`; None if there is none."""
        return next(self._chinese(text) if language == "zh" else self._english(text.lower()), None)

    def _chinese(self, text: str) -> Iterator[Pun]:
        for run in _RUN.finditer(text):
            for at in range(run.start(), run.end() - 3):
                written = text[at : at + 4]
                meant = self._sounds_like(written)
                if meant and not self._dictionary.entries(written):
                    yield Pun(written, meant)

    def _sounds_like(self, written: str) -> str | None:
        readings = [self._readings(sign) for sign in written]
        for sound in product(*readings):
            for idiom in self._idioms.get(" ".join(sound), ()):
                if sum(map(str.__eq__, written, idiom)) == _KEPT:
                    return idiom
        return None

    def _read(self, sign: str) -> tuple[str, ...]:
        """How a sign may be read, without tones."""
        readings = (_TONE.sub("", entry.reading.lower()) for entry in self._dictionary.entries(sign))
        return tuple(dict.fromkeys(readings))[:_MOST_READINGS]

    def _english(self, text: str) -> Iterator[Pun]:
        for word in _WORD.findall(text):
            for sound, others in self._sounds.items():
                if sound not in word or self._dictionary.glossed(word):
                    continue
                meant = (word.replace(sound, other, 1) for other in others)
                yield from (Pun(word, each) for each in meant if self._dictionary.glossed(each))


def _sounds() -> Mapping[str, tuple[str, ...]]:
    document = tomllib.loads(files("bot.lexicon").joinpath("puns.toml").read_text("utf-8"))
    return {sound: tuple(others) for sound, others in document["sounds"].items()}
