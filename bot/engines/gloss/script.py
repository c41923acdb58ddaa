"""Traditional and Simplified characters."""

from typing import Final

import rjieba

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.senses import most_likely

_LONGEST: Final = 6
# Where the dictionary has several forms, the one that is written in Taiwan.
_TAIWAN: Final = str.maketrans({"裏": "裡", "着": "著", "羣": "群", "衆": "眾", "麪": "麵", "啓": "啟", "爲": "為"})
# A character that is both (著 of 著名) counts as Traditional only if it is so much rarer than its Simplified form.
_RARER: Final = 100


class Script:
    """Turns one into the other, well enough to look words up and to be read."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._simplified = _simplified(dictionary)

    def simplify(self, text: str) -> str:
        """Replace Traditional characters one by one; the length stays."""
        return text.translate(self._simplified)

    def to_traditional(self, text: str) -> str:
        """The Traditional form as in Taiwan, by the longest words of the dictionary; what it does not have stays."""
        traditional = ""
        at = 0
        while at < len(text):
            length, word = self._longest(text[at : at + _LONGEST])
            traditional += word
            at += length
        return traditional.translate(_TAIWAN)

    def _longest(self, text: str) -> tuple[int, str]:
        for length in range(len(text), 0, -1):
            simplified = text[:length]
            entries = [entry for entry in self._dictionary.entries(simplified) if entry.simplified == simplified]
            if entry := most_likely(entries):
                return length, entry.traditional
        return 1, text[:1]


def _simplified(dictionary: Dictionary) -> dict[int, str]:
    pairs = set(dictionary.characters())
    simple = {simplified for _, simplified in pairs}
    found: dict[int, str] = {}
    for traditional, simplified in sorted(pairs, key=lambda pair: rjieba.suggest_freq(pair[1])):
        rare = traditional not in simple or _RARER * rjieba.suggest_freq(traditional) < rjieba.suggest_freq(simplified)
        if traditional != simplified and rare:
            found[ord(traditional)] = simplified
    return found
