"""A line of Chinese, word for word, in English."""

import re
from typing import Final

from bot.engines.gloss.chinese import ChineseReader, Word

HAN: Final = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_PUNCTUATION: Final = {"，": ",", "、": ",", "。": ".", "！": "!", "？": "?", "；": ";", "：": ":"}
# Chinese punctuation after a word or a closing mark; elsewhere it may be part of a face.
_PAUSE: Final = re.compile(r"(?<=[\w⟧)\]”’」』》）*_~|`\"'])([，、。！？；：]+)([\w⟦]?)")
# Punctuation behind a slot; it parts the words of the reading, too, which leaves the slot out.
_BEHIND_SLOT: Final = re.compile(r"⟧ ?([，、。！？；：]+) ?(?=([\w⟦])?)")
_BREATH: Final = re.compile(r"⟧([,.!?;:])")
# The same at the start of a line, right before a Chinese word or behind white space alone.
_LEADING: Final = re.compile(r"[，、。！？；：](?=[，、。！？；：]*\s*\Z)")
# Words in full-width brackets. Faces have them, too, but no words inside.
_ASIDE: Final = re.compile(f"（((?:{HAN.pattern}|[\\w，。！？、 ])+)）")
_PAIRED: Final = ("||", "**", "~~", '"')
_OPENING: Final = frozenset("“「『《【（")
_MARK: Final = re.compile(r"\|\||\*\*|~~|[\"“「『《【（]")
# After these a word follows without a space: opening brackets and quotes, and Discord's marks for bold and the like.
_OPEN: Final = frozenset("([{<（［｛〈《「『【“‘\"'*_~|`>#-/\\@+=&^$")
# Readings beyond this many characters of source are of no use to anybody in a chat.
_MOST_READ: Final = 120


class _Line:
    """English and pinyin as they grow."""

    def __init__(self, text: str) -> None:
        # Marks that stand in pairs, and whether they are open.
        self._open = {mark: False for mark in _PAIRED if text.count(mark) % 2 == 0}
        self.english: list[str] = []
        self.pinyin: list[str] = []
        self._last = ""

    def word(self, word: Word) -> None:
        if word.english == "?":
            self.raw("?")
        elif word.english:
            parted = not self._last or self._last.isspace() or self._last in _OPEN
            self.raw(word.english if parted else " " + word.english)
        if word.pinyin:
            self.pinyin.append(word.pinyin)

    def raw(self, text: str) -> None:
        self.english.append(text)
        self._last = text[-1:] or self._last

    def between(self, text: str) -> None:
        """What stands between words, with a space outside of quotes and marks where a word is on their other side."""
        end = 0
        for found in _MARK.finditer(text):
            self.raw(text[end : found.start()])
            self._mark(found[0])
            end = found.end()
        self.raw(text[end:])

    def _mark(self, mark: str) -> None:
        is_open = self._open.get(mark)
        opens = mark in _OPENING or is_open is False
        if opens and self._last and not self._last.isspace() and self._last not in _OPEN and self.english:
            self.raw(" ")
        self.raw(mark)
        if is_open:
            # Closed: it is no longer what a word follows without a space.
            self._last = ")"
        if is_open is not None:
            self._open[mark] = not is_open

    def pause(self, sign: str) -> None:
        """Punctuation after a Chinese word."""
        if sign != "?" or self._last != "?":
            self.raw(sign)
        self.breathe(sign)

    def breathe(self, sign: str) -> None:
        """Punctuation of the reading alone."""
        if self.pinyin and self.pinyin[-1][-1].isalpha():
            self.pinyin[-1] += sign


class ChineseGlosser:
    """Puts English words in the place of Chinese ones; everything else stays."""

    def __init__(self, reader: ChineseReader) -> None:
        self._reader = reader
        mixed = "|".join(sorted(map(re.escape, reader.mixed), key=len, reverse=True)) or "(?!)"
        self._runs = re.compile(f"(?i:{mixed})|(?:(?!(?i:{mixed})){HAN.pattern.removesuffix('+')})+")

    def gloss(self, text: str) -> tuple[str, str]:
        """The English, and the pinyin ("" for long texts)."""
        text = _ASIDE.sub(_aside, text)
        line = _Line(text)
        end = 0
        read = 0
        for run in self._runs.finditer(text):
            _between(line, text[end : run.start()], after_chinese=end > 0, before_chinese=True)
            for word in self._reader.words(run[0], text[: run.start()].rstrip(" ")[-1:]):
                line.word(word)
            end = run.end()
            read += len(run[0])
        _between(line, text[end:], after_chinese=end > 0, before_chinese=False)
        return "".join(line.english), " ".join(line.pinyin) if read <= _MOST_READ else ""


def _between(line: _Line, text: str, *, after_chinese: bool, before_chinese: bool) -> None:
    """What stands between two runs of Chinese. A lone space parts clauses there, as a comma does in English."""
    if after_chinese or before_chinese:
        text = _BEHIND_SLOT.sub(_close_to_slot, text)
    if not after_chinese:
        line.between(_LEADING.sub(lambda found: _PUNCTUATION[found[0]], text) if before_chinese else text)
        return
    if before_chinese and text in (" ", "\u3000"):
        line.pause(",")
        line.raw(" ")
        return
    at = 0
    while at < len(text) and text[at] in _PUNCTUATION:
        line.pause(_PUNCTUATION[text[at]])
        at += 1
    rest = _PAUSE.sub(_halved, text[at:])
    if before_chinese and (breath := _BREATH.search(rest)):
        line.breathe(breath[1])
    if rest[:1].isalnum() or rest[:1] == "⟦":
        line.raw(" ")
    line.between(rest)


def _close_to_slot(found: re.Match[str]) -> str:
    """The punctuation behind a slot as in English."""
    signs = "".join(_PUNCTUATION[sign] for sign in found[1])
    return f"⟧{signs} " if found[2] else f"⟧{signs}"


def _aside(found: re.Match[str]) -> str:
    """Words in brackets as in English, parted from the word before."""
    parted = not found.string[: found.start()][-1:].isalnum()
    return f"({found[1]})" if parted else f" ({found[1]})"


def _halved(pause: re.Match[str]) -> str:
    """Full-width punctuation in its half-width form, with the space that English has after it."""
    signs = "".join(_PUNCTUATION[sign] for sign in pause[1])
    return f"{signs} {pause[2]}" if pause[2] else signs
