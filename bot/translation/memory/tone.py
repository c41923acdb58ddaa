"""What stands around the words of a message, carried over to their rendering."""

from typing import Final

from bot.translation.memory.reading import Reading

_CLOSERS: Final = ".。!！~～…"
# At most so many of one mark: a wall of them says no more.
_MOST: Final = 3
_TO_CHINESE: Final = str.maketrans(",.!?;:~()", "，。！？；：～（）")
_TO_ENGLISH: Final = str.maketrans("，。！？；：～（）、", ",.!?;:~(),")


def bare(rendering: str) -> str:
    """Return a rendering without the mark at its end, unless that makes it a question."""
    return rendering.rstrip(_CLOSERS) or rendering


def dress(rendering: str, message: Reading, target: str) -> str:
    """Put around `rendering` what stands around the words of `message`, as one writes it in `target` (`en` or `zh-…`).

    Slots and emoji come back as they are; an exclamation stays one, in the target's punctuation; a question's own mark
    gives way to the message's.
    """
    wide = target != "en"
    after = _after(message, wide=wide)
    if message.question:
        rendering = rendering.rstrip("?？")
    elif rendering.endswith(("?", "？")):
        # It asks without a mark: only an exclamation goes with the one it gets.
        after = after.lstrip(_CLOSERS.replace("!", "").replace("！", ""))
    words = _join(_before(message, wide=wide), rendering, wide=wide)
    return f"{message.wrap}{_join(words, after, wide=wide)}{message.wrap}"


def _before(message: Reading, *, wide: bool) -> str:
    """Slots and emoji; punctuation only as the comma behind a name."""
    parts: list[str] = []
    for kind, piece in message.before:
        if kind in ("slot", "emoji"):
            parts.append(piece)
        elif parts and kind == "space" and parts[-1] not in (" ", "，"):
            parts.append(" ")
        elif parts and kind == "mark" and piece in (",", "，"):
            parts.append("，" if wide else " ")
        elif parts and "\n" in piece:
            parts.append("\n")
    return "".join(parts)


def _after(message: Reading, *, wide: bool) -> str:
    parts: list[str] = []
    for kind, piece in message.after:
        if kind == "mark":
            parts.append(_mark(piece, wide=wide))
        elif kind == "space" and wide and parts and parts[-1][-1:] in "！？。～…，":
            continue
        elif kind != "quote":
            parts.append(piece)
    return "".join(parts).rstrip()


def _mark(piece: str, *, wide: bool) -> str:
    """A run of punctuation at the end of a text, in the other language's characters."""
    if "..." in piece or "…" in piece or "。。" in piece or ".." in piece:
        rest = "".join(mark for mark in piece if mark in "!！?？\n")
        return ("……" if wide else "...") + _mark(rest, wide=wide)
    mapped = piece.translate(_TO_CHINESE if wide else _TO_ENGLISH).strip("()（）—–-")
    if not wide:
        mapped = mapped.replace("~", "")
    return _shorten(mapped)


def _shorten(marks: str) -> str:
    kept = ""
    for mark in marks:
        if not kept.endswith(mark * _MOST):
            kept += mark
    return kept


def _join(left: str, right: str, *, wide: bool) -> str:
    """Latin words do not stick to a slot."""
    sticks = (left[-1:] == "⟧" and right[:1].isalnum()) or (right[:1] == "⟦" and left[-1:].isalnum())
    return f"{left} {right}" if left and right and sticks and not wide else left + right
