"""Whether an answer can be a translation at all, by its letters and its length alone."""

import re
from typing import Final

_HAN: Final = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")
# Chinese takes about this many characters for a word of English.
_PER_WORD: Final = 1.7
_MOST_TIMES: Final = 4.0
_SLACK: Final = 25.0
# A line quoted in an answer that is shorter than this may be a name.
_QUOTABLE: Final = 12
# Chinese in an English answer: so many characters are more than a quoted word, if they are most of the source.
_LINE: Final = 5
_MOST_LEFT_OVER: Final = 0.6


def is_misshapen(source: str, answer: str, target: str) -> bool:
    """Tell whether `answer`, for readers of the locale `target`, echoes `source`, is in its language, or far too long.

    Both are texts without slots, markup and all.
    """
    return _echoes(source, answer) or _in_wrong_script(source, answer, target) or _far_too_long(source, answer)


def size(text: str) -> float:
    """How much a text says, in Chinese characters or what takes as much room in English."""
    return len(_HAN.findall(text)) + _PER_WORD * len(_LATIN.findall(text))


def _echoes(source: str, answer: str) -> bool:
    said, answered = _letters(source), _letters(answer)
    return bool(said) and (said == answered or (len(said) >= _QUOTABLE and said in answered))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _in_wrong_script(source: str, answer: str, target: str) -> bool:
    """Words of the other script may come over from the source; most of the answer must be in that of the readers."""
    han = len(_HAN.findall(answer))
    if target == "en":
        left_over = han >= _LINE and han > _MOST_LEFT_OVER * len(_HAN.findall(source))
        return left_over or han > _PER_WORD * len(_LATIN.findall(answer))
    own = {word.casefold() for word in _LATIN.findall(source)}
    return _PER_WORD * len([word for word in _LATIN.findall(answer) if word.casefold() not in own]) > han


def _far_too_long(source: str, answer: str) -> bool:
    return size(answer) > _MOST_TIMES * size(source) + _SLACK
