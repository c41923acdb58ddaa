"""Text in columns of a terminal, where a Chinese character takes two."""

import unicodedata

from wcwidth import wcswidth, wcwidth

LONGEST_QUOTE = 40


def width(text: str) -> int:
    """How many columns a line takes."""
    whole = wcswidth(text)
    return whole if whole >= 0 else sum(max(0, wcwidth(char)) for char in text)


def pad(text: str, columns: int) -> str:
    """The text, followed by spaces up to a width; a longer one is followed by two."""
    return text + " " * max(2, columns - width(text))


def quote(text: str) -> str:
    """The beginning of a text's first line, short enough to name a message by."""
    first, *more = text.strip().splitlines() or [""]
    line = " ".join(first.split())
    if width(line) + bool(more) <= LONGEST_QUOTE:
        return f"{line}…" if more else line
    while width(line) > LONGEST_QUOTE - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def printable(text: str) -> str:
    """The text with what would steer a terminal, or could not be written, made visible instead."""
    return "".join(map(_printable, text))


def _printable(char: str) -> str:
    kind = unicodedata.category(char)
    if char in "\n\t" or kind not in ("Cc", "Cs"):
        return char
    # U+2400 and on are pictures of the control characters; there is none for those beyond ASCII.
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd"
