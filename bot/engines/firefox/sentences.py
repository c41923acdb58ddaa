"""Texts of any shape, for a model that knows single sentences."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from bot.engines.layout import has_words, keep_lines


class Translator(Protocol):
    """A loaded model of one direction."""

    def sentences(self, text: str) -> Sequence[str]:
        """The sentences of a line, in order, without the space between them."""
        ...

    def translate(self, sentence: str) -> str:
        """Translate one sentence, of any length."""
        ...


def translated(text: str, translator: Translator, *, spaced: bool) -> str:
    """Translate a text sentence by sentence; its lines, indents and outer spaces stay.

    spaced: whether sentences of the target language have a space between them, as in English but not in Chinese.
    """

    def ask(core: str) -> str:
        return "\n".join(_line(line.strip(), translator, spaced=spaced) for line in core.split("\n"))

    return keep_lines(text, ask, halvings=0, may_go_on=lambda _: False)


def _line(line: str, translator: Translator, *, spaced: bool) -> str:
    pieces = [
        " ".join(translator.translate(sentence).split()) if has_words(sentence) else sentence
        for sentence in translator.sentences(line)
    ]
    said = [piece for piece in pieces if piece]
    gaps = [" " if spaced or _both_latin(left, right) else "" for left, right in pairwise(said)]
    return "".join(piece + gap for piece, gap in zip(said, [*gaps, ""], strict=False))


def _both_latin(left: str, right: str) -> bool:
    return left[-1].isascii() and right[0].isascii()
