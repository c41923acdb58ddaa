"""What is written in a message but is no language: emoji, laughter, numbers, codes."""

import re

from bot.language.kaomoji import is_scatter, strip_faces
from bot.language.types import Silence

_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\u24c2©®™‼⁉]"
    "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    "|[0-9#*]\ufe0f?\u20e3|[\u200c\u200d\ufe0e\ufe0f]"
)

_LAUGH = re.compile(
    r"(?<![A-Za-z0-9\u00c0-\u024f])(?:(?:[bm]w?a)?(?:h+[aei]+){2,}h*|(?:h+o+){2,}|j+a+(?:j+[ae]+)+|(?:l+o+l+z?)+|l+(?:o+l+){2,}z?|(?:a+h+){2,}a*|(?:x+i+){2,}|l+m+f?a+o+|r+o+f+l+|lulz?"
    r"|k{3,}|(?:kek)+|w{2,}|h{2,}|x+d+|(?:rs){2,}|(?:hue){2,}|hia(?:hia)+|233+|mdr+|ptdr+|5{4,}|(?:x+a+){3,})"
    r"(?![A-Za-z0-9\u00c0-\u024f])",
    re.IGNORECASE,
)
# Looking for these first is a good deal cheaper than looking for laughter at every letter.
_LAUGH_SEEDS = (
    *(
        "aha",
        "ehe",
        "ihi",
        "aja",
        "hoh",
        "lol",
        "lool",
        "mao",
        "mfao",
        "rof",
        "roo",
        "lul",
        "kkk",
        "kek",
        "ww",
        "hh",
        "xd",
    ),
    *("rsrs", "hueh", "hiah", "233", "mdr", "ptdr", "555", "axa", "xix"),
)
_LAUGH_CJK = re.compile(
    r"[哈呵嘻嘿吼]{2,}|红红火火恍恍惚惚|(?<![㐀-鿿])嘎{3,}(?![㐀-鿿])|(?<![㐀-鿿])(?:草+|笑死|哈|噗+|嘿)(?![㐀-鿿])|[ㅋㅎㅠㅜ]+|(?<![A-Za-z])[wｗ]{1,20}$|[（(]?笑[)）]|233+"
)
_LAUGH_CJK_SEED = re.compile("[哈呵嘻嘿吼嘎恍草笑噗ㅋㅎㅠㅜ]")
_LAUGH_CJK_END = ("w", "ｗ")

_UNITS = (
    r"%|°[cf]?|(?:[kmg]b?|[kmcn]m|kg|mg|lbs?|oz|ft|ml|am|pm|usd|rmb|cny|eur|[mgk]?hz|fps|mph|h|s|px|p|k|st|nd|rd|th)(?![^\W_])"
    r"|[元块塊刀年月日号號点點分秒岁歲个個斤克万萬亿億楼樓度](?![㐀-鿿])"
)
_NUMBER = re.compile(
    rf"(?<![^\W_])[$€£¥￥₩+-]?[0-9０-９]+(?:[.,:/x×*-][0-9０-９]+)*(?:\s?(?:{_UNITS})|(?![^\W_]))", re.IGNORECASE
)

_DIGIT = re.compile(r"\d")

_MORSE = re.compile(r"[.\-·•–—−_]{1,8}(?:[\s/|]+[.\-·•–—−_]{1,8}){2,}|[.\-·•–—−]{1,8}[\s/|]+[.\-·•–—−]{1,8}")
_BINARY = re.compile(r"[01]{4,}(?:\s*[01]{4,})+|[01]{16,}")
# Braille; invented scripts: one letter of Canadian syllabics under a heap of marks; runes; private and ancient letters.
_CODED = re.compile(
    "[\u2800-\u28ff]+|[\u1400-\u167f][\u0300-\u036f\u1ab0-\u1aff]+|[\u16a0-\u16ff]+|[\ue000-\uf8ff]+|[\U00010000-\U0001342f]+"
)
_CODED_LETTER = re.compile("[\u1400-\u16ff\u2800-\u28ff\ue000-\uf8ff\U00010000-\U0001342f]")


def is_coded(text: str) -> bool:
    """Tell whether `text` is Morse, Braille, binary or an invented script: for those who know it, not for an engine."""
    bare = text.strip()
    if _MORSE.fullmatch(bare):
        return len(set(bare) - set(" /|")) > 1
    if bare.isascii():
        return _BINARY.fullmatch(bare) is not None
    if not _CODED_LETTER.search(bare):
        return False
    coded = sum(len(found) for found in _CODED.findall(bare))
    return coded * 2 > len(bare) - bare.count(" ")


def strip_noise(text: str) -> tuple[str, Silence]:
    """Return `text` without emoji, kaomoji, laughter and numbers, and what it was if no letter remains.

    Where nothing at all was there to be taken away, that is `Silence.EMPTY`: punctuation says nothing.
    """
    reason = Silence.EMPTY
    for name, strip in (
        (Silence.KAOMOJI, strip_faces),
        (Silence.EMOJI, _strip_emoji),
        (Silence.KAOMOJI, _strip_scatter),
        (Silence.LAUGHTER, strip_laughter),
        (Silence.NUMBER, strip_numbers),
    ):
        stripped = strip(text)
        if stripped != text:
            text, reason = stripped, name
    return text, reason


def _strip_scatter(text: str) -> str:
    return "" if is_scatter(text) else text


def _strip_emoji(text: str) -> str:
    return text if text.isascii() else _EMOJI.sub(" ", text)


def strip_laughter(text: str) -> str:
    """Return `text` without laughter, in the letters of any language."""
    lower = text.lower()
    if any(map(lower.__contains__, _LAUGH_SEEDS)):
        text = _LAUGH.sub(" ", text)
    if text.isascii() or not (_LAUGH_CJK_SEED.search(text) or text.endswith(_LAUGH_CJK_END) or "233" in text):
        return text
    return _LAUGH_CJK.sub(" ", text)


def strip_numbers(text: str) -> str:
    """Return `text` without numbers and their units."""
    return _NUMBER.sub(" ", text) if _DIGIT.search(text) else text
