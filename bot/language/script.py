"""Which scripts a text is written in."""

import re
from collections.abc import Mapping
from enum import StrEnum


class Script(StrEnum):
    """A script, or a family of scripts where one language is the sensible guess."""

    LATIN = "latin"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    DEVANAGARI = "devanagari"
    THAI = "thai"
    GREEK = "greek"
    HEBREW = "hebrew"
    BENGALI = "bengali"
    GURMUKHI = "gurmukhi"
    GUJARATI = "gujarati"
    TAMIL = "tamil"
    TELUGU = "telugu"
    KANNADA = "kannada"
    MALAYALAM = "malayalam"
    SINHALA = "sinhala"
    LAO = "lao"
    TIBETAN = "tibetan"
    MYANMAR = "myanmar"
    GEORGIAN = "georgian"
    ETHIOPIC = "ethiopic"
    KHMER = "khmer"
    MONGOLIAN = "mongolian"
    ARMENIAN = "armenian"
    SYLLABICS = "syllabics"


# Letters with the vowel signs that make them words; no digits, no punctuation. Written as numbers, because editors
# compose and decompose some of the letters themselves.
_RANGES = {
    Script.LATIN: "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff\ufb00-\ufb06",
    Script.HAN: "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    Script.KANA: "\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff\uff66-\uff9d",
    Script.HANGUL: "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb",
    Script.CYRILLIC: "\u0400-\u052f\u1c80-\u1c88\ua640-\ua69f",
    Script.ARABIC: "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufefc",
    Script.DEVANAGARI: "\u0900-\u0963\u0971-\u097f",
    Script.THAI: "\u0e01-\u0e3a\u0e40-\u0e4e",
    Script.GREEK: "\u0370-\u03ff\u1f00-\u1fff",
    Script.HEBREW: "\u05d0-\u05ea\u05ef-\u05f2",
    Script.BENGALI: "\u0980-\u09e3",
    Script.GURMUKHI: "\u0a01-\u0a5e\u0a70-\u0a75",
    Script.GUJARATI: "\u0a81-\u0ae3",
    Script.TAMIL: "\u0b82-\u0bd7",
    Script.TELUGU: "\u0c00-\u0c63",
    Script.KANNADA: "\u0c80-\u0ce3",
    Script.MALAYALAM: "\u0d00-\u0d63",
    Script.SINHALA: "\u0d81-\u0df3",
    Script.LAO: "\u0e81-\u0ecd",
    Script.TIBETAN: "\u0f00\u0f40-\u0fbc",
    Script.MYANMAR: "\u1000-\u103f\u1050-\u108f",
    Script.GEORGIAN: "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d",
    Script.ETHIOPIC: "\u1200-\u135f\u1380-\u138f",
    Script.KHMER: "\u1780-\u17d3",
    Script.MONGOLIAN: "\u1820-\u18aa",
    Script.ARMENIAN: "\u0531-\u0587",
    Script.SYLLABICS: "\u1401-\u167f",
}

# The most likely language of a script, where the script says it. The classifier may know better within a script that
# several big languages share.
_LANGUAGES = {
    Script.KANA: "ja",
    Script.HANGUL: "ko",
    Script.CYRILLIC: "ru",
    Script.ARABIC: "ar",
    Script.DEVANAGARI: "hi",
    Script.THAI: "th",
    Script.GREEK: "el",
    Script.HEBREW: "he",
    Script.BENGALI: "bn",
    Script.GURMUKHI: "pa",
    Script.GUJARATI: "gu",
    Script.TAMIL: "ta",
    Script.TELUGU: "te",
    Script.KANNADA: "kn",
    Script.MALAYALAM: "ml",
    Script.SINHALA: "si",
    Script.LAO: "lo",
    Script.TIBETAN: "bo",
    Script.MYANMAR: "my",
    Script.GEORGIAN: "ka",
    Script.ETHIOPIC: "am",
    Script.KHMER: "km",
    Script.MONGOLIAN: "mn",
    Script.ARMENIAN: "hy",
    Script.SYLLABICS: "iu",
}
# Codes that a classifier may utter for Latin letters, and that cannot be.
NOT_LATIN = frozenset(_LANGUAGES.values()) | {"zh", "zh-cn", "zh-tw", "yue", "wuu", "mr", "ne", "uk", "bg", "fa", "ur"}
_SHARED = {
    Script.CYRILLIC: frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tt", "tg", "ba", "cv"}),
    Script.ARABIC: frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd", "arz"}),
    Script.DEVANAGARI: frozenset({"hi", "mr", "ne", "sa", "bh"}),
    Script.HEBREW: frozenset({"he", "yi"}),
}

# What is no letter is taken out first, in one step, so that a line is few runs of letters rather than many words.
_SIGNS = re.compile("[\\x00-@\\[-`{-\\xa9\\u2000-\\u2bff\\u3000-\\u3004\\uff01-\\uff20]+")
_RUNS = re.compile("|".join(f"([{chars}]+)" for chars in _RANGES.values()))
_TWO = {script: re.compile(f"[{chars}]{{2}}") for script, chars in _RANGES.items()}
# One look at a line of two Latin letters or more, with their accents, saves counting them.
_LATIN_LETTER = "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
_LATIN_SIGNS = "[\\x00-@\\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2010-\u2027]*"
_LATIN = re.compile(f"(?:{_LATIN_SIGNS}{_LATIN_LETTER}){{2}}[\\x00-\u024f\u1e00-\u1eff\u2010-\u2027]*")
# One look at a line of Latin letters with accents saves going from word to word.
_EUROPEAN = re.compile("[\\x00-\u024f\u1e00-\u1eff\u2010-\u2027]*")
# And so does one look at a line of Chinese with its punctuation, which is every other line.
_CHINESE = re.compile(rf"[{_RANGES[Script.HAN]}\x00-@\u2010-\u2027\u3000-\u3004\u3006-\u3020\uff01-\uff20]*")
_HAN = re.compile(f"[{_RANGES[Script.HAN]}]+")
_BY_GROUP = dict(enumerate(_RANGES, start=1))


def is_latin(text: str) -> bool:
    """Tell whether `text` holds at least two letters, and none but Latin ones."""
    return _LATIN.fullmatch(text) is not None


def count_scripts(text: str) -> Mapping[Script, int]:
    """Return how many letters of each script `text` holds; signs, digits and emoji do not count."""
    if text.isascii() or _EUROPEAN.fullmatch(text):
        letters = sum(map(str.isalpha, text))
        return {Script.LATIN: letters} if letters else {}
    if _CHINESE.fullmatch(text):
        letters = sum(map(len, _HAN.findall(text)))
        return {Script.HAN: letters} if letters else {}
    counts: dict[Script, int] = {}
    for run in _RUNS.finditer(_SIGNS.sub("", text)):
        script = _BY_GROUP[run.lastindex or 0]
        counts[script] = counts.get(script, 0) + run.end() - run.start()
    return counts


def has_run(text: str, script: Script) -> bool:
    """Tell whether two letters of `script` stand together somewhere in `text`."""
    return _TWO[script].search(text) is not None


def language_of(script: Script) -> str:
    """Return the likeliest language of a script that is neither Latin nor Han."""
    return _LANGUAGES[script]


def candidates(script: Script) -> frozenset[str]:
    """Return the languages among which a classifier may choose for `script`; empty if the script decides alone."""
    return _SHARED.get(script, frozenset())
