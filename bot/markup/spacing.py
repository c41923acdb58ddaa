"""Spaces around slots in an engine's answer."""

import re
from collections.abc import Sequence
from typing import Literal

from bot.markup.letters import is_wide
from bot.markup.scan import scan
from bot.markup.slots import Protected
from bot.markup.terms import fit
from bot.markup.tokens import SLOT, TYPED, TokenKind

_LINK = re.compile(r"(?![<`\[\]\\⟦@])[^\s`]*[.:@][^\s`]*$")
_SPACES = " \t\u00a0\u3000"
# What may stand right behind a link without becoming part of it.
_AFTER_LINK = "\n\r.,:;\"')]<>" + _SPACES
# No name, tag, face or path is longer; longer slots are code and links.
_LONGEST_TYPED = 1000
_Side = Literal["left", "right"]


def respace(protected: Protected, answer: str) -> str:
    """Return `answer` with the spaces that an engine put around slots taken out, and missing ones put in.

    `answer` holds each slot exactly once. A space goes only where the source had none and where no two words meet; one
    comes where a slot would stick to a word, or a link to what would be read as part of it. Where the source had the
    same neighbour, nothing changes.
    """
    source = _Layout(protected.text, protected.slots)
    given = _Layout(answer, protected.slots)
    words = list(given.words)
    for place, number in enumerate(given.order):
        slot = protected.slots[number]
        if number in protected.words:
            words[place], words[place + 1] = fit(given.left(place), words[place], slot, words[place + 1])
            continue
        # In the source the slots stand in the order of their numbers.
        near = words[place][-1:] or given.left(place)
        words[place] = _fix(words[place], slot, source.left(number), near, "left")
        words[place + 1] = _fix(words[place + 1], slot, source.right(number), given.right(place), "right")
    joined = [words[0]]
    for place, number in enumerate(given.order):
        joined += [f"⟦{number}⟧", words[place + 1]]
    return "".join(joined)


class _Layout:
    """A text as words and slots in turn: `words` is one longer than `order`."""

    def __init__(self, text: str, slots: Sequence[str]) -> None:
        parts = SLOT.split(text)
        self.words = parts[::2]
        self.order = [int(number) for number in parts[1::2]]
        self._slots = slots

    def left(self, place: int) -> str:
        """The character before the slot at `place`, or "" at the start."""
        if self.words[place]:
            return self.words[place][-1]
        return self._slots[self.order[place - 1]][-1] if place else ""

    def right(self, place: int) -> str:
        """The character after the slot at `place`, or "" at the end."""
        if self.words[place + 1]:
            return self.words[place + 1][0]
        return self._slots[self.order[place + 1]][0] if place + 1 < len(self.order) else ""


def _fix(words: str, slot: str, wanted: str, got: str, side: _Side) -> str:
    """Mend the end of `words` that touches `slot`; `wanted` and `got` are its neighbours there, then and now."""
    if wanted == got or not got:
        return words
    if side == "left" and slot[-1:].isspace():
        return words.rstrip(_SPACES)
    if got in _SPACES:
        bare = words.lstrip(_SPACES) if side == "right" else words.rstrip(_SPACES)
        return bare if _superfluous(bare, slot, wanted, side) else words
    if not _must_part(slot, got, side):
        return words
    return f" {words}" if side == "right" else f"{words} "


def _superfluous(bare: str, slot: str, wanted: str, side: _Side) -> bool:
    if not bare or not wanted or wanted.isspace():
        return False
    if _hugs(slot, side):
        return True
    near = bare[0] if side == "right" else bare[-1]
    if near == wanted and not near.isalnum():
        return True
    return is_wide(near) and not _must_part(slot, near, side)


def _hugs(slot: str, side: _Side) -> bool:
    """A label's brackets and a line's mark belong to the words inside them, whatever an engine thinks."""
    return (slot == "[" or slot[-1:].isspace()) if side == "right" else slot.startswith("](")


def _must_part(slot: str, near: str, side: _Side) -> bool:
    if _hugs(slot, side) or slot.startswith("\\") or slot[-1:].isspace():
        return False
    if near.isspace():
        return False
    if len(slot) <= _LONGEST_TYPED and _is_typed(slot, slot):
        with_near = slot + near if side == "right" else near + slot
        # A path goes on in folders of any script.
        grows = near.isalnum() and ("/" in slot or "\\" in slot)
        return grows or _is_word(near) or (near.isalnum() and _is_emoticon(slot)) or not _is_typed(slot, with_near)
    if side == "right" and _LINK.match(slot):
        return near not in _AFTER_LINK
    return _is_word(near)


def _is_word(near: str) -> bool:
    return near.isalnum() and not is_wide(near)


def _is_emoticon(slot: str) -> bool:
    return any(token.kind is TokenKind.EMOTICON for token in scan(slot))


def _is_typed(slot: str, text: str) -> bool:
    """Whether `slot` is still read in `text` as what a member typed; a name, say, grows by a letter beside it."""
    return any(token.text == slot and token.kind in TYPED for token in scan(text))
