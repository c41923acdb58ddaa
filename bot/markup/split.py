"""Cut long texts into Discord messages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.markup.cuts import Cutter, Span
from bot.markup.length import reach, units
from bot.markup.marks import marks, pairs
from bot.markup.scan import scan
from bot.markup.tokens import Token, TokenKind

_FENCE = re.compile(r"```(?:[A-Za-z0-9_+.#-]*(?=\n))?\n?")
_CLOSE = "\n```"
_LONGEST_HEAD = 40
# However much must be reopened and closed, a part holds this many units of its own.
_LEAST = 24


@dataclass(frozen=True, slots=True)
class Part:
    """One message: `text[start:end]` of the source between what reopens and what closes code and paired marks."""

    opening: str
    start: int
    end: int
    closing: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Something with an inside: cut there, it is closed with `closing` and reopened with `opening`."""

    start: int
    end: int
    opening: str
    closing: str


def split(text: str, limit: int = 2000) -> list[str]:
    """Return `text` as messages of at most `limit` UTF-16 units (so never more code points), none of them blank.

    Cut at line or sentence ends where there are any, never inside a token or a character that fits into a message.
    Code blocks and paired marks that are cut are closed and reopened. Take these away again, and the parts are the
    text, in order, without the white space at the cuts. Raises ValueError for a limit below 100.
    """
    return [f"{part.opening}{text[part.start : part.end]}{part.closing}" for part in parts(text, limit)]


def parts(text: str, limit: int = 2000) -> list[Part]:
    """Return what `split` joins: the slices of `text` and what is written around them."""
    if limit < 100:
        raise ValueError("too short to reopen a code block in")
    if units(text) <= limit:
        return [Part("", 0, len(text), "")] if text.strip() else []
    tokens = scan(text)
    frames = _frames(text, tokens)
    cutter = Cutter(text, _whole(tokens, limit), _welded(text, tokens))
    found: list[Part] = []
    start = 0
    while start < len(text):
        part, start = _next(text, start, limit, frames, cutter)
        if text[part.start : part.end].strip():
            found.append(part)
    return found


def _next(text: str, start: int, limit: int, frames: Sequence[_Frame], cutter: Cutter) -> tuple[Part, int]:
    """Return the part that starts at `start`, and where the next one does."""
    opening = "".join(frame.opening for frame in frames if frame.start < start < frame.end)
    room = limit - units(opening)
    end = reach(text, start, room)
    if end == len(text):
        return Part(opening, start, end, ""), end
    # Frames of one kind never nest, so that each kind is closed once at most.
    closers = units("".join({frame.closing for frame in frames if frame.start < end and frame.end > start}))
    cut = cutter.cut(start, reach(text, start, max(room - closers, _LEAST)))
    inside = [frame for frame in frames if frame.start < cut < frame.end]
    return Part(opening, start, _body_end(text, start, cut, inside), "".join(f.closing for f in reversed(inside))), cut


def _body_end(text: str, start: int, cut: int, inside: Sequence[_Frame]) -> int:
    """White space before a cut goes; inside a code block only the line end that its closing brings back."""
    if not any(frame.closing == _CLOSE for frame in inside):
        return start + len(text[start:cut].rstrip())
    return cut - 1 if text[cut - 1] == "\n" else cut


def _frames(text: str, tokens: Sequence[Token]) -> list[_Frame]:
    """Return what must be closed and reopened when cut: fences, and paired marks outside tokens, outermost first."""
    blank = list(text)
    frames: list[_Frame] = []
    for token in tokens:
        blank[token.start : token.end] = "\0" * (token.end - token.start)
        if token.kind is TokenKind.FENCE:
            head = _FENCE.match(token.text)
            opening = head[0] if head and len(head[0]) <= _LONGEST_HEAD else "```\n"
            opening = opening if opening.endswith("\n") else f"{opening}\n"
            frames.append(_Frame(token.start + len(head[0] if head else "```") - 1, token.end, opening, _CLOSE))
    frames.extend(
        _Frame(pair.opening.start, pair.closing.end, pair.opening.text, pair.closing.text)
        for pair in pairs(marks("".join(blank)))
    )
    return sorted(frames, key=lambda frame: (frame.start, -frame.end))


def _whole(tokens: Sequence[Token], limit: int) -> list[Span]:
    """Return the spans that no cut may fall into: tokens; of a long fence its head and its end."""
    spans: list[Span] = []
    for token in tokens:
        if token.kind is not TokenKind.FENCE or units(token.text) <= limit // 2:
            # The mark of a line needs something behind it, an empty one the next line.
            spans.append((token.start, token.end + 2 * (token.kind is TokenKind.LINE)))
            continue
        head = _FENCE.match(token.text)
        spans.append((token.start, token.start + (len(head[0]) if head else 3) + 1))
        spans.append((token.end - 4, token.end))
    return spans


def _welded(text: str, tokens: Sequence[Token]) -> list[Span]:
    """Return the spans that are better kept together: masked links, and marks with the character that they touch."""
    spans = [(mark.start - 1, mark.end + 1) for mark in marks(text)]
    labels: list[int] = []
    for token in tokens:
        if token.kind is TokenKind.LABEL:
            labels.append(token.start)
        elif token.kind is TokenKind.TARGET and labels:
            spans.append((labels.pop(), token.end))
    return spans
