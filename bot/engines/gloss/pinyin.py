"""Pinyin as it is written: `ke3 ai4` becomes `kě'ài`."""

from typing import Final

_MARKS: Final = {"a": "āáǎà", "e": "ēéěè", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "ü": "ǖǘǚǜ"}
_VOWELS: Final = "aeiouü"


def marked(reading: str) -> str:
    """Turn a word's numbered syllables into one word with tone marks."""
    word = ""
    for syllable in reading.replace("u:", "ü").split():
        spoken = _syllable(syllable)
        word += _seam(word, syllable) + spoken
    return word


def _seam(word: str, syllable: str) -> str:
    """A space before another name, an apostrophe so that xī'ān is not xiān."""
    if not word:
        return ""
    if syllable[0].isupper():
        return " "
    return "'" if syllable[0] in "aeo" else ""


def _syllable(numbered: str) -> str:
    if numbered == "r5":
        return "r"
    if numbered[-1] not in "12345":
        return numbered
    plain, tone = numbered[:-1], int(numbered[-1])
    at = _place(plain.lower())
    if tone == 5 or at < 0:
        return plain
    vowel = plain[at]
    mark = _MARKS[vowel.lower()][tone - 1]
    return plain[:at] + (mark.upper() if vowel.isupper() else mark) + plain[at + 1 :]


def _place(syllable: str) -> int:
    """Which letter takes the mark: a or e, the o of ou, else the last vowel; -1 where there is none."""
    for sign in ("a", "e", "ou"):
        if sign in syllable:
            return syllable.index(sign)
    return max((syllable.rfind(vowel) for vowel in _VOWELS), default=-1)
