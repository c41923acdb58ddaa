"""Chinese that grows word by word out of English."""

import re
from typing import Final

_SIGNS: Final = {",": "，", "!": "！", "?": "？", ".": "。", ";": "；", ":": "："}
# Signs that end a clause; what follows shows that they are none of an emoticon or an ellipsis.
_PAUSE: Final = re.compile(r"(?:[!?,]+|[.;:]$)(?![!-/:-@\[-`{-~])")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_SENTENCE_ENDS: Final = frozenset(".!?。！？:：")
# What may stand inside a clause: words, slots, marks of bold and the like.
_WITHIN: Final = re.compile(r"[\w⟦*~|`\"'“‘(][^,.!?;:]*$")
_FULL_WIDTH: Final = frozenset(_SIGNS.values())


class ChineseLine:
    """Words of Chinese stand without spaces between them; everything else keeps what stood around it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._gap = ""
        self._after_chinese = False
        self._dropped = False
        self._postponed = ""

    @property
    def begins_sentence(self) -> bool:
        """Whether the next word is the first of a sentence."""
        return not self._parts or "\n" in self._gap or self._parts[-1][-1] in _SENTENCE_ENDS

    def gap(self, text: str) -> None:
        """Add white space."""
        if self._dropped:
            text = text.removeprefix(" ")
        self._dropped = False
        if "\n" in text:
            self._end_clause()
        self._gap += text

    def chinese(self, word: str) -> None:
        """Add a Chinese word; an empty one also takes away the space after it."""
        if word:
            self._put(word, chinese=True)
        else:
            self._dropped = True

    def postpone(self, word: str) -> None:
        """Keep a Chinese word for the end of the clause."""
        self._end_clause()
        self._postponed = word
        self._dropped = True

    def other(self, text: str, *, followed: bool = False) -> None:
        """Add anything else: words left as they are, numbers, signs, emoji, slots, Chinese of the author.

        followed: a letter or digit comes right after it. Then signs end no clause: `3:4`, `a.b`.
        """
        if not _WITHIN.match(text):
            self._end_clause()
        if self._dropped and not text[0].isalnum():
            self._gap = self._gap.removesuffix(" ")
        pause = None if followed else _PAUSE.match(text)
        if pause and self._after_chinese and not self._gap:
            self._put("".join(_SIGNS[sign] for sign in pause[0]), chinese=True)
            text = text[pause.end() :]
        if text:
            self._put(text, chinese=bool(_HAN.match(text)))

    def end(self) -> str:
        """The whole line."""
        self._end_clause()
        return "".join([*self._parts, self._gap])

    def _end_clause(self) -> None:
        """Put the postponed word right after the last one."""
        if self._postponed:
            word, gap = self._postponed, self._gap
            self._postponed = ""
            self._gap = "" if self._after_chinese or not self._parts else " "
            self._put(word, chinese=True)
            self._gap = gap

    def _put(self, text: str, *, chinese: bool) -> None:
        if self._gap and not (self._gap == " " and self._joins(text, chinese=chinese)):
            self._parts.append(self._gap)
        self._parts.append(text)
        self._gap, self._after_chinese, self._dropped = "", chinese, False

    def _joins(self, text: str, *, chinese: bool) -> bool:
        """Whether the space before a text goes: between Chinese words, and after full-width signs."""
        if self._after_chinese and chinese:
            return True
        return text[0].isalnum() and self._parts[-1:] != [] and self._parts[-1][-1] in _FULL_WIDTH
