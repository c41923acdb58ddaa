"""Put slots in the place of tokens, so that an engine sees only words."""

from dataclasses import dataclass

from bot.markup.scan import scan
from bot.markup.tokens import SLOT


@dataclass(frozen=True, slots=True)
class Protected:
    """A text whose tokens are slots.

    text: the source with `⟦0⟧`, `⟦1⟧` … in place of its tokens, in order.
    slots: what stood there; `slots[n]` belongs to `⟦n⟧`.
    """

    text: str
    slots: tuple[str, ...]


def protect(text: str) -> Protected:
    """Replace each token of `text` by a slot. What looks like a slot in the source becomes one itself."""
    parts: list[str] = []
    slots: list[str] = []
    last = 0
    for token in scan(text):
        parts.append(text[last : token.start])
        parts.append(f"⟦{len(slots)}⟧")
        slots.append(token.text)
        last = token.end
    parts.append(text[last:])
    return Protected("".join(parts), tuple(slots))


def pieces(protected: Protected) -> list[str | int]:
    """Return the words and the numbers of the slots between them, in order, without empty strings.

    With each number replaced by its slot the pieces join back to the source.
    """
    found: list[str | int] = []
    last = 0
    for slot in SLOT.finditer(protected.text):
        if slot.start() > last:
            found.append(protected.text[last : slot.start()])
        found.append(int(slot[1]))
        last = slot.end()
    if last < len(protected.text):
        found.append(protected.text[last:])
    return found
