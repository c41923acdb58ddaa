"""Numbers with a unit or a currency, written as one: `$19.99`, `5kg`, `20%`, `37°C`, `1080p`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.markup.measures import CURRENCIES, UNITS
from bot.markup.tokens import Token, TokenKind

# Figures as both languages write them, ranges and sides: 1,299.50, 5-10, 36x24.
_FIGURES = r"[0-9]++(?>(?:,[0-9]{3})*)(?:\.[0-9]++)?"
_NUMBER = rf"{_FIGURES}(?:[-–~～x×]{_FIGURES}){{0,2}}"
_AFTER = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
_SIGN = "|".join(sorted((re.escape(sign) for sign in CURRENCIES), key=len, reverse=True))
# "$30 million", "$5k", "¥3万": a part of a number that is said in other words in the other language.
_LARGER = r"(?![ ]?(?:hundred|thousand|million|billion|trillion|mn|bn|[kKmMbB](?![A-Za-z])|[百千万萬亿億]))"
_END = r"(?![A-Za-z0-9]|[.,][0-9]|°)"
_QUANTITY = re.compile(
    rf"(?<![A-Za-z0-9_.,/+$€£¥￥-])(?<![0-9][-–~～x×:])"
    rf"(?:(?P<sign>{_SIGN}){_NUMBER}{_END}{_LARGER}|{_NUMBER}(?P<unit>{_AFTER}|{_SIGN}){_END})"
)
_FIGURE = re.compile(_FIGURES)
_SIDES = re.compile(rf"{_FIGURES}(?:[ ]?(?:[-–—~～x×X*至到]|to)[ ]?{_FIGURES}){{0,2}}")
_NARROW = str.maketrans("０１２３４５６７８９％＄￥．，", "0123456789%$¥.,")
_LONGEST_SAYING = 24


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a text: its figures, and what stands before and behind it."""

    figures: tuple[str, ...]
    before: str
    after: str


def quantities(text: str) -> list[Token]:
    """Return the numbers in `text` that a unit or a currency belongs to without a space between, in order.

    None of them is a part of a larger number ("$30 million") or of a word. Time is linear in the text.
    """
    return [Token(TokenKind.QUANTITY, *found.span(), found[0]) for found in _QUANTITY.finditer(text)]


def kept(source: str, translation: str) -> bool:
    """Tell whether each quantity of `source` stands in `translation`, as often as there.

    Byte for byte, or as the same figures with the unit said in the other language: `5kg` as `5 公斤`, `$5` as `5 美元`.
    """
    wanted = quantities(source)
    if not wanted:
        return True
    numbers = list(_numbers(translation.translate(_NARROW)))
    for quantity in wanted:
        said = next((number for number in numbers if _says(number, quantity.text.translate(_NARROW))), None)
        if said is None:
            return False
        numbers.remove(said)
    return True


def _numbers(text: str) -> Iterator[_Number]:
    for found in _SIDES.finditer(text):
        before = text[max(found.start() - _LONGEST_SAYING, 0) : found.start()].rstrip().lower()
        after = text[found.end() : found.end() + _LONGEST_SAYING].lstrip(" \u00a0-").lower()
        figures = _figures(found[0])
        yield _Number(figures, before, after)
        if len(figures) > 1:
            yield _Number(figures[:1], before, "")
            yield _Number(figures[-1:], "", after)


def _figures(text: str) -> tuple[str, ...]:
    return tuple(found.replace(",", "") for found in _FIGURE.findall(text))


def _says(number: _Number, quantity: str) -> bool:
    if number.figures != _figures(quantity):
        return False
    found = _QUANTITY.match(quantity)
    unit = (found["sign"] or found["unit"]) if found else ""
    sayings = (unit.lower(), *(CURRENCIES.get(unit) or UNITS.get(unit, "")).split("|"))
    return any(saying and (number.after.startswith(saying) or number.before.endswith(saying)) for saying in sayings)
