"""The page a conversation is printed on: headings, a column of names and a column of texts."""

from collections.abc import Callable, Iterable, Sequence

from bot.sandbox.transcript.columns import pad, printable, width

INDENT = "  "


class Page:
    """Writes lines; `names` are those expected in the first column, which is as wide as the widest of them."""

    def __init__(self, write: Callable[[str], None], names: Iterable[str] = (), answering: str = "") -> None:
        self._write = write
        self._heading = ""
        self._empty = True
        self._columns = max((10, *map(width, names), len(INDENT) + width(answering))) + 2

    def heading(self, text: str) -> bool:
        """Write where the following happens, unless the page is there already; whether it was written."""
        if text == self._heading:
            return False
        if not self._empty:
            self._line("")
        self._heading = text
        self._line(printable(text))
        return True

    def say(self, name: str, lines: Sequence[str], *, below: bool = False) -> None:
        """Write what somebody says; `below` moves the name in, as the answer to what stands above."""
        first = pad((INDENT if below else "") + printable(name), self._columns)
        margin = " " * width(first)
        for at, line in enumerate(lines):
            self._line((first if at == 0 else margin) + line)

    def note(self, text: str) -> None:
        """Write something that happens without being said."""
        self._line(printable(f"* {text}"))

    def _line(self, text: str) -> None:
        self._empty = False
        self._write(text.rstrip(" "))
