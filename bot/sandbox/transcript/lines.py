"""From the bytes of a file to its lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.transcript.errors import TranscriptError

COLONS = ":："


@dataclass(frozen=True, slots=True)
class Line:
    """A line that starts at the margin, and the indented lines below it without their indentation.

    The block keeps the empty lines between its lines.
    """

    number: int
    text: str
    block: tuple[str, ...] = ()


def decode(data: bytes) -> str:
    """The text of a transcript file; raises TranscriptError where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TranscriptError(line, "This is not UTF-8 text. Save the file as UTF-8.") from None


def lines(text: str) -> Iterator[Line]:
    """The lines that mean something, in order; raises TranscriptError for an indented line below nothing."""
    number, head, block = 0, "", list[str]()
    for at, raw in enumerate(text.split("\n"), start=1):
        line = raw.removesuffix("\r")
        if _indented(line):
            if not head:
                raise TranscriptError(at, "This line is indented, but there is no line above that it could continue.")
            block.append(line)
        elif not line.strip():
            block.append("")
        else:
            yield from _line(number, head, block)
            number, head, block = at, "" if _comment(line) else line, []
    yield from _line(number, head, block)


def _indented(line: str) -> bool:
    return line[:1].isspace() and bool(line.strip())


def _comment(line: str) -> bool:
    return line == "#" or (line[0] == "#" and line[1].isspace())


def _line(number: int, head: str, block: list[str]) -> Iterator[Line]:
    if head:
        while block and not block[-1]:
            block.pop()
        yield Line(number, head.rstrip(), tuple(_dedent(block)))


def _dedent(block: list[str]) -> list[str]:
    """The first line says how far the block is indented; a line that is indented less just starts at the margin."""
    first = next((line for line in block if line), "")
    margin = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(margin) if line.startswith(margin) else line.lstrip() for line in block]
