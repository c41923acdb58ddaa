"""Where a reading is looked up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bot.translation.memory.reading import Reading

T = TypeVar("T")

HOLES: Final = frozenset({"{place}", "{name}", "{number}"})
# As what a text is kept: a statement, a question, or a question whose mark may be missing.
STATEMENT: Final = ""
QUESTION: Final = "?"
UNMARKED: Final = "unmarked"
# No name of a place or person has more words, or more Chinese characters.
_WIDEST: Final = 12


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value that fits. hole: `{place}`, `{name}` or `{number}` of a template, else ""; start, end: what fills it."""

    value: T
    hole: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class _Kept(Generic[T]):
    """breaks, questions: of its reading. head, tail: the units before and after the hole of a template."""

    value: T
    breaks: tuple[int, ...]
    questions: tuple[int, ...]
    hole: str = ""
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    def parts_as(self, message: Reading, hole: int = 0, wider: int = 0) -> bool:
        """Whether each break of the message stands where one is here too; `wider` units fill the `hole` beyond one."""
        return all(_shift(self.breaks, hole, wider, one) for one in message.breaks) and all(
            _shift(self.questions, hole, wider, one) for one in message.questions
        )

    def match(self, message: Reading) -> Found[T] | None:
        """Tell whether the words fit a template, and where its hole is in them."""
        start, end = len(self.head), len(message.units) - len(self.tail)
        if not start < end <= start + _WIDEST:
            return None
        if message.units[:start] != self.head or message.units[end:] != self.tail:
            return None
        if not self.parts_as(message, start, end - start - 1):
            return None
        return Found(self.value, self.hole, start, end)


class Index(Generic[T]):
    """Values by the words of a text. A question and a statement of the same words are two texts."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, str], _Kept[T]] = {}
        self._templates: defaultdict[tuple[str, str], list[_Kept[T]]] = defaultdict(list)

    def put(self, reading: Reading, value: T, form: str) -> None:
        """Keep a value under a reading, as one of the forms; what was there gives way."""
        self._whole[reading.key, form] = _Kept(value, reading.breaks, reading.questions)

    def put_template(self, reading: Reading, value: T, form: str) -> None:
        """Keep a value under a reading that has a hole, `{place}`, `{name}` or `{number}`, just one."""
        (hole,) = (unit for unit in reading.units if unit in HOLES)
        at = reading.units.index(hole)
        kept = _Kept(value, reading.breaks, reading.questions, hole, reading.units[:at], reading.units[at + 1 :])
        self._templates[reading.units[0] if at else "", form].append(kept)

    def remove(self, reading: Reading, form: str) -> None:
        """Forget what is kept under a reading, if anything is."""
        self._whole.pop((reading.key, form), None)

    def find(self, message: Reading) -> T | None:
        """What is kept under exactly these words, unless the message parts them where the kept text does not.

        "No, more" is not "no more", but "hi how are you" is "Hi! How are you?".
        """
        for form in _forms(message):
            kept = self._whole.get((message.key, form))
            if kept and kept.parts_as(message):
                return kept.value
        return None

    def matches(self, message: Reading) -> Iterator[Found[T]]:
        """The templates that the words fit, if something fills their hole."""
        for form in _forms(message):
            for first in (message.units[0], ""):
                for kept in self._templates.get((first, form), ()):
                    if found := kept.match(message):
                        yield found


def _forms(message: Reading) -> tuple[str, ...]:
    return (QUESTION,) if message.question else (STATEMENT, UNMARKED)


def _shift(breaks: tuple[int, ...], hole: int, wider: int, at: int) -> bool:
    return at in breaks if at <= hole else at - wider > hole and at - wider in breaks
