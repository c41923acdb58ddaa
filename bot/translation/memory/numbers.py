"""Numbers as both languages write them in chat."""

import re
from collections.abc import Sequence
from typing import Final

# From two on; two of something is 两.
_ENGLISH: Final = (
    "two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
_CHINESE: Final = "两 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十"
_TO_CHINESE: Final[dict[str, str]] = dict(zip(_ENGLISH.split(), _CHINESE.split(), strict=True))
_TO_ENGLISH: Final[dict[str, str]] = {**dict(zip(_CHINESE.split(), _ENGLISH.split(), strict=True)), "二": "two"}
_DIGITS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def other_number(units: Sequence[str], target: str) -> str | None:
    """Return a number in the other language: digits as they are, words from two to twenty as words.

    units: as a `Reading` has them. None for what is no number, and for one, which changes the words around it.
    """
    if len(units) == 1 and _DIGITS.fullmatch(units[0]):
        return units[0] if float(units[0]) > 1 else None
    known = _TO_ENGLISH if target == "en" else _TO_CHINESE
    return known.get("".join(units))
