"""Numbers in English and Chinese texts, compared by their values."""

import re
from collections.abc import Iterator
from typing import Final

_DIGITS: Final = re.compile(
    r"(?<!\d)(?<!\d[.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    r"(?:\s*(thousand|million|billion|trillion|hundred|[kKmM](?![A-Za-z])|bn|[十百千万亿萬億兆]+(?![米克瓦赫卡])))?",
    re.IGNORECASE,
)
_SCALES: Final = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "十": 1e1,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "亿": 1e8,
    "億": 1e8,
    "兆": 1e12,
}
# Words of one line have the value of its place.
_ENGLISH: Final = (
    "zero",
    "one once first january",
    "two twice second couple both double half pair february",
    "three third triple march",
    "four fourth quarter april",
    "five fifth may",
    "six sixth june",
    "seven seventh july",
    "eight eighth august",
    "nine ninth september",
    "ten tenth october",
    "eleven eleventh november",
    "twelve twelfth dozen december",
    "thirteen",
    "fourteen",
    "fifteen fifteenth",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty twentieth",
)
_TENS: Final = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES: Final = {
    **{word: value for value, words in enumerate(_ENGLISH) for word in words.split()},
    **{word: 10 * tens for tens, word in enumerate(_TENS, 3)},
}
_CHINESE: Final = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "首": 1,
    "单": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "双": 2,
    "半": 2,
    "俩": 2,
    "倆": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_CARDINALS: Final = {words.split()[0]: value for value, words in enumerate(_ENGLISH) if value >= 3} | {
    word: 10 * tens for tens, word in enumerate(_TENS, 3)
}
# Several signs that can only be a number; not 十分, 千万, 百分, 一万个, 七八.
_COUNTED: Final = re.compile(
    "(?<![一二三四五六七八九十百千万第])"
    "(?:[二三四五六七八九]?[十百千][一二三四五六七八九十百千]{1,6}(?!世)|[三四五六七八九](?=[个個只隻岁歲块塊点點天次万萬]))"
)
# A word that a scale or a dozen follows is no number by itself.
_PLAIN: Final = re.compile(
    r"\b([a-z]+)\b(?!,? (?:hundred|thousand|million|billion|decade|dozen|score|or )|-(?:hundred|thousand|million))"
)
_ROUND: Final = (20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0)
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_WORD: Final = re.compile(r"[a-z]+")
_NUMERAL: Final = re.compile("[零〇一二两兩双半三四五六七八九俩倆首单十百千]+")
_TOLERANCE: Final = 1e-6
_GROUPED: Final = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_CENTURY: Final = ("世纪", " 世纪", "世紀", " 世紀")


def missing_numbers(source: str, answer: str) -> list[str]:
    """Return the numbers written in digits in `source` that `answer` does not hold, in whatever form.

    `10,000` may be `1 万` or `ten thousand`, `9:30 pm` `21:30`, the `1920s` the `20 年代`.
    """
    wanted = list(_DIGITS.finditer(source))
    if not wanted:
        return []
    grouped = _GROUPED.sub("", answer)
    held = {*_values(answer), *_values(grouped)}
    return [number[0] for number in wanted if not _is_held(number, held, answer)]


def missing_numerals(source: str, answer: str) -> list[str]:
    """Return the numbers written in words in `source`, from three on, that `answer` holds in no form.

    Figures of speech (十分, 千万, "a thousand thanks") are left out as far as they are known.
    """
    wanted = [(word, float(_CARDINALS[word])) for word in _PLAIN.findall(source.lower()) if word in _CARDINALS]
    for signs in _COUNTED.finditer(source):
        scale = _SCALES.get(source[signs.end() : signs.end() + 1], 1.0)
        wanted.append((signs[0], _numeral(signs[0]) * scale))
    if not wanted:
        return []
    held = set(_values(answer))
    return [word for word, value in wanted if not any(_near(value, other) for other in held)]


def _is_held(number: re.Match[str], held: set[float], answer: str) -> bool:
    if number[0] == "00" or (not number[3] and number[0] in answer):  # 11:00 is 11 o'clock
        return True
    if number.string.startswith(_CENTURY, number.end()):
        last = float(number[1]) * 100
        if any(last - 100 <= value <= last for value in held):
            return True
    wanted = list(_readings(number))
    # With a scale the plain figure, which comes first, is not what is meant.
    return any(_near(value, other) for value in wanted[bool(number[3]) :] for other in held)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * max(one, other, 1.0)


def _values(text: str) -> Iterator[float]:
    """Every number that a text may be said to hold."""
    for number in _DIGITS.finditer(text):
        yield from _readings(number)
    last = 1.0
    for word in _WORD.findall(text.lower()):
        if word in _SCALES:  # ten million
            yield last * _SCALES[word]
        if word in _VALUES:
            value = float(_VALUES[word])
            if last in _ROUND and value < 10:  # twenty-seven
                yield last + value
            last = value
            yield value
    for numeral in _NUMERAL.finditer(text):
        value = _numeral(numeral[0])
        yield value
        if scale := _SCALES.get(text[numeral.end() : numeral.end() + 1]):
            yield value * scale


def _readings(number: re.Match[str]) -> Iterator[float]:
    plain = float(number[1].replace(",", "") + (number[2] or ""))
    yield plain
    if number[3]:
        yield plain * _scale(number[3].lower())
    if plain.is_integer():
        yield from _clock_and_decade(int(plain))


def _clock_and_decade(plain: int) -> Iterator[float]:
    if 13 <= plain <= 24:  # an hour of the afternoon
        yield plain - 12.0
    if 1000 <= plain <= 2100 and plain % 10 == 0:  # a decade is called by its last two digits in Chinese
        yield float(plain % 100)


def _scale(words: str) -> float:
    if words in _SCALES:
        return _SCALES[words]
    scale = 1.0
    for sign in words:
        scale *= _SCALES.get(sign, 1.0)
    return scale


def _numeral(signs: str) -> float:
    """三百二十 is 320, 二〇一三 is 2013, and 三千五 is 3500."""
    if not any(sign in _UNITS for sign in signs):
        return float("".join(str(_CHINESE[sign]) for sign in signs))
    total, digit, last = 0, 0, 0
    for sign in signs:
        if sign in _UNITS:
            last = _UNITS[sign]
            total += (digit or 1) * last
            digit = 0
        else:
            last = 0 if sign in "零〇" else last
            digit = _CHINESE[sign]
    return float(total + digit * (last // 10 if last > 10 else 1))
