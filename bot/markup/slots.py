"""Put slots in the place of tokens, so that an engine sees only words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.markup.emoji import EMOJI
from bot.markup.marks import marks, pairs
from bot.markup.quantities import quantities as find_quantities
from bot.markup.scan import scan
from bot.markup.tokens import SLOT, Token

_LINE_ENDS = re.compile(r"[\r\n]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text that have a fixed rendering: `text[start:end]`, in code points."""

    start: int
    end: int
    rendering: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A text whose tokens are slots.

    text: the source with `⟦0⟧`, `⟦1⟧` … in place of its tokens, in order.
    slots: what comes back for them; `slots[n]` belongs to `⟦n⟧`.
    words: the numbers of those that are no tokens but words of the translation: the renderings of terms, quantities.
    """

    text: str
    slots: tuple[str, ...]
    words: frozenset[int] = field(default=frozenset())


def protect(text: str, terms: Sequence[Span] = (), *, quantities: bool = False) -> Protected:
    """Replace each token of `text` by a slot. What looks like a slot in the source becomes one itself.

    terms: become slots that are restored as their renderings. One that meets a token, a paired mark, a line end or an
    earlier term is left to the engine, and so is one that is empty or beyond the text.
    quantities: numbers with their units become slots too, see `bot.markup.quantities`.
    """
    tokens = scan(text)
    stretches = [(token.start, token.end, token.text, False) for token in tokens]
    wanted = [(span.start, span.end, span.rendering) for span in terms if span.rendering.strip()]
    if quantities:
        wanted += [(found.start, found.end, found.text) for found in find_quantities(text)]
    stretches += [(*one, True) for one in _free(wanted, text, tokens)] if wanted else []
    parts: list[str] = []
    last = 0
    stretches.sort()
    for number, (start, end, _, _) in enumerate(stretches):
        parts += [text[last:start], f"⟦{number}⟧"]
        last = end
    parts.append(text[last:])
    words = frozenset(number for number, stretch in enumerate(stretches) if stretch[3])
    return Protected("".join(parts), tuple(rendering for _, _, rendering, _ in stretches), words)


def _free(wanted: Iterable[tuple[int, int, str]], text: str, tokens: Iterable[Token]) -> Iterator[tuple[int, int, str]]:
    """Yield those of `wanted` that meet nothing else; of two that meet, the first given."""
    taken = bytearray(len(text))
    for start, end in [*((token.start, token.end) for token in tokens), *_fixed(text, tokens)]:
        taken[start:end] = b"\1" * (end - start)
    for start, end, rendering in wanted:
        if 0 <= start < end <= len(text) and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            yield start, end, rendering


def _fixed(text: str, tokens: Iterable[Token]) -> Iterator[tuple[int, int]]:
    """Where marks of pairs and line ends stand, beside the tokens."""
    blank = list(text)
    for token in tokens:
        blank[token.start : token.end] = "\0" * (token.end - token.start)
    yield from _paired("".join(blank))
    yield from (found.span() for found in _LINE_ENDS.finditer(text))


def _paired(text: str) -> Iterator[tuple[int, int]]:
    for pair in pairs(marks(text)):
        yield pair.opening.start, pair.opening.end
        yield pair.closing.start, pair.closing.end


def pieces(protected: Protected) -> list[str | int]:
    """Return the words, and the numbers of the slots between them, in order, without empty strings.

    Paired marks, line ends and emoji are pieces of their own, too, so that an engine sees none of them: a piece without
    a letter is to be kept as it is. With each number replaced by what stood there the pieces join back to the source.
    """
    text = protected.text
    edges = {*_paired(text)}
    edges |= {found.span() for pattern in (SLOT, _LINE_ENDS, EMOJI) for found in pattern.finditer(text)}
    found: list[str | int] = []
    last = 0
    for start, end in sorted(edges):
        if start > last:
            found.append(text[last:start])
        slot = SLOT.fullmatch(text, start, end)
        found.append(int(slot[1]) if slot else text[start:end])
        last = end
    if last < len(text):
        found.append(text[last:])
    return found
