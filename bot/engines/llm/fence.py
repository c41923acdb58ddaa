"""Marks around a member's words that they cannot forge, because these are drawn anew for each request."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Eight hexadecimal digits: a member would have to guess one in four billion, before the text is sent.
_BYTES = 4

Draw = Callable[[], str]


def draw() -> str:
    """A random word for a fence."""
    return secrets.token_hex(_BYTES)


@dataclass(frozen=True, slots=True)
class Fence:
    """A word that stands in the tags around each piece of data of one request."""

    word: str

    def around(self, kind: str, data: str) -> str:
        """`data` between an opening and a closing tag, each on a line of its own."""
        return f"{self.opening(kind)}\n{data}\n{self.closing(kind)}"

    def opening(self, kind: str) -> str:
        """The tag before data of this kind."""
        return f"<{kind}-{self.word}>"

    def closing(self, kind: str) -> str:
        """The tag after it."""
        return f"</{kind}-{self.word}>"


def fence_for(data: Iterable[str], draw: Draw) -> Fence:
    """A fence whose word stands in none of `data`."""
    whole = "\n".join(data).casefold()
    word = draw()
    while word.casefold() in whole:
        word = draw()
    return Fence(word)
