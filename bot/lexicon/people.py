"""People's names in Chinese, and how they are spelt in English."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.senses import most_likely

_SURNAME: Final = "surname"
_LENGTHS: Final = (2, 3, 4)
# What is called after a surname, with what stands before the name in English.
_TITLES: Final = {"先生": "Mr.", "女士": "Ms.", "小姐": "Miss", "太太": "Mrs.", "老师": "teacher", "医生": "Dr."}
# 老王, 小李, 阿强: how friends call each other.
_PREFIXES: Final = frozenset("老小阿")
# Characters that begin what is said of somebody, and are in no given name.
_NOT_GIVEN: Final = frozenset(
    "太很真是在不也都就还又再了的着过吗呢吧啊去来说看吃给叫把被和跟有没要会能想让这那我你他她它们个"
)


class People:
    """Tells names from words; both look the same, so only what the dictionary has no word for is a name."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self.spelt = lru_cache(1024)(self._spelt)

    def parts(self, run: str) -> Iterator[tuple[str, str]]:
        """A run of Simplified characters, cut around the names in it: each part, with its spelling if it is a name."""
        import rjieba  # noqa: PLC0415 - its dictionary takes a tenth of a second, which no start should wait for

        rest = ""
        for word, kind in rjieba.tag(run, hmm=True):
            spelt = self.spelt(word) if kind.startswith("nr") else None
            if spelt is None:
                rest += word
                continue
            if rest:
                yield rest, ""
            yield word, spelt
            rest = ""
        if rest:
            yield rest, ""

    def _spelt(self, words: str) -> str | None:
        """The name in English: `Wang Xiaoming`, `Mr. Chen`, `Lao Wang`; None if it may be anything else."""
        if len(words) not in _LENGTHS or self._dictionary.entries(words):
            return None
        if words[1:] in _TITLES and self._is_surname(words[0]):
            return f"{_TITLES[words[1:]]} {self._letters(words[0])}"
        if words[0] in _PREFIXES and len(words) == 2:
            return f"{self._letters(words[0])} {self._letters(words[1])}" if self._is_surname(words[1]) else None
        surname = next((length for length in (2, 1) if self._is_surname(words[:length])), 0)
        # 张开嘴 begins like a name, and with a word.
        given = words[surname:]
        if not surname or not given or not _NOT_GIVEN.isdisjoint(given) or (surname == 1 and self._is_word(words[:2])):
            return None
        return f"{self._letters(words[:surname])} {self._letters(given)}"

    def _is_surname(self, signs: str) -> bool:
        return any(_SURNAME in entry.senses[0] for entry in self._dictionary.entries(signs))

    def _is_word(self, word: str) -> bool:
        return any(entry.reading[:1].islower() for entry in self._dictionary.entries(word))

    def _letters(self, signs: str) -> str:
        return "".join(map(self._syllable, signs)).capitalize()

    def _syllable(self, sign: str) -> str:
        """A character's reading without its tone; a surname's, where it is one."""
        entries = self._dictionary.entries(sign)
        entry = next((entry for entry in entries if _SURNAME in entry.senses[0]), most_likely(entries))
        return entry.reading.rstrip("12345").lower().replace("u:", "ü") if entry else sign
