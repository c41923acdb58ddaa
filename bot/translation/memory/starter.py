"""What RedBridge brings along to be recalled."""

from typing import Final

from bot.translation.memory.asking import forms
from bot.translation.memory.characters import plain
from bot.translation.memory.filling import fill, filling
from bot.translation.memory.index import HOLES, Index
from bot.translation.memory.pairs import Convert, Pair, pairs
from bot.translation.memory.places import Places
from bot.translation.memory.reading import Reading, read, softened
from bot.translation.memory.tone import bare

_LANGUAGES: Final = ("en", "zh")


class Starter:
    """The starter pairs, found from both sides. Empty until loaded."""

    def __init__(self, simplify: Convert, traditional: Convert, places: Places) -> None:
        self._simplify = simplify
        self._traditional = traditional
        self._places = places
        self._indexes = {language: Index[Pair]() for language in _LANGUAGES}
        self._texts: dict[str, list[tuple[str, Pair]]] = {language: [] for language in _LANGUAGES}
        self._longest: dict[str, int] = dict.fromkeys(_LANGUAGES, 0)

    def load(self) -> None:
        """Read the files that lie beside this module; takes some hundredth of a second."""
        for pair in pairs():
            for language in _LANGUAGES:
                for text in pair.sides(language):
                    self._put(language, text, pair)
            if pair.tw and pair.sides("zh"):
                self._put("zh", self._simplify(pair.tw), pair)

    def longest(self, language: str) -> int:
        """How many characters the longest text of a language has."""
        return self._longest[language]

    def find(self, message: Reading, source: str, target: str) -> str | None:
        """The rendering of a message's words, without what is around them; source: `en` or `zh`, target: a locale."""
        index = self._indexes[source]
        if pair := index.find(message) or (index.find(softened(message)) if source == "zh" else None):
            return self._render(pair, target)
        for found in index.matches(message):
            words = filling(message, found, source, target, self._places)
            if words:
                return self._render(found.value, target, words)
        return None

    def texts(self, source: str) -> list[str]:
        """Every text of a language that stands for itself, without templates."""
        return [text for text, _ in self._texts[source]]

    def example(self, place: int, source: str, target: str) -> tuple[str, str]:
        """The text at a place in `texts`, and its rendering."""
        text, pair = self._texts[source][place]
        return text, self._render(pair, target)

    def _put(self, language: str, text: str, pair: Pair) -> None:
        reading = read(plain(text))
        template = not HOLES.isdisjoint(reading.units)
        put = self._indexes[language].put_template if template else self._indexes[language].put
        for form in forms(text, reading):
            put(reading, pair, form)
        self._longest[language] = max(self._longest[language], len(text))
        if not template:
            self._texts[language].append((text, pair))

    def _render(self, pair: Pair, target: str, words: str = "") -> str:
        if target == "en":
            return fill(bare(pair.en[0]), words)
        if target == "zh-TW":
            return bare(pair.tw) if pair.tw else self._traditional(fill(bare(pair.zh[0]), words))
        return fill(bare(pair.zh[0]), words)
