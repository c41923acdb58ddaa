"""A text as the memory reads it: the words that count, and what is around them."""

from typing import Final, NamedTuple

from bot.translation.memory.characters import WRAP
from bot.translation.memory.characters import pieces as pieces_of
from bot.translation.memory.words import same_word

_WORDS: Final = frozenset(("plain", "word", "number", "other"))
# 嘛, 呢 and 吧 may ask, urge or soften; these only colour what stands before them.
_SOFT: Final = frozenset("呀啊哦哈啦")
# Shorter lines are other words with it.
_FEWEST_SOFTENED: Final = 3
_Pieces = list[tuple[str, str]]
_ENDS: Final = ("slot", "emoji", "mark", "space", "quote")


class Reading(NamedTuple):
    """One text, read.

    units: what must be the same for two texts to be the same: words in lower case and without contractions, numbers,
    single Han characters, signs, `⟦⟧` for each slot between words, `{place}` and the like where a
    template has its hole.
    spelled: the same units as they were written.
    breaks: before which units there is punctuation, a line break or an emoji; `questions`: those with a question mark.
    question: the text ends with a question mark.
    before, after: what stands around the words, in order: slots, emoji, punctuation, spaces.
    inner: the slots between the words, in order.
    wrap: Discord's mark around the whole text, or "".
    """

    units: tuple[str, ...]
    spelled: tuple[str, ...]
    breaks: tuple[int, ...]
    questions: tuple[int, ...]
    question: bool
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    inner: tuple[str, ...] = ()
    wrap: str = ""

    @property
    def key(self) -> str:
        """The units as one string, in which Chinese stands without spaces."""
        return join(self.units)


def join(units: tuple[str, ...]) -> str:
    """Write units as one string. Two sequences of units never give the same string unless they differ in spaces."""
    return "".join([unit if unit > "\u3000" else f" {unit}" for unit in units]).lstrip()


def softened(reading: Reading) -> Reading:
    """Leave out the sound at the end of a Chinese line that says how it is meant, not what: 早上好呀 is 早上好."""
    if len(reading.units) > _FEWEST_SOFTENED and reading.units[-1] in _SOFT:
        return reading._replace(units=reading.units[:-1], spelled=reading.spelled[:-1])
    return reading


def read(text: str) -> Reading:
    """Read a `plain` text. Never raises; a text without words has no units."""
    text = text.strip()
    wrapped = WRAP.fullmatch(text) if text[:1] in ("*", "_", "~", "|") else None
    if wrapped:
        text = wrapped[2]
    pieces = [(found.lastgroup or "", found[0]) for found in pieces_of().finditer(text)]
    first, last = _core(pieces)
    return _build(pieces[:first], pieces[first:last], pieces[last:], wrapped[1] if wrapped else "")


def _core(pieces: _Pieces) -> tuple[int, int]:
    """From where to where the words go."""
    first, last = 0, len(pieces)
    while first < last and pieces[first][0] in _ENDS:
        first += 1
    while last > first and pieces[last - 1][0] in _ENDS:
        last -= 1
    return first, last


def _gather(pieces: _Pieces) -> tuple[list[str], list[str], list[int], list[int], list[str]]:
    """The units, as they are spelled, the breaks, those that ask, and the slots. Spaces and quotes are nothing."""
    units: list[str] = []
    spelled: list[str] = []
    breaks: list[int] = []
    questions: list[int] = []
    inner: list[str] = []
    for kind, piece in pieces:
        if kind in _WORDS:
            words = same_word(piece.lower())
            units += words
            spelled += (piece,) if len(words) == 1 else words
        elif kind == "han":
            units += piece
            spelled += piece
        elif kind in ("mark", "emoji"):
            breaks.append(len(units))
            if _asks(piece):
                questions.append(len(units))
        elif kind in ("slot", "hole"):
            units.append("⟦⟧" if kind == "slot" else piece)
            spelled.append(piece)
            if kind == "slot":
                inner.append(piece)
    return units, spelled, breaks, questions, inner


def _build(before: _Pieces, core: _Pieces, after: _Pieces, wrap: str) -> Reading:
    units, spelled, breaks, questions, inner = _gather(core)
    return Reading(
        tuple(units),
        tuple(spelled),
        tuple(breaks),
        tuple(questions),
        any(kind == "mark" and _asks(piece) for kind, piece in after) if after else False,
        tuple(before),
        tuple(after),
        tuple(inner),
        wrap,
    )


def _asks(mark: str) -> bool:
    return "?" in mark or "？" in mark
